package org.aisle.backend.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.aisle.backend.evaluation.Evaluator.Compiled;
import org.aisle.backend.evaluation.Evaluator.Memory;
import org.aisle.backend.evaluation.Evaluator.Timeline;

class EvaluatorPropertiesTest {

  private static final Comparator<Occurrence> ORDER =
      Comparator.comparing(Occurrence::startedAt)
          .thenComparing(Occurrence::raisedAt)
          .thenComparing(Occurrence::rule);

  /** Keeps what it is told. */
  static final class Told implements Evaluator.Results {
    final List<Occurrence> ended = new ArrayList<>();
    final List<DerivedSample> derived = new ArrayList<>();

    @Override
    public void ended(Occurrence occurrence) {
      ended.add(occurrence);
    }

    @Override
    public void derived(DerivedSample sample) {
      derived.add(sample);
    }

    Timeline timeline(List<Occurrence> more) {
      List<Occurrence> all = new ArrayList<>(ended);
      all.addAll(more);
      all.sort(ORDER);
      return new Timeline(all, derived);
    }
  }

  private static Evaluator compile(List<ActiveRule> rules) {
    Compiled compiled =
        Evaluators.compile(RandomHistories.TEMPLATE, RandomHistories.ASSETS.fields(), rules);
    assertThat(compiled.broken()).isEmpty();
    return compiled.evaluator();
  }

  private static Instant later(List<Sample> samples, int minutes) {
    return samples.getLast().observedAt().plus(Duration.ofMinutes(minutes));
  }

  @Property(tries = 300)
  void one_by_one_with_saving_and_restoring_is_the_same_as_all_at_once(
      @ForAll("samples") List<Sample> samples,
      @ForAll("rules") List<ActiveRule> rules,
      @ForAll("contexts") DeviceContext context,
      @ForAll long seed) {
    Evaluator evaluator = compile(rules);
    Instant asOf = later(samples, 90);
    Random random = new Random(seed);
    Told told = new Told();
    Memory memory = evaluator.begin(context);
    for (Sample sample : samples) {
      evaluator.take(memory, sample, told);
      if (random.nextInt(3) == 0) {
        byte[] saved = evaluator.save(memory);
        memory = compile(rules).restore(context, saved);
        assertThat(memory.through()).isEqualTo(sample.observedAt());
        memory = evaluator.restore(context, saved);
        assertThat(evaluator.save(memory)).isEqualTo(saved);
      }
    }
    assertThat(told.timeline(evaluator.until(memory, asOf)))
        .isEqualTo(evaluator.timeline(context, samples, asOf));
  }

  @Property(tries = 100)
  void begun_again_at_any_saved_memory_the_rest_is_the_same(
      @ForAll("samples") List<Sample> samples,
      @ForAll("rules") List<ActiveRule> rules,
      @ForAll("contexts") DeviceContext context) {
    Evaluator evaluator = compile(rules);
    Instant asOf = later(samples, 90);
    List<byte[]> saved = new ArrayList<>();
    List<Integer> endedBefore = new ArrayList<>();
    List<Integer> derivedBefore = new ArrayList<>();
    Told told = new Told();
    Memory memory = evaluator.begin(context);
    for (Sample sample : samples) {
      saved.add(evaluator.save(memory));
      endedBefore.add(told.ended.size());
      derivedBefore.add(told.derived.size());
      evaluator.take(memory, sample, told);
    }
    for (int i = 0; i < samples.size(); i++) {
      Told again = new Told();
      Memory begun = evaluator.restore(context, saved.get(i));
      for (Sample sample : samples.subList(i, samples.size())) {
        evaluator.take(begun, sample, again);
      }
      assertThat(again.ended).isEqualTo(told.ended.subList(endedBefore.get(i), told.ended.size()));
      assertThat(again.derived)
          .isEqualTo(told.derived.subList(derivedBefore.get(i), told.derived.size()));
      assertThat(evaluator.until(begun, asOf)).isEqualTo(evaluator.until(memory, asOf));
    }
  }

