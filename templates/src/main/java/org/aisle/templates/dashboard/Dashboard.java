package org.aisle.templates.dashboard;

import java.util.List;

/**
 * Tiles on a grid of {@link #COLUMNS} columns; data only, so that it can be written by hand.
 *
 * @param template the last segment of the device template the tiles' fields belong to
 * @param range how far back its charts look, ISO 8601 ({@code PT24H})
 */
public record Dashboard(
    String id, String title, String template, java.time.Duration range, List<Tile> tiles) {

  /** How many columns the grid has on a wide screen. */
  public static final int COLUMNS = 12;

  public Dashboard {
    tiles = List.copyOf(tiles);
  }
}
