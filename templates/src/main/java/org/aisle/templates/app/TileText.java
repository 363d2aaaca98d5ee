package org.aisle.templates.app;

import java.util.List;
import java.util.TreeMap;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.dashboard.Tile.Aggregate;
import org.aisle.templates.dashboard.Tile.Area;
import org.aisle.templates.dashboard.Tile.Band;
import org.aisle.templates.dashboard.Tile.Frame;
import org.aisle.templates.dashboard.Tile.Goal;
import org.aisle.templates.dashboard.Tile.Over;
import org.aisle.templates.dashboard.Tile.Size;
import org.aisle.templates.rule.Severity;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes what {@link DashboardFile} reads; what has its usual value is left out. */
final class TileText {

  private TileText() {}

  static ObjectNode of(Dashboard dashboard) {
    Keys file = new Keys();
    file.put("title", dashboard.title());
    file.put("template", dashboard.template());
    file.put("range", dashboard.range());
    file.put("audience", Words.orNull(dashboard.audience()));
    file.put("description", dashboard.description());
    file.objects("tiles", dashboard.tiles(), TileText::of);
    return file.node();
  }

  private static Keys of(Tile tile) {
    Keys keys = new Keys();
    Frame frame = tile.frame();
    Area area = frame.area();
    keys.put("kind", kind(tile));
    keys.put("title", frame.title());
    keys.put(
        "at",
        new Keys()
            .put("column", area.column())
            .put("row", area.row())
            .put("width", area.width())
            .put("height", area.height()));
    keys.put("template", frame.template());
    keys.put("group", frame.group());
    keys.put("place", frame.place());
    own(keys, tile);
    keys.put("decimals", frame.decimals());
    keys.put("unit", frame.unit());
    keys.put("drill", Words.orNull(frame.drill()));
    keys.objects(
        "colours",
        frame.colours(),
        colour ->
            new Keys()
                .put("above", colour.above())
                .put("below", colour.below())
                .put("tone", Words.of(colour.tone())));
    return keys;
  }

  private static String kind(Tile tile) {
    return switch (tile) {
      case Tile.Kpi t -> "kpi";
      case Tile.LastValue t -> "last-value";
      case Tile.Gauge t -> "gauge";
      case Tile.LineChart t -> "line-chart";
      case Tile.Bar t -> "bar";
      case Tile.Pie t -> "pie";
      case Tile.HeatMap t -> "heat-map";
      case Tile.Funnel t -> "funnel";
      case Tile.MapTile t -> "map";
      case Tile.WorstTable t -> "table";
      case Tile.StateTimeline t -> "state-timeline";
      case Tile.DeviceCount t -> "device-count";
      case Tile.AlertList t -> "alert-list";
      case Tile.EventHistory t -> "event-history";
      case Tile.FloorPlan t -> "floor-plan";
      case Tile.Image t -> "image";
      case Tile.Label t -> "label";
      case Tile.Markdown t -> "markdown";
      case Tile.Properties t -> "properties";
      case Tile.JourneyStrip t -> "journey-strip";
    };
  }

