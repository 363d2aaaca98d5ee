package org.aisle.ui.fake;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.dashboard.Tile.Aggregate;
import org.aisle.templates.dashboard.Tile.Area;
import org.aisle.templates.dashboard.Tile.Band;
import org.aisle.templates.dashboard.Tile.Colour;
import org.aisle.templates.dashboard.Tile.Frame;
import org.aisle.templates.dashboard.Tile.Goal;
import org.aisle.templates.dashboard.Tile.Meaning;
import org.aisle.templates.dashboard.Tile.Over;

/** A dashboard of every kind of figure and chart. */
final class FakeFigures {

  private static final String TEMPERATURE = "internalTemperature";
  private static final Band COLD = new Band(0.0, 7.0);

  private FakeFigures() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "figures",
        "Figures",
        "Cooler",
        Duration.ofHours(24),
        List.of(
            new Tile.Kpi(
                new Frame("Kept cold", new Area(0, 0, 3, 2)),
                TEMPERATURE,
                Aggregate.AVG,
                COLD,
                true,
                95.0,
                Goal.AT_LEAST,
                Over.RANGE,
                Duration.ofDays(1)),
            new Tile.Kpi(
                new Frame("Power of the fleet", new Area(3, 0, 3, 2)),
                "power",
                Aggregate.SUM,
                null,
                false,
                3000.0,
                Goal.AT_MOST,
                Over.LATEST,
                Duration.ofHours(1)),
            new Tile.Gauge(
                new Frame("Warmest cooler", new Area(6, 0, 3, 3)),
                TEMPERATURE,
                null,
                Aggregate.MAX,
                -5,
                15,
                COLD,
                4.0),
            new Tile.DeviceCount(
                new Frame("Cooler one", new Area(9, 0, 3, 2)),
                Duration.ofMinutes(15),
                Map.of("serialNumber", "SN-00037")),
            new Tile.Bar(
                new Frame(
                    "Temperature by store",
                    new Area(0, 3, 4, 4),
                    null,
                    null,
                    null,
                    null,
                    2,
                    null,
                    List.of(new Colour(5.0, null, Meaning.WARNING))),
                TEMPERATURE,
                Aggregate.AVG,
                Tile.BY_PLACE,
                null,
                Over.RANGE,
                5,
                COLD,
                null),
            new Tile.Bar(
                new Frame("Doors by store", new Area(4, 3, 4, 4)),
                "power",
                Aggregate.COUNT,
                Tile.BY_PLACE,
                null,
                Over.LATEST,
                5,
                null,
                "placement"),
            new Tile.Pie(
                new Frame("Where coolers are", new Area(8, 3, 4, 4)),
                "placement",
                null,
                Aggregate.COUNT),
            new Tile.Bar(
                new Frame("Readings by hour", new Area(0, 7, 6, 4)),
                "power",
                Aggregate.COUNT,
                Tile.BY_TIME,
                Duration.ofHours(1),
                Over.RANGE,
                12,
                null,
                "doorOpen"),
            new Tile.HeatMap(
                new Frame("Temperature by hour", new Area(6, 7, 6, 5)),
                TEMPERATURE,
                Aggregate.AVG,
                null,
                new Band(0.0, 5.5)),
            new Tile.Pie(
                new Frame("Power by store", new Area(0, 12, 4, 4)),
                "power",
                Tile.BY_PLACE,
                Aggregate.SUM),
            new Tile.Funnel(
                new Frame("Way of the coolers", new Area(4, 12, 4, 4)),
                "placement",
                List.of("inPlace", "elsewhere")),
            new Tile.WorstTable(
                new Frame("Highest peaks", new Area(0, 16, 8, 5)),
                TEMPERATURE,
                List.of("doorOpen"),
                6,
                true,
                COLD,
                Over.RANGE,
                Aggregate.MAX),
            new Tile.LineChart(
                new Frame("Three coolers", new Area(0, 21, 12, 4)),
                List.of(TEMPERATURE),
                null,
                List.of("cooler-05", "cooler-06", FakeFleet.WARM),
                Aggregate.AVG,
                Tile.BY_DEVICE,
                COLD,
                true,
                true)));
  }
}
