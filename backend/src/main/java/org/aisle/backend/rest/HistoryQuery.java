package org.aisle.backend.rest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.aisle.backend.query.Telemetry.Aggregate;
import org.aisle.backend.query.Telemetry.Bucket;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A checked question to a device's history.
 *
 * @param everything whether no fields were named
 */
record HistoryQuery(
    TimeRange range,
    List<String> fields,
    boolean everything,
    @Nullable Duration interval,
    Aggregate aggregate,
    int limit) {

  private static final int DEFAULT_LIMIT = 10_000;
  private static final int MOST_ROWS = 100_000;

  /**
   * @param others all versions, whose fields the device's rows may hold as well
   * @throws RefusedRequest with everything that is wrong with the parameters
   */
  static HistoryQuery read(
      DeviceTemplate template,
      List<DeviceTemplate> others,
      TimeRange range,
      @Nullable String fields,
      @Nullable Duration interval,
      @Nullable String aggregate,
      @Nullable Integer limit) {
    List<Problem> problems = new ArrayList<>();
    boolean everything = fields == null || fields.isBlank();
    List<String> wanted =
        fields == null || fields.isBlank()
            ? List.of()
            : names(fields, template, others, interval != null, problems);
    if (everything && interval != null) {
      wanted = template.fields().stream().filter(Field::numeric).map(Field::path).toList();
    }
    Aggregate how = aggregate(aggregate, interval, problems);
    if (limit != null && (limit < 1 || limit > MOST_ROWS)) {
      problems.add(
          new Problem(
              "parameter.limit-invalid", "Choose a limit of 1 to %d.".formatted(MOST_ROWS)));
    }
    if (interval != null
        && Duration.between(range.from(), range.to()).dividedBy(interval) > MOST_ROWS) {
      problems.add(
          new Problem(
              "parameter.interval-invalid",
              "The interval makes more than %d buckets: choose a longer one or a shorter range."
                  .formatted(MOST_ROWS)));
    }
    if (!problems.isEmpty()) {
      throw new RefusedRequest(HttpStatus.BAD_REQUEST, problems);
    }
    return new HistoryQuery(
        range, wanted, everything, interval, how, limit == null ? DEFAULT_LIMIT : limit);
  }

  private static List<String> names(
      String fields,
      DeviceTemplate template,
      List<DeviceTemplate> others,
      boolean numeric,
      List<Problem> problems) {
    Set<String> wanted = new LinkedHashSet<>();
    for (String name : fields.split(",")) {
      String path = name.strip();
      Optional<Field> field = field(path, template, others);
      if (field.isEmpty()) {
        problems.add(
            new Problem(
                "field.unknown",
                "%s has no telemetry %s: use %s."
                    .formatted(
                        template.id(),
                        Texts.quoted(path),
                        template.fields().stream().map(Field::path).limit(50).toList())));
      } else if (numeric && !field.get().numeric()) {
        problems.add(
            new Problem(
                "field.not-numeric",
                "%s holds no numbers and can't be put in buckets: leave the interval out."
                    .formatted(path)));
      }
      wanted.add(path);
    }
    return List.copyOf(wanted);
  }

  private static Optional<Field> field(
      String path, DeviceTemplate template, List<DeviceTemplate> others) {
    return template
        .field(path)
        .or(
            () ->
                others.stream()
                    .filter(t -> t.id().line().equals(template.id().line()))
                    .flatMap(t -> t.field(path).stream())
                    .findFirst());
  }

  private static Aggregate aggregate(
      @Nullable String text, @Nullable Duration interval, List<Problem> problems) {
    if (text == null) {
      return Aggregate.AVG;
    }
    if (interval == null) {
      problems.add(
          new Problem(
              "parameter.interval-missing", "Add an interval like PT5M to aggregate over."));
    }
    for (Aggregate each : Aggregate.values()) {
      if (each.name().equals(text.strip().toUpperCase(Locale.ROOT))) {
        return each;
      }
    }
    problems.add(
        new Problem(
            "parameter.aggregate-invalid",
            "Choose avg, min, max, sum, count, first or last; there is no %s."
                .formatted(Texts.quoted(text))));
    return Aggregate.AVG;
  }

  Object value(Bucket bucket) {
    return switch (aggregate) {
      case MIN -> bucket.min();
      case MAX -> bucket.max();
      case AVG -> bucket.avg();
      case SUM -> bucket.sum();
      case COUNT -> bucket.count();
      case FIRST -> bucket.first();
      case LAST -> bucket.last();
    };
  }
}
