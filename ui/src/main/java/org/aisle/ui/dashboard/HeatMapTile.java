package org.aisle.ui.dashboard;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aisle.backend.query.FleetNumbers;
import org.aisle.backend.query.FleetNumbers.Cell;
import org.aisle.backend.query.FleetNumbers.Question;
import org.aisle.backend.query.Telemetry;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.definition.Field;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.ui.chart.HourGrid;
import org.aisle.ui.chart.HourGrid.Hour;

/** Hour of the day by day, in the app's time zone. */
final class HeatMapTile extends FieldTile {

  /** More days than these would be thinner than can be seen on a phone. */
  private static final int MOST_DAYS = 31;

  private final Tile.HeatMap tile;
  private final FleetNumbers numbers;
  private final HourGrid grid = new HourGrid();
  private final Pace pace = new Pace(24);
  private Map<Hour, HourGrid.Cell> known = Map.of();
  private String least = "";
  private String most = "";

  HeatMapTile(Tile.HeatMap tile, Figures figures, TilePanel panel, FleetNumbers numbers) {
    super(tile.field(), figures, panel);
    this.tile = tile;
    this.numbers = numbers;
    panel.with(grid);
  }

  @Override
  Runnable read(Fleet fleet, Field field) {
    String device = tile.device();
    Optional<Fleet.Member> one = device == null ? Optional.empty() : fleet.member(device);
    List<DeviceRef> of =
        device == null
            ? fleet.devices()
            : one.map(member -> List.of(member.device().ref())).orElse(List.of());
    List<HourGrid.Day> days = days(fleet);
    if (pace.due(fleet) || known.isEmpty()) {
      ask(fleet, field, of, days.getFirst().date());
    }
    Map<Hour, HourGrid.Cell> cells = known;
    String low = least;
    String high = most;
    boolean shortened = days.size() == MOST_DAYS && fleet.address().back().toDays() >= MOST_DAYS;
    String subtitle =
        "%s, %s of each hour%s%s"
            .formatted(
                field.displayName(),
                Figures.words(tile.aggregate()),
                one.map(m -> ", " + m.device().name()).orElse(""),
                shortened ? " (the last %d days)".formatted(MOST_DAYS) : "");
    return () -> {
      panel.subtitle(subtitle);
      panel.age(fleet.newest(List.of(tile.field())), fleet.now());
      panel.instead(
          cells.isEmpty()
              ? "Nothing was measured in this range. Choose a longer one, or wait for the first reading."
              : null);
      grid.show(
          tile.title() + ", " + subtitle,
          days,
          cells,
          low,
          high,
          "Times in " + figures.format().zone().getId());
    };
  }

  private List<HourGrid.Day> days(Fleet fleet) {
    LocalDate last = LocalDate.ofInstant(fleet.now(), fleet.app().zone());
    LocalDate first = LocalDate.ofInstant(fleet.range().from(), fleet.app().zone());
    LocalDate earliest = last.minusDays(MOST_DAYS - 1L);
    DateTimeFormatter label = DateTimeFormatter.ofPattern("d MMM", figures.format().locale());
    DateTimeFormatter title = DateTimeFormatter.ofPattern("EEE d MMM", figures.format().locale());
    List<HourGrid.Day> days = new ArrayList<>();
    for (LocalDate day = first.isBefore(earliest) ? earliest : first;
        !day.isAfter(last);
        day = day.plusDays(1)) {
      days.add(new HourGrid.Day(day, label.format(day), title.format(day)));
    }
    return days;
  }

  private void ask(Fleet fleet, Field field, List<DeviceRef> of, LocalDate first) {
    var start = first.atStartOfDay(fleet.app().zone()).toInstant();
    TimeRange range =
        start.isAfter(fleet.range().from()) ? new TimeRange(start, fleet.now()) : fleet.range();
    List<Cell> cells =
        numbers.cells(
            new Question(
                fleet.app().id(),
                Map.of(Groups.ALL, of),
                range,
                field.path(),
                Telemetry.Aggregate.valueOf(tile.aggregate().name()),
                Duration.ofHours(1),
                fleet.app().zone(),
                null,
                null));
    Map<Hour, HourGrid.Cell> found = new HashMap<>();
    for (Cell cell : cells) {
      LocalDateTime at = cell.start();
      if (at != null) {
        found.put(
            new Hour(at.toLocalDate(), at.getHour()),
            new HourGrid.Cell(
                cell.value(),
                text(field, cell.value()),
                figures.tone(cell.value(), tile.band(), true)));
      }
    }
    known = found;
    var all = cells.stream().mapToDouble(Cell::value).summaryStatistics();
    least = cells.isEmpty() ? "" : text(field, all.getMin());
    most = cells.isEmpty() ? "" : text(field, all.getMax());
  }

  private String text(Field field, double value) {
    return figures.show(field, tile.aggregate(), value, "readings").text();
  }
}