  @Property(tries = 300)
  void asking_what_lasts_changes_nothing(
      @ForAll("samples") List<Sample> samples,
      @ForAll("rules") List<ActiveRule> rules,
      @ForAll("contexts") DeviceContext context) {
    Evaluator evaluator = compile(rules);
    Told told = new Told();
    Memory memory = evaluator.begin(context);
    for (Sample sample : samples) {
      evaluator.take(memory, sample, told);
      byte[] before = evaluator.save(memory);
      Instant asOf = sample.observedAt().plus(Duration.ofHours(7));
      List<Occurrence> once = evaluator.until(memory, asOf);
      evaluator.wake(memory, asOf);
      assertThat(evaluator.until(memory, asOf)).isEqualTo(once);
      assertThat(evaluator.save(memory)).isEqualTo(before);
    }
    Instant asOf = later(samples, 90);
    assertThat(told.timeline(evaluator.until(memory, asOf)))
        .isEqualTo(evaluator.timeline(context, samples, asOf));
  }

  @Property(tries = 300)
  void until_says_the_same_from_one_waking_to_the_next(
      @ForAll("samples") List<Sample> samples,
      @ForAll("rules") List<ActiveRule> rules,
      @ForAll("contexts") DeviceContext context) {
    Evaluator evaluator = compile(rules);
    Memory memory = evaluator.begin(context);
    Told told = new Told();
    samples.forEach(sample -> evaluator.take(memory, sample, told));
    Instant at = samples.getLast().observedAt();
    for (int i = 0; i < 12; i++) {
      List<Occurrence> now = evaluator.until(memory, at);
      Instant wake = evaluator.wake(memory, at);
      if (wake == null) {
        assertThat(evaluator.until(memory, at.plus(Duration.ofDays(400)))).isEqualTo(now);
        return;
      }
      assertThat(wake).isAfter(at);
      assertThat(evaluator.until(memory, wake.minusNanos(1_000))).isEqualTo(now);
      at = wake;
    }
  }

  @Property(tries = 300)
  void occurrences_of_a_rule_are_in_order_and_have_a_start_of_their_own(
      @ForAll("samples") List<Sample> samples,
      @ForAll("rules") List<ActiveRule> rules,
      @ForAll("contexts") DeviceContext context) {
    Timeline timeline = compile(rules).timeline(context, samples, later(samples, 60));
    for (ActiveRule rule : rules) {
      List<Occurrence> own =
          timeline.occurrences().stream().filter(o -> o.rule().equals(rule.rule().id())).toList();
      assertThat(own).extracting(Occurrence::startedAt).doesNotHaveDuplicates();
      for (Occurrence o : own) {
        assertThat(o.raisedAt()).isAfterOrEqualTo(o.startedAt());
        assertThat(o.clearedAt() == null).isEqualTo(o.clearing() == null);
        if (o.clearedAt() != null) {
          assertThat(o.clearedAt()).isAfterOrEqualTo(o.raisedAt());
        }
        assertThat(o.severities()).isNotEmpty();
        assertThat(o.severities().getFirst().at()).isEqualTo(o.raisedAt());
        assertThat(o.evidence().samples()).hasSizeLessThanOrEqualTo(10);
        assertThat(o.evidence().sentence()).isNotBlank();
      }
    }
    assertThat(timeline.derived())
        .extracting(DerivedSample::observedAt)
        .doesNotHaveDuplicates()
        .isSorted();
  }

  @Property(tries = 100)
  void what_is_no_saved_memory_begins_anew(
      @ForAll byte[] garbage,
      @ForAll("samples") List<Sample> samples,
      @ForAll("rules") List<ActiveRule> rules,
      @ForAll("contexts") DeviceContext context,
      @ForAll long seed) {
    Evaluator evaluator = compile(rules);
    assertThat(evaluator.restore(context, garbage).through()).isNull();
    Memory memory = evaluator.begin(context);
    Told told = new Told();
    samples.forEach(sample -> evaluator.take(memory, sample, told));
    byte[] saved = evaluator.save(memory);
    saved[new Random(seed).nextInt(saved.length)] ^= 0x55;
    assertThat(evaluator.restore(context, saved).through()).isNull();
  }

  @Provide
  Arbitrary<List<Sample>> samples() {
    return RandomHistories.samples();
  }

  @Provide
  Arbitrary<List<ActiveRule>> rules() {
    return RandomRules.rulesWithAssets();
  }

  @Provide
  Arbitrary<DeviceContext> contexts() {
    return RandomHistories.contextsWithAssets();
  }
}
