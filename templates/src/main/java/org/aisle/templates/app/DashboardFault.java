package org.aisle.templates.app;

/**
 * One fault of a dashboard.
 *
 * @param tile which of its tiles, from 0 in the order they are written; {@link #NO_TILE} when it is
 *     none of theirs
 * @param line from 1
 * @param column from 1
 * @param code stable, dotted, as in an app template
 * @param sentence what is wrong and what to do about it
 */
public record DashboardFault(int tile, int line, int column, String code, String sentence) {

  /** In place of a tile's number: the fault is the dashboard's own. */
  public static final int NO_TILE = -1;
}
