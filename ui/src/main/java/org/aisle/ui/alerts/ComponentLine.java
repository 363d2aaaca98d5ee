package org.aisle.ui.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.aisle.backend.query.Telemetry.Point;
import org.aisle.backend.query.Telemetry.Row;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.templates.reading.Value;

/** One component of a vector as a line along time. */
final class ComponentLine {

  /** What is longer than so many usual distances is a gap. */
  private static final int GAP = 10;

  /** How many distances before and after one say what is usual there. */
  private static final int NEAR = 5;

  private ComponentLine() {}

  /**
   * Keeps the least and the greatest value of every part of the range, so that no peak is lost.
   *
   * @param rows oldest first
   * @param component {@code x}, {@code y}, {@code z} or {@code magnitude}
   * @param points about so many at most
   */
  static List<Point> of(
      List<Row> rows, String path, String component, TimeRange range, int points) {
    List<Point> all = new ArrayList<>();
    for (Row row : rows) {
      if (row.values().get(path) instanceof Value.Vec vec) {
        all.add(new Point(row.observedAt(), value(vec, component)));
      }
    }
    return thinned(all, range, points);
  }

  /** As {@link #of}, of points that are there already. */
  static List<Point> thinned(List<Point> all, TimeRange range, int points) {
    return withGaps(all.size() <= points ? all : reduced(all, range, Math.max(1, points / 2)));
  }

  private static double value(Value.Vec of, String component) {
    return switch (component) {
      case "x" -> of.x();
      case "y" -> of.y();
      case "z" -> of.z();
      default -> Math.sqrt(of.x() * of.x() + of.y() * of.y() + of.z() * of.z());
    };
  }

  private static List<Point> reduced(List<Point> all, TimeRange range, int parts) {
    long width = Math.max(1, Duration.between(range.from(), range.to()).toNanos() / parts);
    List<Point> kept = new ArrayList<>();
    for (int i = 0; i < all.size(); ) {
      long part = part(all.get(i), range.from(), width);
      Point least = all.get(i);
      Point most = least;
      for (; i < all.size() && part(all.get(i), range.from(), width) == part; i++) {
        Point point = all.get(i);
        least = number(point) < number(least) ? point : least;
        most = number(point) > number(most) ? point : most;
      }
      if (least.at().equals(most.at())) {
        kept.add(least);
      } else {
        boolean leastFirst = least.at().isBefore(most.at());
        kept.add(leastFirst ? least : most);
        kept.add(leastFirst ? most : least);
      }
    }
    return kept;
  }

  private static long part(Point point, Instant from, long width) {
    return Duration.between(from, point.at()).toNanos() / width;
  }

  private static double number(Point point) {
    Double value = point.value();
    return value == null ? Double.NaN : value;
  }

  private static List<Point> withGaps(List<Point> points) {
    if (points.size() < 3) {
      return points;
    }
    List<Long> steps = new ArrayList<>();
    for (int i = 1; i < points.size(); i++) {
      steps.add(Duration.between(points.get(i - 1).at(), points.get(i).at()).toNanos());
    }
    List<Point> marked = new ArrayList<>();
    marked.add(points.getFirst());
    for (int i = 1; i < points.size(); i++) {
      long usual = usual(steps, i - 1);
      if (steps.get(i - 1) > usual * GAP) {
        marked.add(new Point(points.get(i - 1).at().plusNanos(usual), null));
      }
      marked.add(points.get(i));
    }
    return marked;
  }

  /** The median of the steps near one: devices change their pace. */
  private static long usual(List<Long> steps, int at) {
    List<Long> near =
        steps.subList(Math.max(0, at - NEAR), Math.min(steps.size(), at + NEAR + 1)).stream()
            .sorted()
            .toList();
    return near.get(near.size() / 2);
  }
}
