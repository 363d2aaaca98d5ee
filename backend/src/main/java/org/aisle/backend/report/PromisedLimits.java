package org.aisle.backend.report;

import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.backend.report.ConditionReport.Limits;
import org.aisle.templates.definition.Promise;
import org.aisle.templates.definition.Promise.Limit;
import org.jspecify.annotations.Nullable;

/** Which limits held when, by the history of the properties that they stand in. */
final class PromisedLimits {

  private PromisedLimits() {}

  /**
   * What held from which moment on, the first from before the range on. A property's first known
   * value holds before it was known, too.
   */
  static NavigableMap<Instant, Limits> of(
      Promise promise, Map<String, NavigableMap<Instant, String>> properties, TimeRange range) {
    NavigableSet<Instant> changes = new TreeSet<>();
    changes.add(Instant.EPOCH);
    for (Limit limit : new @Nullable Limit[] {promise.atLeast(), promise.atMost()}) {
      if (limit instanceof Limit.OfProperty(String path) && properties.get(path) != null) {
        changes.addAll(properties.get(path).headMap(range.to(), false).keySet());
      }
    }
    NavigableMap<Instant, Limits> limits = new TreeMap<>();
    Instant first = changes.floor(range.from());
    for (Instant at : changes.tailSet(first == null ? Instant.EPOCH : first, true)) {
      Limits now =
          new Limits(
              at,
              value(promise.atLeast(), properties, at),
              value(promise.atMost(), properties, at));
      Limits before = limits.isEmpty() ? null : limits.lastEntry().getValue();
      if (before == null || !same(before, now)) {
        limits.put(at, now);
      }
    }
    return limits;
  }

  private static boolean same(Limits a, Limits b) {
    return java.util.Objects.equals(a.atLeast(), b.atLeast())
        && java.util.Objects.equals(a.atMost(), b.atMost());
  }

  private static @Nullable Double value(
      @Nullable Limit limit, Map<String, NavigableMap<Instant, String>> properties, Instant at) {
    return switch (limit) {
      case null -> null;
      case Limit.Fixed(double value) -> value;
      case Limit.OfProperty(String path) -> {
        NavigableMap<Instant, String> values = properties.get(path);
        if (values == null || values.isEmpty()) {
          yield null;
        }
        var entry = values.floorEntry(at);
        yield number(entry == null ? values.firstEntry().getValue() : entry.getValue());
      }
    };
  }

  private static @Nullable Double number(String text) {
    try {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) ? number : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