  private static void own(Keys keys, Tile tile) {
    switch (tile) {
      case Tile.Kpi t -> {
        keys.put("field", t.field()).unless("aggregate", t.aggregate(), Aggregate.AVG);
        keys.put("band", band(t.band())).unless("shareInBand", t.shareInBand(), false);
        keys.put("target", t.target()).unless("targetIs", t.targetIs(), Goal.AT_LEAST);
        keys.unless("over", t.over(), Over.LATEST).put("compare", t.compare());
      }
      case Tile.Gauge t -> {
        keys.put("field", t.field()).put("device", t.device());
        keys.unless("aggregate", t.aggregate(), Aggregate.AVG);
        keys.put("min", (Double) t.min()).put("max", (Double) t.max());
        keys.put("band", band(t.band())).put("target", t.target());
      }
      case Tile.Bar t -> bar(keys, t);
      case Tile.Pie t -> {
        keys.put("field", t.field()).put("groupBy", t.groupBy());
        if (t.groupBy() != null) {
          keys.unless("aggregate", t.aggregate(), Aggregate.SUM);
        }
      }
      case Tile.HeatMap t -> {
        keys.put("field", t.field()).unless("aggregate", t.aggregate(), Aggregate.AVG);
        keys.put("device", t.device()).put("band", band(t.band()));
      }
      case Tile.Funnel t -> keys.put("field", t.field()).texts("stages", t.stages());
      case Tile.LastValue t ->
          keys.put("field", t.field()).put("device", t.device()).put("band", band(t.band()));
      case Tile.LineChart t -> {
        keys.texts("fields", t.fields()).put("device", t.device()).texts("devices", t.devices());
        String usual = t.devices().isEmpty() ? Tile.BY_PLACE : Tile.BY_DEVICE;
        if (t.device() == null && !t.groupBy().equals(usual)) {
          keys.put("groupBy", t.groupBy());
        }
        keys.unless("aggregate", t.aggregate(), Aggregate.AVG).put("band", band(t.band()));
        keys.unless("limits", (boolean) t.limits(), true).unless("alerts", t.alerts(), false);
      }
      case Tile.MapTile t -> {
        keys.put("location", t.location()).put("field", t.field()).put("band", band(t.band()));
        keys.unless("path", t.path(), false).put("device", t.device());
      }
      case Tile.WorstTable t -> {
        keys.put("field", t.field()).texts("columns", t.columns()).put("rows", t.rows());
        keys.unless("highestFirst", t.highestFirst(), true).put("band", band(t.band()));
        keys.unless("over", t.over(), Over.LATEST);
        keys.unless("aggregate", t.aggregate(), Aggregate.AVG);
      }
      case Tile.StateTimeline t ->
          keys.put("field", t.field()).put("device", t.device()).put("rows", t.rows());
      case Tile.DeviceCount t -> {
        keys.put("fresh", t.fresh());
        Keys where = new Keys();
        new TreeMap<>(t.where()).forEach(where::loose);
        if (!where.node().isEmpty()) {
          keys.put("where", where);
        }
      }
      case Tile.AlertList t ->
          keys.unless("severity", t.atLeast(), Severity.INFORMATION).put("rows", t.rows());
      case Tile.EventHistory t ->
          keys.texts("fields", t.fields()).put("device", t.device()).put("rows", t.rows());
      case Tile.FloorPlan t -> plan(keys, t);
      case Tile.Image t -> keys.put("image", t.image()).put("alt", t.alt()).put("link", t.link());
      case Tile.Label t -> keys.put("text", t.text()).unless("size", t.size(), Size.MEDIUM);
      case Tile.Markdown t -> keys.put("text", t.text());
      case Tile.Properties t -> keys.put("device", t.device()).texts("fields", t.fields());
      case Tile.JourneyStrip t -> {
        keys.put("stage", t.stage());
        if (t.excursion() != null) {
          keys.put("excursion", new Keys().put("field", t.excursion()).put("band", band(t.band())));
        }
        keys.put("device", t.device()).put("rows", t.rows());
      }
    }
  }

  private static void bar(Keys keys, Tile.Bar bar) {
    boolean byTime = bar.groupBy().equals(Tile.BY_TIME);
    Aggregate usual = bar.stacked() == null ? Aggregate.AVG : Aggregate.SUM;
    keys.put("field", bar.field()).unless("aggregate", bar.aggregate(), usual);
    keys.put("groupBy", bar.groupBy()).put("bucket", bar.bucket());
    keys.unless("over", bar.over(), byTime ? Over.RANGE : Over.LATEST);
    keys.unless("rows", bar.rows(), 12).put("band", band(bar.band())).put("stacked", bar.stacked());
  }

  private static void plan(Keys keys, Tile.FloorPlan plan) {
    keys.put("image", plan.image()).put("alt", plan.alt());
    keys.put("width", plan.width()).put("depth", plan.depth());
    keys.put("x", plan.x()).put("y", plan.y());
    Keys positions = new Keys();
    new TreeMap<>(plan.positions())
        .forEach((device, at) -> positions.numbers(device, List.of(at.x(), at.y())));
    if (!positions.node().isEmpty()) {
      keys.put("positions", positions);
    }
    keys.put("field", plan.field()).put("band", band(plan.band()));
  }

  private static @Nullable Keys band(@Nullable Band band) {
    return band == null ? null : new Keys().put("min", band.min()).put("max", band.max());
  }
}
