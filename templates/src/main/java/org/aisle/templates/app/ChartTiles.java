package org.aisle.templates.app;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.dashboard.Tile.Aggregate;
import org.aisle.templates.dashboard.Tile.Band;
import org.aisle.templates.dashboard.Tile.Frame;
import org.aisle.templates.dashboard.Tile.Over;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;

/** The kinds of tiles that show many numbers: charts and tables. */
final class ChartTiles {

  static final Map<String, TileKinds.Reader> KINDS =
      Map.of(
          "line-chart", ChartTiles::lineChart,
          "bar", ChartTiles::bar,
          "pie", ChartTiles::pie,
          "heat-map", ChartTiles::heatMap,
          "table", ChartTiles::table,
          "worst-table", ChartTiles::table);

  private static final int MOST_LINES = 12;
  private static final int MOST_BARS = 60;

  private ChartTiles() {}

  private static Tile lineChart(TileSource source, Frame frame) {
    Section s = source.keys();
    List<String> fields = s.texts("fields");
    if (fields.isEmpty() || fields.size() > 8) {
      s.fault("fields", "app.fields-number", "A line chart shows 1 to 8 \"fields\".");
    }
    for (String name : fields) {
      Optional<Field> field = source.known("fields", name);
      if (field.isPresent() && !field.get().numeric()) {
        s.fault("fields", "app.field-kind", "%s is not numeric; choose others.".formatted(name));
      }
    }
    List<String> devices = source.devices("devices");
    if (devices.size() > MOST_LINES) {
      s.fault("devices", "app.devices-number", "A line chart shows at most 12 \"devices\".");
    }
    String device = source.device("device");
    if (device != null && (s.has("devices") || s.has("groupBy"))) {
      s.fault(
          "device",
          "app.keys-together",
          "A chart of one \"device\" has neither \"devices\" nor \"groupBy\"; remove them.");
    }
    Band band = source.band("band");
    boolean limits = s.flag("limits", true);
    if (s.has("limits") && limits && band == null) {
      s.fault("limits", "app.band-missing", "To draw limits, add the \"band\" that they are.");
    }
    String usual = devices.isEmpty() ? Tile.BY_PLACE : Tile.BY_DEVICE;
    return new Tile.LineChart(
        frame,
        fields,
        device,
        devices,
        source.aggregate(Aggregate.AVG),
        s.has("groupBy") ? source.grouping("groupBy", false) : usual,
        band,
        limits,
        s.flag("alerts", false));
  }

  private static Tile bar(TileSource source, Frame frame) {
    Section s = source.keys();
    String groupBy = source.grouping("groupBy", true);
    boolean byTime = groupBy.equals(Tile.BY_TIME);
    if (!byTime && s.has("bucket")) {
      s.fault("bucket", "app.keys-together", "Only bars by time have a \"bucket\"; remove it.");
    }
    Duration bucket = byTime ? s.duration("bucket", Duration.ofMinutes(1)) : null;
    if (bucket != null && !even(bucket)) {
      s.fault(
          "bucket",
          "app.bucket",
          "A bucket divides a day, such as PT15M, PT1H or PT6H, or is whole days, such as P1D.");
    }
    Over over = source.over(byTime ? Over.RANGE : Over.LATEST);
    if (byTime && over == Over.LATEST) {
      s.fault("over", "app.keys-together", "Bars by time are over the range; remove \"over\".");
    }
    String field = source.countable("field");
    String stacked = s.has("stacked") ? source.state("stacked") : null;
    Aggregate aggregate = source.aggregate(stacked == null ? Aggregate.AVG : Aggregate.SUM);
    if (stacked != null && aggregate != Aggregate.SUM && aggregate != Aggregate.COUNT) {
      s.fault(
          "aggregate",
          "app.aggregate-parts",
          "Only a sum or a count has parts; use \"sum\" or \"count\", or remove \"stacked\".");
    }
    DeviceTemplate template = source.template();
    if (stacked != null
        && template != null
        && over == Over.RANGE
        && template.derived(field).isPresent() != template.derived(stacked).isPresent()) {
      s.fault(
          "stacked",
          "app.field-kind",
          "Over the range, %s and %s must both be measured or both be derived; choose another field."
              .formatted(field, stacked));
    }
    return new Tile.Bar(
        frame,
        field,
        aggregate,
        groupBy,
        bucket,
        over,
        s.whole("rows", 1, MOST_BARS, 12),
        source.band("band"),
        stacked);
  }

  private static boolean even(Duration bucket) {
    long day = Duration.ofDays(1).toSeconds();
    long seconds = Math.max(1, bucket.toSeconds());
    return bucket.getNano() == 0 && (day % seconds == 0 || seconds % day == 0);
  }

  private static Tile pie(TileSource source, Frame frame) {
    Section s = source.keys();
    Optional<Field> field = source.field("field");
    boolean number = field.isPresent() && field.get().numeric();
    if (field.isPresent() && !number && !TileSource.isState(field.get())) {
      source.wrongKind("field", field.get(), "is neither enum, boolean nor numeric");
    }
    if (number && !s.has("groupBy")) {
      s.misfit(
          "field", "app.group-missing", "A pie of a number needs \"groupBy\": what its parts are.");
    }
    if (field.isPresent() && !number && (s.has("groupBy") || s.has("aggregate"))) {
      s.misfit(
          s.has("groupBy") ? "groupBy" : "aggregate",
          "app.keys-together",
          "A pie of states counts devices; remove \"groupBy\" and \"aggregate\".");
    }
    return new Tile.Pie(
        frame,
        s.text("field"),
        s.has("groupBy") ? source.grouping("groupBy", false) : null,
        source.aggregate(s.has("groupBy") ? Aggregate.SUM : Aggregate.COUNT));
  }

  private static Tile heatMap(TileSource source, Frame frame) {
    return new Tile.HeatMap(
        frame,
        source.countable("field"),
        source.aggregate(Aggregate.AVG),
        source.device("device"),
        source.band("band"));
  }

  private static Tile table(TileSource source, Frame frame) {
    Section s = source.keys();
    List<String> columns = s.texts("columns");
    columns.forEach(column -> source.known("columns", column));
    return new Tile.WorstTable(
        frame,
        source.numeric("field"),
        columns,
        s.whole("rows", 1, 100, 5),
        s.flag("highestFirst", true),
        source.band("band"),
        source.over(Over.LATEST),
        source.aggregate(Aggregate.AVG));
  }
}
