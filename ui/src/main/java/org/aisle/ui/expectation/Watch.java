package org.aisle.ui.expectation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.aisle.backend.evaluation.DerivedSample;
import org.aisle.backend.evaluation.DeviceContext;
import org.aisle.backend.evaluation.Evaluator;
import org.aisle.backend.evaluation.Occurrence;
import org.aisle.backend.evaluation.Sample;
import org.aisle.templates.reading.MergedReading;
import org.aisle.templates.reading.Reading;
import org.jspecify.annotations.Nullable;

/**
 * Follows a device as the server does: takes what arrives in order, evaluates again what arrives
 * late, looks now and then while nothing arrives, and notes what it would have told.
 */
final class Watch {

  private static final Duration LOOK_EVERY = Duration.ofMinutes(5);
  private static final Duration SAVE_EVERY = Duration.ofHours(1);

  private final Evaluator evaluator;
  private final DeviceContext context;
  private final TreeMap<Instant, MergedReading> history = new TreeMap<>();
  private final List<Told> told = new ArrayList<>();
  private final List<Occurrence> ended = new ArrayList<>();
  private final TreeMap<Instant, byte[]> saved = new TreeMap<>();
  private Evaluator.Memory memory;
  private @Nullable Instant looked;

  Watch(Evaluator evaluator, DeviceContext context) {
    this.evaluator = evaluator;
    this.context = context;
    this.memory = evaluator.begin(context);
  }

  /** Must be called in the order of arrival. */
  void take(Arrival arrival) {
    lookUntil(arrival.at());
    TreeMap<Instant, MergedReading> fresh = new TreeMap<>();
    for (Reading reading : arrival.readings()) {
      MergedReading before = history.get(reading.observedAt());
      MergedReading one = MergedReading.of(reading);
      MergedReading now = before == null ? one : before.merge(one);
      if (!now.equals(before)) {
        history.put(reading.observedAt(), now);
        fresh.put(reading.observedAt(), now);
      }
    }
    Instant through = memory.through();
    if (!fresh.isEmpty() && through != null && !fresh.firstKey().isAfter(through)) {
      evaluateAgain(fresh.firstKey());
    } else {
      fresh.values().forEach(this::evaluate);
    }
    look(arrival.at());
  }

  private void evaluateAgain(Instant changed) {
    saved.tailMap(changed, true).clear();
    Map.Entry<Instant, byte[]> before = saved.lastEntry();
    memory =
        before == null ? evaluator.begin(context) : evaluator.restore(context, before.getValue());
    ended.clear();
    List<MergedReading> again =
        List.copyOf(
            before == null ? history.values() : history.tailMap(before.getKey(), false).values());
    again.forEach(this::evaluate);
  }

  /** Lets time pass with nothing arriving. */
  void lookUntil(Instant at) {
    if (looked != null) {
      for (Instant next = looked.plus(LOOK_EVERY);
          next.isBefore(at);
          next = next.plus(LOOK_EVERY)) {
        look(next);
      }
    }
  }

  private void look(Instant at) {
    looked = at;
    ended.forEach(occurrence -> tell(occurrence, at));
    ended.clear();
    evaluator.until(memory, at).forEach(occurrence -> tell(occurrence, at));
  }

  private void tell(Occurrence occurrence, Instant at) {
    if (told.stream().noneMatch(before -> before.amendedBy(occurrence))) {
      told.add(new Told(occurrence, at));
    }
  }

  private void evaluate(MergedReading reading) {
    evaluator.take(
        memory,
        sample(reading),
        new Evaluator.Results() {
          @Override
          public void ended(Occurrence occurrence) {
            ended.add(occurrence);
          }

          @Override
          public void derived(DerivedSample sample) {
            // only alerts are told
          }
        });
    Map.Entry<Instant, byte[]> last = saved.lastEntry();
    if (last == null || last.getKey().plus(SAVE_EVERY).isBefore(reading.observedAt())) {
      saved.put(reading.observedAt(), evaluator.save(memory));
    }
  }

  private static Sample sample(MergedReading reading) {
    TreeMap<String, org.aisle.templates.reading.Value> values = new TreeMap<>();
    reading.values().forEach((path, stamped) -> values.put(path, stamped.value()));
    return new Sample(reading.observedAt(), values);
  }

  /** What stands at the end: a function of the readings alone. */
  List<Occurrence> timeline(Instant asOf) {
    return evaluator
        .timeline(context, history.values().stream().map(Watch::sample).toList(), asOf)
        .occurrences();
  }

  /** In the order in which it was told. */
  List<Told> told() {
    return List.copyOf(told);
  }

  int readings() {
    return history.size();
  }
}
