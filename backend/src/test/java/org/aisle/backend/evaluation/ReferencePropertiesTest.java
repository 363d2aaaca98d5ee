package org.aisle.backend.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.aisle.backend.evaluation.Occurrence.Clearing;
import org.aisle.templates.reading.Value;
import org.aisle.templates.rule.Trigger;
import org.jspecify.annotations.Nullable;

/** Compares the fold with a timeline that is found by looking at all readings at once. */
class ReferencePropertiesTest {

  private enum Truth {
    NO,
    UNKNOWN,
    YES
  }

  private record Found(
      Instant start, Instant raised, @Nullable Instant cleared, @Nullable Clearing clearing) {}

  /** The newest temperature at or before a reading and not older than the gap, by looking back. */
  private static @Nullable Double temperature(List<Sample> all, int at, Duration gap) {
    for (int i = at; i >= 0; i--) {
      Value value = all.get(i).values().get("temperature");
      if (value instanceof Value.Num num) {
        Duration age = Duration.between(all.get(i).observedAt(), all.get(at).observedAt());
        return age.compareTo(gap) <= 0 ? num.value() : null;
      }
    }
    return null;
  }

  private static Truth above(@Nullable Double value, double limit) {
    return value == null ? Truth.UNKNOWN : value > limit ? Truth.YES : Truth.NO;
  }

  /** The length of the stretch of readings that ends here, all true and none far from the next. */
  private static int stretch(List<Sample> all, List<Truth> truths, int from, int to, Duration gap) {
    int first = to;
    while (first > from
        && truths.get(first - 1) == Truth.YES
        && between(all, first - 1, first).compareTo(gap) <= 0) {
      first--;
    }
    return first;
  }

  private static Duration between(List<Sample> all, int a, int b) {
    return Duration.between(all.get(a).observedAt(), all.get(b).observedAt());
  }

  private static List<Found> threshold(
      List<Sample> all, Duration gap, Duration holdFor, @Nullable Duration clearFor) {
    List<Truth> high = new ArrayList<>();
    List<Truth> low = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Double value = temperature(all, i, gap);
      high.add(above(value, 8));
      low.add(value == null ? Truth.UNKNOWN : value < 7 ? Truth.YES : Truth.NO);
    }
    List<Found> found = new ArrayList<>();
    int free = 0;
    for (int i = 0; i < all.size(); i++) {
      if (high.get(i) != Truth.YES) {
        continue;
      }
      int first = stretch(all, high, free, i, gap);
      if (between(all, first, i).compareTo(holdFor) < 0) {
        continue;
      }
      Instant start = all.get(first).observedAt();
      Instant cleared = null;
      int end = i + 1;
      for (; end < all.size() && cleared == null; end++) {
        if (clearFor == null) {
          cleared = high.get(end) == Truth.NO ? all.get(end).observedAt() : null;
        } else if (low.get(end) == Truth.YES) {
          int calm = stretch(all, low, i + 1, end, gap);
          if (between(all, calm, end).compareTo(clearFor) >= 0) {
            cleared = all.get(calm).observedAt().plus(clearFor);
          }
        }
      }
      found.add(
          new Found(
              start, start.plus(holdFor), cleared, cleared == null ? null : Clearing.CONDITION));
      free = end;
      i = end - 1;
    }
    return found;
  }

  private static List<Found> absence(List<Sample> all, Duration limit, Instant asOf) {
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Instant a = all.get(i).observedAt();
      boolean last = i == all.size() - 1;
      Instant b = last ? asOf : all.get(i + 1).observedAt();
      if (last ? !b.isBefore(a.plus(limit)) : b.isAfter(a.plus(limit))) {
        found.add(new Found(a, a.plus(limit), last ? null : b, last ? null : Clearing.DATA_AGAIN));
      }
    }
    return found;
  }

  private static List<Found> folded(List<Sample> samples, RuleDraft rule, Instant asOf) {
    return Evaluators.compile(RandomHistories.TEMPLATE, List.of(rule.active()))
        .evaluator()
        .timeline(RandomHistories.context(Map.of()), samples, asOf)
        .occurrences()
        .stream()
        .map(o -> new Found(o.startedAt(), o.raisedAt(), o.clearedAt(), o.clearing()))
        .toList();
  }

  @Property(tries = 1_000)
  void a_threshold_says_what_looking_at_all_readings_says(
      @ForAll("samples") List<Sample> samples,
      @ForAll("lengths") Duration holdFor,
      @ForAll("lengths") Duration clearFor,
      @ForAll("gaps") Duration gap,
      @ForAll boolean clears) {
    RuleDraft rule = RuleDraft.threshold("temperature > 8.0", holdFor).gap(gap);
    if (clears) {
      rule.clear("temperature < 7.0", clearFor);
    }
    List<Found> expected = threshold(samples, gap, holdFor, clears ? clearFor : null);
    Statistics.collect(Math.min(3, expected.size()));
    Instant asOf = samples.getLast().observedAt().plus(Duration.ofDays(1));
    assertThat(folded(samples, rule, asOf)).isEqualTo(expected);
  }

  @Property(tries = 500)
  void an_absence_says_what_looking_at_all_readings_says(
      @ForAll("samples") List<Sample> samples,
      @ForAll("gaps") Duration limit,
      @ForAll("lengths") Duration after) {
    Instant asOf = samples.getLast().observedAt().plus(after);
    List<Found> expected = absence(samples, limit, asOf);
    Statistics.collect(Math.min(3, expected.size()));
    RuleDraft rule = RuleDraft.rule("silent", new Trigger.Absence(limit));
    assertThat(folded(samples, rule, asOf)).isEqualTo(expected);
  }

  @Provide
  Arbitrary<List<Sample>> samples() {
    return RandomHistories.samples();
  }

  @Provide
  Arbitrary<Duration> lengths() {
    return Arbitraries.of(
        Duration.ZERO,
        Duration.ofMinutes(5),
        Duration.ofMinutes(30),
        Duration.ofMinutes(45),
        Duration.ofHours(3));
  }

  @Provide
  Arbitrary<Duration> gaps() {
    return Arbitraries.of(Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ofHours(2));
  }
}
