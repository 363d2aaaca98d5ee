package org.aisle.backend.evaluation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes readings through the derived fields, then through the rules. */
final class CompiledEvaluator implements Evaluator {

  private static final Comparator<Occurrence> BY_START =
      Comparator.comparing(Occurrence::startedAt)
          .thenComparing(Occurrence::raisedAt)
          .thenComparing(Occurrence::rule);

  private final Layout layout;
  private final List<DerivedProgram> derived;
  private final List<RuleProgram> rules;

  CompiledEvaluator(Layout layout, List<DerivedProgram> derived, List<RuleProgram> rules) {
    this.layout = layout;
    this.derived = List.copyOf(derived);
    this.rules = List.copyOf(rules);
  }

  @Override
  public Memory begin(DeviceContext context) {
    return fresh(context);
  }

  private DeviceMemory fresh(DeviceContext context) {
    Surroundings surroundings = new Surroundings(layout, context);
    return new DeviceMemory(
        new LiveFrame(layout, surroundings),
        derived.stream().map(d -> d.begins().apply(surroundings)).toArray(DerivedRun[]::new),
        rules.stream().map(r -> r.begins().apply(surroundings)).toArray(RuleRun[]::new));
  }

  @Override
  public Memory restore(DeviceContext context, byte[] saved) {
    return SavedMemory.restore(saved, () -> fresh(context));
  }

  @Override
  public byte[] save(Memory memory) {
    return SavedMemory.save(own(memory));
  }

  @Override
  public void take(Memory memory, Sample sample, Results results) {
    DeviceMemory own = own(memory);
    LiveFrame frame = own.frame;
    long next = Micros.of(sample.observedAt());
    if (next <= frame.now()) {
      throw new IllegalArgumentException("A reading must be later than those before it.");
    }
    if (frame.now() != Micros.NEVER) {
      for (RuleRun rule : own.rules) {
        if (frame.now() >= rule.program.from()) {
          frame.within(rule.program.gap());
          rule.before(frame, next, results);
        }
      }
    }
    frame.advance(next);
    sample.values().forEach(frame);
    for (DerivedRun run : own.derived) {
      frame.within(run.program.gap());
      run.take(frame, own.stored);
    }
    own.stored.tell(results);
    for (RuleRun rule : own.rules) {
      if (next >= rule.program.from()) {
        frame.within(rule.program.gap());
        rule.take(frame, results);
      }
    }
  }

  @Override
  public List<Occurrence> until(Memory memory, Instant asOf) {
    DeviceMemory own = own(memory);
    List<Occurrence> occurrences = new ArrayList<>();
    long moment = Micros.of(asOf);
    for (RuleRun rule : own.rules) {
      if (moment >= rule.program.since()) {
        own.frame.within(rule.program.gap());
        rule.until(own.frame, moment, occurrences);
      }
    }
    occurrences.sort(BY_START);
    return occurrences;
  }

  @Override
  public @Nullable Instant wake(Memory memory, Instant asOf) {
    DeviceMemory own = own(memory);
    long moment = Micros.of(asOf);
    long first = Micros.FOREVER;
    for (RuleRun rule : own.rules) {
      own.frame.within(rule.program.gap());
      if (moment < rule.program.since()) {
        first = Math.min(first, rule.program.since());
      } else {
        first = Math.min(first, rule.wake(own.frame, moment));
      }
    }
    return first == Micros.FOREVER ? null : Micros.instant(first);
  }

  @Override
  public Timeline timeline(DeviceContext context, Iterable<Sample> samples, Instant asOf) {
    List<Occurrence> occurrences = new ArrayList<>();
    List<DerivedSample> derivedSamples = new ArrayList<>();
    Results results =
        new Results() {
          @Override
          public void ended(Occurrence occurrence) {
            occurrences.add(occurrence);
          }

          @Override
          public void derived(DerivedSample sample) {
            derivedSamples.add(sample);
          }
        };
    Memory memory = fresh(context);
    for (Sample sample : samples) {
      take(memory, sample, results);
    }
    occurrences.addAll(until(memory, asOf));
    occurrences.sort(BY_START);
    return new Timeline(occurrences, derivedSamples);
  }

  private static DeviceMemory own(Memory memory) {
    return (DeviceMemory) memory;
  }
}
