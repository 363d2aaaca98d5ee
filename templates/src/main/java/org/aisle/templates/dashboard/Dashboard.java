package org.aisle.templates.dashboard;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tiles on a grid of {@link #COLUMNS} columns; data only, so that it can be written by hand.
 *
 * @param template the last segment of the device template of the tiles that name no other
 * @param range how far back its charts look, ISO 8601 ({@code PT24H})
 * @param audience whom it is made for, or null for everybody
 * @param description one sentence below its title, or null
 */
public record Dashboard(
    String id,
    String title,
    String template,
    Duration range,
    List<Tile> tiles,
    @Nullable Audience audience,
    @Nullable String description) {

  /** How many columns the grid has on a wide screen. */
  public static final int COLUMNS = 12;

  /** Who looks at it. */
  public enum Audience {
    OPERATOR,
    MANAGER
  }

  public Dashboard {
    tiles = List.copyOf(tiles);
  }

  public Dashboard(String id, String title, String template, Duration range, List<Tile> tiles) {
    this(id, title, template, range, tiles, null, null);
  }

  /** The last segment of the device template that this tile's fields belong to. */
  public String templateOf(Tile tile) {
    String own = tile.frame().template();
    return own == null ? template : own;
  }
}
