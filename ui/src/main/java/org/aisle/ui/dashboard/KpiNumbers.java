package org.aisle.ui.dashboard;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.aisle.backend.query.FleetNumbers;
import org.aisle.backend.query.FleetNumbers.Cell;
import org.aisle.backend.query.FleetNumbers.Limits;
import org.aisle.backend.query.FleetNumbers.Question;
import org.aisle.backend.query.Telemetry;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.dashboard.Tile.Band;
import org.aisle.templates.dashboard.Tile.Over;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.ui.format.Tone;
import org.jspecify.annotations.Nullable;

/** Computes the number of a kpi, now and earlier. */
final class KpiNumbers {

  private final Tile.Kpi tile;
  private final FleetNumbers history;

  KpiNumbers(Tile.Kpi tile, FleetNumbers history) {
    this.tile = tile;
    this.history = history;
  }

  /** Null when nothing was measured. */
  @Nullable Double now(Fleet fleet) {
    return tile.over() == Over.LATEST
        ? latest(fleet.numbers(tile.field()))
        : over(fleet, fleet.range());
  }

  /** The same number so long ago; null when nothing was measured then. */
  @Nullable Double before(Fleet fleet, Duration ago) {
    if (tile.over() == Over.RANGE) {
      TimeRange range = fleet.range();
      return over(fleet, new TimeRange(range.from().minus(ago), range.to().minus(ago)));
    }
    Map<String, List<DeviceRef>> each = new LinkedHashMap<>();
    fleet.devices().forEach(device -> each.put(device.device().value(), List.of(device)));
    var then = fleet.now().minus(ago);
    List<Cell> last =
        history.cells(
            new Question(
                fleet.app().id(),
                each,
                new TimeRange(then.minus(fleet.fresh()), then),
                tile.field(),
                Telemetry.Aggregate.LAST));
    return latest(last.stream().map(Cell::value).toList());
  }

  private @Nullable Double latest(List<Double> numbers) {
    if (numbers.isEmpty()) {
      return null;
    }
    Band band = tile.band();
    if (tile.shareInBand() && band != null) {
      return 100.0 * inside(numbers, band) / numbers.size();
    }
    if (tile.aggregate() == Tile.Aggregate.COUNT && band != null) {
      return (double) inside(numbers, band);
    }
    return Figures.sum(numbers, tile.aggregate());
  }

  private static long inside(List<Double> numbers, Band band) {
    return numbers.stream().filter(value -> Tone.inside(value, band)).count();
  }

  private @Nullable Double over(Fleet fleet, TimeRange range) {
    Band band = tile.shareInBand() ? tile.band() : null;
    Tile.Aggregate aggregate = band == null ? tile.aggregate() : Tile.Aggregate.AVG;
    List<Cell> cells =
        history.cells(
            new Question(
                fleet.app().id(),
                Map.of(Groups.ALL, fleet.devices()),
                range,
                tile.field(),
                Telemetry.Aggregate.valueOf(aggregate.name()),
                null,
                fleet.app().zone(),
                null,
                band == null ? null : new Limits(band.min(), band.max())));
    return cells.stream().map(Cell::value).filter(Objects::nonNull).findFirst().orElse(null);
  }
}
