package org.aisle.backend.report;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.aisle.backend.query.Telemetry.Stretch;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.backend.report.History.Span;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Promise;
import org.jspecify.annotations.Nullable;

/**
 * How much of a range is known of the fields that follow from readings. What is stored of them for
 * later moments is not told: it may be about to be replaced.
 *
 * @param until null for all of it
 */
record WorkedOut(DeviceTemplate template, TimeRange range, @Nullable Instant until) {

  private static final DateTimeFormatter WORDS =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm:ss", Locale.ENGLISH);

  WorkedOut {
    if (until != null) {
      boolean concerns = !template.derived().isEmpty() && until.isBefore(range.to());
      until = !concerns ? null : until.isBefore(range.from()) ? range.from() : until;
    }
  }

  /** The moment as people there read it; null for all of it. */
  @Nullable String words(ZoneId zone) {
    return until == null
        ? null
        : WORDS.format(until.atZone(zone))
            + " ("
            + (zone.getId().equals("Z") ? "UTC" : zone.getId())
            + ")";
  }

  /** Whether everything is known that the promise depends on. */
  boolean whole(Promise promise) {
    return until == null
        || !isDerived(promise.field())
            && (promise.during() == null || !isDerived(promise.during().field()));
  }

  private boolean isDerived(String field) {
    return template.derived(field).isPresent();
  }

  /** What is known of a field's states. */
  List<Stretch> states(String field, List<Stretch> stored) {
    Instant end = until;
    return end == null || !isDerived(field)
        ? stored
        : stored.stream()
            .filter(state -> state.from().isBefore(end))
            .map(
                state ->
                    state.to().isAfter(end) ? new Stretch(state.from(), end, state.state()) : state)
            .toList();
  }

  /** What is known of a field's values. */
  List<Span> spans(String field, List<Span> stored) {
    Instant end = until;
    return end == null || !isDerived(field)
        ? stored
        : stored.stream()
            .filter(span -> span.from().isBefore(end))
            .map(span -> span.to().isAfter(end) ? new Span(span.from(), end, span.value()) : span)
            .toList();
  }
}
