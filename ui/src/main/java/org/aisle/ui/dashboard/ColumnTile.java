package org.aisle.ui.dashboard;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.aisle.backend.query.FleetNumbers;
import org.aisle.backend.query.FleetNumbers.Cell;
import org.aisle.backend.query.FleetNumbers.Question;
import org.aisle.backend.query.Telemetry;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.definition.Field;
import org.aisle.ui.chart.Columns;
import org.aisle.ui.chart.Part;
import org.aisle.ui.format.Ranges;
import org.jspecify.annotations.Nullable;

/** One column per piece of local time. */
final class ColumnTile extends FieldTile {

  /** More columns than these would be thinner than can be seen on a phone. */
  private static final int MOST = 120;

  private static final LocalDateTime ORIGIN = LocalDateTime.of(2001, 1, 1, 0, 0);

  private static final List<Duration> WIDER =
      List.of(
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(3),
          Duration.ofHours(6),
          Duration.ofHours(12),
          Duration.ofDays(1),
          Duration.ofDays(7));

  private final Tile.Bar tile;
  private final FleetNumbers numbers;
  private final Columns columns = new Columns();
  private final Pace pace = new Pace(MOST);
  private List<Columns.Column> known = List.of();

  ColumnTile(Tile.Bar tile, Figures figures, TilePanel panel, FleetNumbers numbers) {
    super(tile.field(), figures, panel);
    this.tile = tile;
    this.numbers = numbers;
    panel.with(columns);
  }

  @Override
  Runnable read(Fleet fleet, Field field) {
    Field by = tile.stacked() == null ? null : fleet.field(tile.stacked()).orElse(null);
    Duration piece = piece(fleet);
    if (pace.due(fleet) || known.isEmpty()) {
      known = ask(fleet, field, by, piece);
    }
    List<Columns.Column> all = known;
    boolean nothing = all.stream().allMatch(column -> column.value() == null);
    String subtitle =
        "%s, %s per %s%s"
            .formatted(
                field.displayName(),
                Figures.words(tile.aggregate()),
                Ranges.words(piece),
                piece.equals(tile.bucket()) ? "" : " (wider, to fit the range)");
    List<Part> legend = by == null ? List.of() : States.of(by).legend();
    return () -> {
      panel.subtitle(subtitle);
      panel.age(fleet.newest(List.of(tile.field())), fleet.now());
      panel.instead(
          nothing
              ? "Nothing was measured in this range. Choose a longer one, or wait for the first reading."
              : null);
      columns.show(all, legend, zone(), value -> text(field, value));
    };
  }

  private String zone() {
    return "Times in " + figures.format().zone().getId();
  }

  /** The bucket of the tile, or the next that gives few enough columns. */
  private Duration piece(Fleet fleet) {
    Duration wanted = tile.bucket() == null ? Duration.ofHours(1) : tile.bucket();
    Duration range = Duration.between(fleet.range().from(), fleet.range().to());
    if (range.dividedBy(wanted) <= MOST) {
      return wanted;
    }
    return WIDER.stream()
        .filter(d -> d.compareTo(wanted) > 0 && range.dividedBy(d) <= MOST)
        .findFirst()
        .orElse(WIDER.getLast());
  }

  private List<Columns.Column> ask(Fleet fleet, Field field, @Nullable Field by, Duration piece) {
    Map<LocalDateTime, Double> whole = new HashMap<>();
    cells(fleet, piece, null).forEach(cell -> whole.put(start(cell), cell.value()));
    Map<LocalDateTime, Map<String, Double>> parts = new HashMap<>();
    if (by != null) {
      for (Cell cell : cells(fleet, piece, by.path())) {
        parts
            .computeIfAbsent(start(cell), at -> new HashMap<>())
            .put(cell.state() == null ? States.UNKNOWN : cell.state(), cell.value());
      }
    }
    List<Columns.Column> found = new ArrayList<>();
    LocalDateTime end = LocalDateTime.ofInstant(fleet.range().to(), fleet.app().zone());
    LocalDateTime from = LocalDateTime.ofInstant(fleet.range().from(), fleet.app().zone());
    long into = Math.floorMod(Duration.between(ORIGIN, from).toSeconds(), piece.toSeconds());
    LocalDateTime at = from.minusSeconds(into).withNano(0);
    while (at.isBefore(end)) {
      Double value = whole.get(at);
      Map<String, Double> inside = parts.getOrDefault(at, Map.of());
      found.add(
          new Columns.Column(
              label(at, piece),
              title(at, piece),
              value,
              value == null ? "no data" : text(field, value),
              figures.tone(value, tile.band(), true),
              by == null || value == null
                  ? List.of()
                  : States.of(by).parts(inside, v -> text(field, v))));
      at = at.plus(piece);
    }
    return found;
  }

  private static LocalDateTime start(Cell cell) {
    LocalDateTime start = cell.start();
    return start == null ? ORIGIN : start;
  }

  private List<Cell> cells(Fleet fleet, Duration piece, @Nullable String by) {
    return numbers.cells(
        new Question(
            fleet.app().id(),
            Map.of(Groups.ALL, fleet.devices()),
            fleet.range(),
            tile.field(),
            Telemetry.Aggregate.valueOf(tile.aggregate().name()),
            piece,
            fleet.app().zone(),
            by,
            null));
  }

  private String label(LocalDateTime at, Duration piece) {
    boolean day = piece.toDays() > 0 || at.toLocalTime().equals(LocalTime.MIDNIGHT);
    return written(at, day ? "d MMM" : "HH:mm");
  }

  private String title(LocalDateTime at, Duration piece) {
    return piece.toDays() > 0
        ? written(at, piece.toDays() > 1 ? "'from' EEE d MMM" : "EEE d MMM")
        : written(at, "EEE d MMM, HH:mm") + " to " + written(at.plus(piece), "HH:mm");
  }

  private String written(LocalDateTime at, String pattern) {
    return DateTimeFormatter.ofPattern(pattern, figures.format().locale()).format(at);
  }

  private String text(Field field, double value) {
    return figures.show(field, tile.aggregate(), value, "readings").text();
  }
}
