package org.aisle.templates.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.dashboard.Dashboard.Audience;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.dashboard.Tile.Area;
import org.aisle.templates.dashboard.Tile.Frame;
import org.jspecify.annotations.Nullable;

/** Reads one file of {@code dashboards/}; {@link TileKinds} says which tiles there are. */
final class DashboardFile {

  private static final Map<String, Audience> AUDIENCES = Words.of(Audience.values());
  private static final int LOWEST_ROW = 200;
  private static final int MOST_TILES = 100;

  private final Section file;
  private final TileScope scope;

  DashboardFile(Section file, TileScope scope) {
    this.file = file;
    this.scope = scope;
  }

  Dashboard read(String id) {
    String template = file.text("template");
    if (!template.isEmpty() && !scope.templates().mayExist(template)) {
      AppFile.unknown(file, "template", "template", template, scope.templates().names());
    }
    String title = file.text("title");
    Duration range = file.duration("range", Duration.ofMinutes(1));
    Audience audience = file.has("audience") ? file.choice("audience", AUDIENCES, null) : null;
    String description = file.optionalText("description");
    List<Tile> tiles = new ArrayList<>();
    Map<Area, String> taken = new LinkedHashMap<>();
    List<Section> sections = file.sections("tiles");
    if (sections.size() > MOST_TILES) {
      file.fault(
          "tiles",
          "app.tiles-number",
          "A dashboard has at most 100 tiles; make another for the rest.");
      sections = sections.subList(0, MOST_TILES);
    }
    for (Section section : sections) {
      Area area = area(section);
      String other = overlap(area, taken);
      if (other != null) {
        section.fault(
            "at", "app.tiles-overlap", "The tile lies on \"%s\"; move one.".formatted(other));
      }
      Tile tile = tile(section, area, template);
      if (tile != null) {
        section.end();
        tiles.add(tile);
        taken.put(area, tile.title());
      }
    }
    file.end();
    return new Dashboard(id, title, template, range, tiles, audience, description);
  }

  private @Nullable Tile tile(Section section, Area area, String template) {
    String kind = section.text("kind");
    TileSource source = new TileSource(section, scope, template);
    Frame frame = source.frame(area);
    TileKinds.Reader reader = TileKinds.ALL.get(kind);
    if (reader == null) {
      if (!kind.isEmpty()) {
        AppFile.unknown(section, "kind", "kind of tile", kind, TileKinds.ALL.keySet());
      }
      return null;
    }
    TileLooks.check(section, kind);
    return reader.read(source, frame);
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
}
