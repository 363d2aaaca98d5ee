package org.aisle.backend.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.aisle.backend.evaluation.Evaluator.Compiled;
import org.aisle.backend.evaluation.Evaluator.Timeline;
import org.aisle.templates.reading.Value;

/** Readings written by hand, in minutes since a moment. */
final class History {

  /** Midnight in Berlin. */
  static final Instant MIDNIGHT = Instant.parse("2026-05-31T22:00:00Z");

  private final Instant from;
  private final List<Sample> samples = new ArrayList<>();
  private DeviceContext context = RandomHistories.context(Map.of());

  private History(Instant from) {
    this.from = from;
  }

  static History from(Instant from) {
    return new History(from);
  }

  static History ofTemperatures() {
    return new History(MIDNIGHT);
  }

  static Instant minute(double minute) {
    return MIDNIGHT.plus(length(minute));
  }

  private static Duration length(double minutes) {
    return Duration.ofNanos(Math.round(minutes * 60e6) * 1_000);
  }

  History in(DeviceContext context) {
    this.context = context;
    return this;
  }

  History at(double minute, double temperature) {
    return at(minute, "temperature", new Value.Num(temperature));
  }

  /** At equal steps from one minute to another, both inclusive. */
  History every(double step, double first, double last, double temperature) {
    for (double m = first; m <= last; m += step) {
      at(m, temperature);
    }
    return this;
  }

  History flag(double minute, String path, boolean value) {
    return at(minute, path, new Value.Flag(value));
  }

  History text(double minute, String path, String value) {
    return at(minute, path, new Value.Text(value));
  }

  History place(double minute, double lat) {
    return at(minute, "location", new Value.Geo(lat, 13.405, null));
  }

  History nothing(double minute) {
    samples.add(new Sample(from.plus(length(minute)), new TreeMap<>()));
    return this;
  }

  /** More for the last reading if it has the same time. */
  History at(double minute, String path, Value value) {
    Instant at = from.plus(length(minute));
    TreeMap<String, Value> values = new TreeMap<>();
    if (!samples.isEmpty() && samples.getLast().observedAt().equals(at)) {
      values.putAll(samples.removeLast().values());
    }
    values.put(path, value);
    samples.add(new Sample(at, values));
    return this;
  }

  List<Sample> samples() {
    return samples;
  }

  /** What is said when nothing further is observed until then. */
  List<Occurrence> says(double asOfMinute, RuleDraft... rules) {
    return timeline(asOfMinute, rules).occurrences();
  }

  Timeline timeline(double asOfMinute, RuleDraft... rules) {
    Compiled compiled =
        Evaluators.compile(
            RandomHistories.TEMPLATE, Arrays.stream(rules).map(RuleDraft::active).toList());
    assertThat(compiled.broken()).isEmpty();
    return compiled.evaluator().timeline(context, samples, from.plus(length(asOfMinute)));
  }

  /** "start raised cleared CLEARING" in minutes, "-" while it lasts. */
  static String brief(Occurrence o) {
    return brief(o, MIDNIGHT);
  }

  static String brief(Occurrence o, Instant from) {
    Instant cleared = o.clearedAt();
    return "%s %s %s %s"
        .formatted(
            minutes(from, o.startedAt()),
            minutes(from, o.raisedAt()),
            cleared == null ? "-" : minutes(from, cleared),
            o.clearing() == null ? "-" : o.clearing());
  }

  private static String minutes(Instant from, Instant to) {
    double minutes = Duration.between(from, to).toNanos() / 60e9;
    return minutes == Math.rint(minutes)
        ? Long.toString((long) minutes)
        : "%.3f".formatted(minutes);
  }
}
