package org.aisle.templates.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.dashboard.Tile.Aggregate;
import org.aisle.templates.dashboard.Tile.Area;
import org.aisle.templates.dashboard.Tile.Band;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.rule.Severity;
import org.jspecify.annotations.Nullable;

/** Reads one file of {@code dashboards/}. */
final class DashboardFile {

  private static final Map<String, Aggregate> AGGREGATES = words(Aggregate.values());
  private static final Map<String, Severity> SEVERITIES = words(Severity.values());
  private static final Set<String> KINDS =
      Set.of(
          "kpi",
          "last-value",
          "line-chart",
          "map",
          "worst-table",
          "state-timeline",
          "device-count",
          "alert-list");
  private static final int LOWEST_ROW = 200;

  private final Section file;
  private final ModelNames templates;
  private final Set<String> devices;
  private @Nullable DeviceTemplate template;
  private @Nullable ModelOutline outline;

  DashboardFile(Section file, ModelNames templates, Set<String> devices) {
    this.file = file;
    this.templates = templates;
    this.devices = devices;
  }

  Dashboard read(String id) {
    String name = file.text("template");
    template = templates.template(name).orElse(null);
    outline = templates.outline(name).orElse(null);
    if (!name.isEmpty() && !templates.mayExist(name)) {
      AppFile.unknown(file, "template", "template", name, templates.names());
    }
    String title = file.text("title");
    Duration range = file.duration("range", Duration.ofMinutes(1));
    List<Tile> tiles = new ArrayList<>();
    Map<Area, String> taken = new LinkedHashMap<>();
    for (Section section : file.sections("tiles")) {
      Area area = area(section);
      String other = overlap(area, taken);
      if (other != null) {
        section.fault(
            "at", "app.tiles-overlap", "The tile lies on \"%s\"; move one.".formatted(other));
      }
      Tile tile = tile(section, area);
      if (tile != null) {
        section.end();
        tiles.add(tile);
        taken.put(area, tile.title());
      }
    }
    file.end();
    return new Dashboard(id, title, name, range, tiles);
  }

  private static @Nullable String overlap(Area area, Map<Area, String> taken) {
    for (var entry : taken.entrySet()) {
      Area other = entry.getKey();
      if (area.column() < other.column() + other.width()
          && other.column() < area.column() + area.width()
          && area.row() < other.row() + other.height()
          && other.row() < area.row() + area.height()) {
        return entry.getValue();
      }
    }
    return null;
  }

  private static Area area(Section tile) {
    Section at = tile.section("at");
    if (at == null) {
      tile.fault("at", "app.key-missing", "Add \"at\" with column, row, width and height.");
      return new Area(0, LOWEST_ROW + 1, 1, 1);
    }
    int column = at.whole("column", 0, Dashboard.COLUMNS - 1);
    int row = at.whole("row", 0, LOWEST_ROW);
    int width = at.whole("width", 1, Dashboard.COLUMNS);
    int height = at.whole("height", 1, 20);
    if (column + width > Dashboard.COLUMNS) {
      at.fault(
          "width", "app.tile-outside", "The grid has 12 columns: column + width is at most 12.");
    }
    at.end();
    return new Area(column, row, width, height);
  }

  private @Nullable Tile tile(Section s, Area area) {
    String kind = s.text("kind");
    String title = s.text("title");
    return switch (kind) {
      case "kpi" -> kpi(s, title, area);
      case "last-value" -> new Tile.LastValue(title, area, numeric(s, "field"), device(s), band(s));
      case "line-chart" -> lineChart(s, title, area);
      case "map" ->
          new Tile.MapTile(
              title, area, location(s), s.has("field") ? numeric(s, "field") : null, band(s));
      case "worst-table" ->
          new Tile.WorstTable(
              title,
              area,
              numeric(s, "field"),
              columns(s),
              s.whole("rows", 1, 100, 5),
              s.flag("highestFirst", true),
              band(s));
      case "state-timeline" ->
          new Tile.StateTimeline(title, area, state(s), device(s), s.whole("rows", 1, 100, 10));
      case "device-count" ->
          new Tile.DeviceCount(title, area, s.duration("fresh", Duration.ofSeconds(1)));
      case "alert-list" ->
          new Tile.AlertList(
              title,
              area,
              s.choice("severity", SEVERITIES, Severity.INFORMATION),
              s.whole("rows", 1, 100, 8));
      default -> {
        if (!kind.isEmpty()) {
          AppFile.unknown(s, "kind", "kind of tile", kind, KINDS);
        }
        yield null;
      }
    };
  }

