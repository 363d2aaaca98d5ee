package org.aisle.templates.app;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.dashboard.Tile.Aggregate;
import org.aisle.templates.dashboard.Tile.Band;
import org.aisle.templates.dashboard.Tile.Frame;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;

/** The kinds of tiles that show numbers: figures, charts and tables. */
final class FigureTiles {

  static final Map<String, TileKinds.Reader> KINDS =
      Map.of(
          "kpi", FigureTiles::kpi,
          "last-value", FigureTiles::lastValue,
          "line-chart", FigureTiles::lineChart,
          "worst-table", FigureTiles::worstTable,
          "device-count", FigureTiles::deviceCount);

  private static final Map<String, Aggregate> AGGREGATES = Words.of(Aggregate.values());

  private FigureTiles() {}

  private static Tile kpi(TileSource source, Frame frame) {
    Section s = source.keys();
    boolean share = s.flag("shareInBand", false);
    Band band = source.band("band");
    if (share && band == null) {
      s.fault("shareInBand", "app.band-missing", "A share in band needs a \"band\".");
    }
    Optional<Field> field = source.field("field");
    if (field.isPresent()
        && !field.get().numeric()
        && !(field.get().type() instanceof FieldType.Bool)) {
      s.fault("field", "app.field-kind", "A kpi shows a number, or a boolean as 1 and 0.");
    }
    return new Tile.Kpi(
        frame,
        s.text("field"),
        s.choice("aggregate", AGGREGATES, Aggregate.AVG),
        band,
        share,
        s.optionalNumber("target"));
  }

  private static Tile lastValue(TileSource source, Frame frame) {
    return new Tile.LastValue(
        frame, source.numeric("field"), source.device("device"), source.band("band"));
  }

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
    return new Tile.LineChart(
        frame,
        fields,
        source.device("device"),
        s.choice("aggregate", AGGREGATES, Aggregate.AVG),
        source.band("band"));
  }

  private static Tile worstTable(TileSource source, Frame frame) {
    Section s = source.keys();
    List<String> columns = s.texts("columns");
    columns.forEach(column -> source.known("columns", column));
    return new Tile.WorstTable(
        frame,
        source.numeric("field"),
        columns,
        s.whole("rows", 1, 100, 5),
        s.flag("highestFirst", true),
        source.band("band"));
  }

  private static Tile deviceCount(TileSource source, Frame frame) {
    return new Tile.DeviceCount(frame, source.keys().duration("fresh", Duration.ofSeconds(1)));
  }
}
