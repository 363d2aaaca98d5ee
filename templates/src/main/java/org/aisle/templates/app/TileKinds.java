package org.aisle.templates.app;

import java.util.Map;
import java.util.TreeMap;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.dashboard.Tile.Frame;

/** Every kind of tile by the word that asks for it. */
final class TileKinds {

  /** Reads the keys of one kind. */
  interface Reader {
    Tile read(TileSource source, Frame frame);
  }

  static final Map<String, Reader> ALL = all();

  private TileKinds() {}

  private static Map<String, Reader> all() {
    Map<String, Reader> all = new TreeMap<>(FigureTiles.KINDS);
    all.putAll(ChartTiles.KINDS);
    all.putAll(ThingTiles.KINDS);
    all.putAll(WordTiles.KINDS);
    return Map.copyOf(all);
  }
}