  private Tile kpi(Section s, String title, Area area) {
    boolean share = s.flag("shareInBand", false);
    Band band = band(s);
    if (share && band == null) {
      s.fault("shareInBand", "app.band-missing", "A share in band needs a \"band\".");
    }
    Optional<Field> field = field(s, "field");
    if (field.isPresent()
        && !field.get().numeric()
        && !(field.get().type() instanceof FieldType.Bool)) {
      s.fault("field", "app.field-kind", "A kpi shows a number, or a boolean as 1 and 0.");
    }
    return new Tile.Kpi(
        title,
        area,
        s.text("field"),
        s.choice("aggregate", AGGREGATES, Aggregate.AVG),
        band,
        share,
        s.optionalNumber("target"));
  }

  private Tile lineChart(Section s, String title, Area area) {
    List<String> fields = s.texts("fields");
    if (fields.isEmpty() || fields.size() > 8) {
      s.fault("fields", "app.fields-number", "A line chart shows 1 to 8 \"fields\".");
    }
    for (String name : fields) {
      Optional<Field> field = known(s, "fields", name);
      if (field.isPresent() && !field.get().numeric()) {
        s.fault("fields", "app.field-kind", "%s is not numeric; choose others.".formatted(name));
      }
    }
    return new Tile.LineChart(
        title, area, fields, device(s), s.choice("aggregate", AGGREGATES, Aggregate.AVG), band(s));
  }

  private List<String> columns(Section s) {
    List<String> columns = s.texts("columns");
    columns.forEach(column -> known(s, "columns", column));
    return columns;
  }

  private String numeric(Section s, String key) {
    field(s, key)
        .filter(field -> !field.numeric())
        .ifPresent(
            field ->
                s.fault(
                    key,
                    "app.field-kind",
                    "%s is not numeric; choose another field.".formatted(field.path())));
    return s.text(key);
  }

  private String location(Section s) {
    field(s, "location")
        .filter(field -> !(field.type() instanceof FieldType.GeoPoint))
        .ifPresent(
            field ->
                s.fault(
                    "location",
                    "app.field-kind",
                    "%s is no geopoint; choose another field.".formatted(field.path())));
    return s.text("location");
  }

  private String state(Section s) {
    field(s, "field")
        .filter(f -> !(f.type() instanceof FieldType.Bool || f.type() instanceof FieldType.Choice))
        .ifPresent(
            field ->
                s.fault(
                    "field",
                    "app.field-kind",
                    "%s is neither boolean nor enum; choose another field."
                        .formatted(field.path())));
    return s.text("field");
  }

  private Optional<Field> field(Section s, String key) {
    return s.has(key) ? known(s, key, s.text(key)) : Optional.empty();
  }

  private Optional<Field> known(Section s, String key, String path) {
    DeviceTemplate of = template;
    if (of == null) {
      ModelOutline readable = outline;
      if (readable != null && !path.isEmpty() && !readable.mayMeasure(path)) {
        AppFile.unknown(s, key, "field", path, readable.telemetry());
      }
      return Optional.empty();
    }
    Optional<Field> field = of.field(path);
    if (field.isEmpty() && !path.isEmpty()) {
      AppFile.unknown(s, key, "field", path, of.telemetry().stream().map(Field::path).toList());
    }
    return field;
  }

  private @Nullable String device(Section s) {
    String device = s.optionalText("device");
    if (device != null && !devices.contains(device)) {
      AppFile.unknown(s, "device", "device", device, devices);
    }
    return device;
  }

  private static @Nullable Band band(Section s) {
    Section band = s.section("band");
    if (band == null) {
      return null;
    }
    Double min = band.optionalNumber("min");
    Double max = band.optionalNumber("max");
    if (min == null && max == null || min != null && max != null && min >= max) {
      s.fault("band", "app.band", "A band has a \"min\", a greater \"max\", or both.");
    }
    band.end();
    return new Band(min, max);
  }

  private static <E extends Enum<E>> Map<String, E> words(E[] values) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E value : values) {
      words.put(value.name().toLowerCase(java.util.Locale.ROOT), value);
    }
    return words;
  }
}
