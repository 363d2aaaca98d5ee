package org.aisle.ui.dashboard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.dashboard.Tile.Area;

/** Where tiles go when one of them is put somewhere: that one stays, others make room downwards. */
final class Placement {

  static final int LOWEST_ROW = 200;
  private static final int HIGHEST = 20;
  private static final Comparator<Area> READING =
      Comparator.comparingInt(Area::row).thenComparingInt(Area::column);

  private Placement() {}

  /** The nearest area that lies inside the grid. */
  static Area inside(int column, int row, int width, int height) {
    int w = Math.clamp(width, 1, Dashboard.COLUMNS);
    int h = Math.clamp(height, 1, HIGHEST);
    return new Area(
        Math.clamp(column, 0, Dashboard.COLUMNS - w), Math.clamp(row, 0, LOWEST_ROW), w, h);
  }

  /** The same areas without overlaps, in the same order; the one of number {@code fixed} stays. */
  static List<Area> settle(List<Area> areas, int fixed) {
    List<Area> settled = new ArrayList<>(areas);
    List<Area> placed = new ArrayList<>(List.of(areas.get(fixed)));
    for (int i : inReadingOrder(areas)) {
      if (i != fixed) {
        Area free = below(areas.get(i), placed);
        settled.set(i, free);
        placed.add(free);
      }
    }
    return settled;
  }

  /** The numbers of the areas as one reads them: by row, then by column. */
  static List<Integer> inReadingOrder(List<Area> areas) {
    return IntStream.range(0, areas.size())
        .boxed()
        .sorted(Comparator.comparing(areas::get, READING))
        .toList();
  }

  /** The first free area of that size, as one reads them, beside or below the last one. */
  static Area free(List<Area> areas, int width, int height) {
    int row = areas.stream().max(READING).map(Area::row).orElse(0);
    while (true) {
      for (int column = 0; column + width <= Dashboard.COLUMNS; column++) {
        Area free = new Area(column, row, width, height);
        if (areas.stream().noneMatch(other -> overlap(free, other))) {
          return inside(column, row, width, height);
        }
      }
      row++;
    }
  }

  private static Area below(Area wanted, List<Area> placed) {
    Area free = wanted;
    boolean moved = true;
    while (moved) {
      moved = false;
      for (Area other : placed) {
        if (overlap(free, other)) {
          free = new Area(free.column(), other.row() + other.height(), free.width(), free.height());
          moved = true;
        }
      }
    }
    return free;
  }

  static boolean overlap(Area a, Area b) {
    return a.column() < b.column() + b.width()
        && b.column() < a.column() + a.width()
        && a.row() < b.row() + b.height()
        && b.row() < a.row() + a.height();
  }
}
