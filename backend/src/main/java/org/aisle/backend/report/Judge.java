package org.aisle.backend.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.aisle.backend.query.Telemetry.Stretch;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.backend.report.ConditionReport.Excursion;
import org.aisle.backend.report.ConditionReport.Finding;
import org.aisle.backend.report.ConditionReport.Limits;
import org.aisle.backend.report.ConditionReport.Result;
import org.aisle.backend.report.History.Span;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.Promise;
import org.jspecify.annotations.Nullable;

/** Holds one field's values against its promise, overall and on each leg. Not thread-safe. */
final class Judge {

  private final Promise promise;
  private final Field field;
  private final TimeRange range;
  private final NavigableMap<Instant, Limits> limits;
  private final List<Stretch> states;
  private final NavigableSet<Instant> cuts = new TreeSet<>();
  private final Track track;
  private final Tally judged;
  private final List<Excursion> excursions = new ArrayList<>();
  private final List<Excursion> excused = new ArrayList<>();
  private final List<Excursion> unclear = new ArrayList<>();
  private Duration unclearTime = Duration.ZERO;
  private @Nullable Open open;
  private @Nullable Open worst;
  private boolean perhapsBroken;

  /** Whether a promise holds at a moment; unknown where nothing says the field's state. */
  private enum Counts {
    YES,
    NO,
    UNKNOWN
  }

  /** An excursion that goes on. */
  private record Open(Instant from, Instant to, boolean above, Counts counts, double extreme) {
    boolean continues(Instant at, boolean itsAbove, Counts itsCounts) {
      return to.equals(at) && above == itsAbove && counts == itsCounts;
    }

    Open until(Instant end, double value) {
      double further = above ? Math.max(extreme, value) : Math.min(extreme, value);
      return new Open(from, end, above, counts, further);
    }
  }

  /** Takes what a value was on a leg. */
  interface Legs {
    void add(double value, Instant from, Duration held, boolean reading, boolean outside);
  }

  /**
   * @param limits what held from which moment on, the first from the beginning
   * @param states of the field that says when the promise counts, in order
   * @param boundaries moments at which a value must be told apart
   */
  Judge(
      Promise promise,
      Field field,
      TimeRange range,
      NavigableMap<Instant, Limits> limits,
      List<Stretch> states,
      NavigableSet<Instant> boundaries,
      Track track) {
    this.promise = promise;
    this.field = field;
    this.range = range;
    this.limits = new TreeMap<>(limits);
    this.states = states;
    this.track = track;
    this.judged = new Tally(field);
    cuts.addAll(boundaries);
    cuts.addAll(limits.keySet());
    for (Stretch state : states) {
      cuts.add(state.from());
      cuts.add(state.to());
    }
  }

  /**
   * @param whole whether values and states are all there; without some nothing is said of the
   *     promise
   */
  Finding judge(List<Span> spans, boolean whole, Legs legs) {
    for (Span span : spans) {
      Instant from = span.from();
      while (true) {
        Instant cut = cuts.higher(from);
        Instant to = cut == null || cut.isAfter(span.to()) ? span.to() : cut;
        piece(span, from, to, legs);
        if (!to.isBefore(span.to())) {
          break;
        }
        from = to;
      }
    }
    close();
    return finding(whole);
  }

  private void piece(Span span, Instant from, Instant to, Legs legs) {
    double value = span.value();
    boolean reading = from.equals(span.from());
    Duration held = Duration.between(from, to);
    Limits now = limitsAt(from);
    boolean above = now.atMost() != null && value > now.atMost();
    boolean below = now.atLeast() != null && value < now.atLeast();
    boolean outside = above || below;
    Counts counts = counts(from);
    boolean broken = outside && counts == Counts.YES;
    if (counts != Counts.NO && now.any()) {
      judged.add(value, from, held, reading, broken);
    }
    legs.add(value, from, held, reading, broken);
    suspect(from, to, above, outside && counts != Counts.NO);
    Open before = open;
    if (before != null && (!outside || !before.continues(from, above, counts))) {
      close();
      before = null;
    }
    if (outside) {
      open = before == null ? new Open(from, to, above, counts, value) : before.until(to, value);
    }
  }

  /** Follows what is outside as if the promise counted wherever nothing says that it does not. */
  private void suspect(Instant from, Instant to, boolean above, boolean outside) {
    Open before = worst;
    worst =
        !outside
            ? null
            : before == null || !before.continues(from, above, Counts.UNKNOWN)
                ? new Open(from, to, above, Counts.UNKNOWN, 0)
                : before.until(to, 0);
    perhapsBroken |= worst != null && breaks(worst);
  }

  private boolean breaks(Open excursion) {
    return promise.tolerance().isZero()
        || Duration.between(excursion.from(), excursion.to()).compareTo(promise.tolerance()) > 0;
  }

  private void close() {
    Open ended = open;
    open = null;
    if (ended != null) {
      Excursion told =
          new Excursion(
              ended.from(),
              ended.to(),
              ended.above(),
              ended.extreme(),
              ended.counts() == Counts.YES && breaks(ended),
              track.at(ended.from()));
      switch (ended.counts()) {
        case YES -> excursions.add(told);
        case NO -> excused.add(told);
        case UNKNOWN -> {
          unclear.add(told);
          unclearTime = unclearTime.plus(told.lasted());
        }
      }
    }
  }

  private Limits limitsAt(Instant at) {
    var entry = limits.floorEntry(at);
    return entry == null ? new Limits(at, null, null) : entry.getValue();
  }

  private Counts counts(Instant at) {
    if (promise.during() == null) {
      return Counts.YES;
    }
    int low = 0;
    int high = states.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Stretch stretch = states.get(middle);
      if (at.isBefore(stretch.from())) {
        high = middle - 1;
      } else if (!at.isBefore(stretch.to())) {
        low = middle + 1;
      } else {
        return promise.during().states().contains(stretch.state()) ? Counts.YES : Counts.NO;
      }
    }
    return Counts.UNKNOWN;
  }

  private Finding finding(boolean whole) {
    int breaking = (int) excursions.stream().filter(Excursion::breaking).count();
    boolean promised = limits.values().stream().anyMatch(Limits::any);
    Result result =
        !promised
            ? Result.NOT_PROMISED
            : !whole
                ? Result.NOT_YET_KNOWN
                : breaking > 0
                    ? Result.BROKEN
                    : perhapsBroken || judged.figures() == null ? Result.UNKNOWN : Result.KEPT;
    List<Limits> told = new ArrayList<>();
    limits.forEach(
        (at, which) ->
            told.add(
                new Limits(
                    at.isBefore(range.from()) ? range.from() : at,
                    which.atLeast(),
                    which.atMost())));
    return new Finding(
        promise,
        field,
        first(told),
        judged.figures(),
        judged.known(),
        judged.outside(),
        excursions.size(),
        breaking,
        first(excursions),
        first(excused),
        first(unclear),
        unclearTime,
        result);
  }

  private static <T> List<T> first(List<T> all) {
    return all.subList(0, Math.min(all.size(), ConditionReport.MOST_LISTED));
  }
}
