package org.aisle.ui.fake;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aisle.backend.query.FleetNumbers;
import org.aisle.backend.query.Telemetry.Row;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Value;
import org.jspecify.annotations.Nullable;

/** Sums up the rows of another history. */
final class FakeFleetNumbers implements FleetNumbers {

  private static final int ROWS = 100_000;

  private final FakeTelemetry telemetry;

  FakeFleetNumbers(FakeTelemetry telemetry) {
    this.telemetry = telemetry;
  }

  private record Key(String group, @Nullable LocalDateTime start, @Nullable String state) {}

  @Override
  public List<Cell> cells(Question question) {
    Map<Key, List<Double>> found = new LinkedHashMap<>();
    question
        .groups()
        .forEach(
            (group, devices) -> {
              for (DeviceRef device : devices) {
                for (Row row :
                    telemetry.rows(device, question.range(), List.of(question.field()), ROWS)) {
                  Double value = number(row.values().get(question.field()));
                  if (value != null) {
                    found
                        .computeIfAbsent(key(question, group, row), k -> new ArrayList<>())
                        .add(within(question.within(), value));
                  }
                }
              }
            });
    return found.entrySet().stream()
        .map(
            e ->
                new Cell(
                    e.getKey().group(),
                    e.getKey().start(),
                    e.getKey().state(),
                    FakeTelemetry.one(e.getValue(), question.aggregate()),
                    e.getValue().size()))
        .sorted(
            Comparator.comparing(Cell::group)
                .thenComparing(Cell::start, Comparator.nullsLast(Comparator.naturalOrder())))
        .toList();
  }

  private static Key key(Question question, String group, Row row) {
    Duration every = question.every();
    String by = question.by();
    return new Key(
        group,
        every == null ? null : start(question, row.observedAt(), every),
        by == null ? null : text(row.values().get(by)));
  }

  private static LocalDateTime start(Question question, Instant at, Duration every) {
    long local = at.atZone(question.zone()).toLocalDateTime().toEpochSecond(ZoneOffset.UTC);
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(local, every.toSeconds()) * every.toSeconds(), 0, ZoneOffset.UTC);
  }

  private static double within(@Nullable Limits limits, double value) {
    if (limits == null) {
      return value;
    }
    boolean inside =
        (limits.min() == null || value >= limits.min())
            && (limits.max() == null || value <= limits.max());
    return inside ? 100 : 0;
  }

  private static @Nullable String text(@Nullable Value value) {
    return switch (value) {
      case Value.Flag f -> String.valueOf(f.value());
      case Value.Text t -> t.value();
      case null, default -> null;
    };
  }

  private static @Nullable Double number(@Nullable Value value) {
    return switch (value) {
      case Value.Num n -> n.value();
      case Value.Whole w -> (double) w.value();
      case Value.Flag f -> f.value() ? 1.0 : 0.0;
      case null, default -> null;
    };
  }
}
