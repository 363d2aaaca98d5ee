package org.aisle.ui.dashboard;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aisle.backend.query.Telemetry;
import org.aisle.backend.query.Telemetry.Point;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.definition.Field;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Value;
import org.aisle.ui.chart.Sparkline;
import org.aisle.ui.format.Tone;
import org.aisle.ui.format.ValueFormat.Shown;
import org.jspecify.annotations.Nullable;

/** The last known value of a device, or the average of the fleet, above its trend. */
final class LastValueTile implements TileView {

  private static final int POINTS = 80;

  private final Tile.LastValue tile;
  private final Figures figures;
  private final TilePanel panel;
  private final Telemetry telemetry;
  private final BigNumber number = new BigNumber();
  private final Sparkline trend;
  private final Pace pace = new Pace(POINTS);

  LastValueTile(Tile.LastValue tile, Figures figures, TilePanel panel, Telemetry telemetry) {
    this.tile = tile;
    this.figures = figures;
    this.telemetry = telemetry;
    this.trend = new Sparkline(figures.format());
    this.panel = panel.with(number, trend);
  }

  @Override
  public TilePanel panel() {
    return panel;
  }

  @Override
  public Runnable read(Fleet fleet) {
    Field field = fleet.field(tile.field()).orElse(null);
    if (field == null) {
      return () -> panel.instead("The device template has no field " + tile.field() + ".");
    }
    String device = tile.device();
    Optional<Fleet.Member> one = device == null ? Optional.empty() : fleet.member(device);
    List<DeviceRef> of =
        device == null
            ? fleet.members().stream().map(m -> m.device().ref()).toList()
            : one.stream().map(m -> m.device().ref()).toList();
    List<Point> points =
        pace.due(fleet) && field.numeric() && !of.isEmpty() ? trend(fleet, field, of) : null;
    return () -> show(fleet, field, one.orElse(null), points);
  }

  private List<Point> trend(Fleet fleet, Field field, List<DeviceRef> of) {
    Map<String, List<Point>> lines =
        tile.device() == null
            ? telemetry.groupSeries(
                fleet.app().id(),
                Map.of(field.path(), of),
                fleet.range(),
                field.path(),
                Telemetry.Aggregate.AVG,
                POINTS)
            : telemetry.series(of.getFirst(), fleet.range(), List.of(field.path()), POINTS);
    return lines.getOrDefault(field.path(), List.of());
  }

  private void show(
      Fleet fleet, Field field, Fleet.@Nullable Member one, @Nullable List<Point> points) {
    boolean ofFleet = tile.device() == null;
    List<Double> numbers = fleet.numbers(tile.field());
    Value value = one == null ? null : one.value(tile.field());
    if (ofFleet ? numbers.isEmpty() : value == null) {
      panel.age(null, fleet.now());
      panel.instead(
          ofFleet
              ? "No device reported %s within %s."
                  .formatted(field.displayName(), org.aisle.ui.format.Ages.words(fleet.fresh()))
              : one == null
                  ? "There is no device " + tile.device() + " in this app."
                  : one.device().name() + " has not reported " + field.displayName() + " yet.");
      return;
    }
    panel.instead(null);
    Double measured =
        ofFleet
            ? numbers.stream().mapToDouble(Double::doubleValue).average().orElse(0)
            : (Double) Fleet.number(value);
    boolean fresh = one == null || fleet.isFresh(one);
    Tone tone = figures.tone(measured, tile.band(), fresh);
    Shown shown =
        ofFleet && measured != null ? figures.show(field, measured) : figures.show(field, value);
    number.show(shown, tone == Tone.PLAIN ? null : tone, tone.word());
    panel.subtitle(
        one == null
            ? "Average of %d devices".formatted(numbers.size())
            : one.device().name() + ", " + fleet.placeName(one.device()));
    panel.age(
        one == null ? fleet.newest(List.of(tile.field())) : one.time(tile.field()), fleet.now());
    if (points != null) {
      trend.show(fleet.range(), figures.line(field.displayName(), field, points));
    }
  }
}
