package org.aisle.templates.app;

import java.util.Map;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.dashboard.Tile.Frame;
import org.aisle.templates.rule.Severity;

/** The kinds of tiles that show things: where they are, what happened to them, what they say. */
final class ThingTiles {

  static final Map<String, TileKinds.Reader> KINDS =
      Map.of(
          "map", ThingTiles::map,
          "state-timeline", ThingTiles::stateTimeline,
          "alert-list", ThingTiles::alertList);

  private static final Map<String, Severity> SEVERITIES = Words.of(Severity.values());

  private ThingTiles() {}

  private static Tile map(TileSource source, Frame frame) {
    return new Tile.MapTile(
        frame,
        source.location("location"),
        source.keys().has("field") ? source.numeric("field") : null,
        source.band("band"));
  }

  private static Tile stateTimeline(TileSource source, Frame frame) {
    return new Tile.StateTimeline(
        frame,
        source.state("field"),
        source.device("device"),
        source.keys().whole("rows", 1, 100, 10));
  }

  private static Tile alertList(TileSource source, Frame frame) {
    Section s = source.keys();
    return new Tile.AlertList(
        frame, s.choice("severity", SEVERITIES, Severity.INFORMATION), s.whole("rows", 1, 100, 8));
  }
}
