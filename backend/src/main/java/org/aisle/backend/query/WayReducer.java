package org.aisle.backend.query;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.aisle.backend.query.FleetHistory.Fix;

/**
 * Turns fixes, given oldest first, into legs that look the same with fewer points
 * (Douglas-Peucker). A leg ends where nothing was heard for more than {@value LineReducer#GAP}
 * times the median distance of fixes. Not thread-safe.
 */
final class WayReducer {

  private static final int ENOUGH = 3;

  /** What nobody can see, as a share of the way's extent. */
  private static final double INVISIBLE = 1.0 / 2_000;

  private final int points;
  private final List<Fix> fixes = new ArrayList<>();

  WayReducer(int points) {
    this.points = Math.max(2, points);
  }

  void add(long at, double lat, double lon) {
    double unwound = lon;
    if (!fixes.isEmpty()) {
      unwound += 360 * Math.rint((fixes.getLast().lon() - lon) / 360);
    }
    fixes.add(new Fix(LineReducer.instant(at), lat, unwound));
  }

  List<List<Fix>> legs() {
    List<List<Fix>> legs = cut();
    double tolerance = extent() * INVISIBLE;
    List<List<Fix>> kept;
    do {
      double apart = tolerance;
      kept = legs.stream().map(leg -> simplified(leg, apart)).toList();
      tolerance = Math.max(tolerance * 2, 1e-9);
    } while (count(kept) > Math.max(points, 2 * legs.size()));
    return kept;
  }

  private static int count(List<List<Fix>> legs) {
    return legs.stream().mapToInt(List::size).sum();
  }

  private List<List<Fix>> cut() {
    double limit = LineReducer.GAP * median();
    List<List<Fix>> legs = new ArrayList<>();
    List<Fix> leg = new ArrayList<>();
    for (Fix fix : fixes) {
      if (!leg.isEmpty() && micros(fix) - micros(leg.getLast()) > limit) {
        legs.add(leg);
        leg = new ArrayList<>();
      }
      leg.add(fix);
    }
    if (!leg.isEmpty()) {
      legs.add(leg);
    }
    return legs;
  }

  private double median() {
    if (fixes.size() <= ENOUGH) {
      return Double.POSITIVE_INFINITY;
    }
    long[] distances = new long[fixes.size() - 1];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = micros(fixes.get(i + 1)) - micros(fixes.get(i));
    }
    Arrays.sort(distances);
    return distances[(distances.length - 1) / 2];
  }

  private static long micros(Fix fix) {
    return LineReducer.micros(fix.at());
  }

  /** In degrees of latitude. */
  private double extent() {
    double minLat = Double.POSITIVE_INFINITY;
    double maxLat = Double.NEGATIVE_INFINITY;
    double minLon = Double.POSITIVE_INFINITY;
    double maxLon = Double.NEGATIVE_INFINITY;
    for (Fix fix : fixes) {
      minLat = Math.min(minLat, fix.lat());
      maxLat = Math.max(maxLat, fix.lat());
      minLon = Math.min(minLon, fix.lon());
      maxLon = Math.max(maxLon, fix.lon());
    }
    return fixes.isEmpty() ? 0 : Math.max(maxLat - minLat, maxLon - minLon);
  }

  private static List<Fix> simplified(List<Fix> leg, double tolerance) {
    if (leg.size() < 3) {
      return leg;
    }
    BitSet kept = new BitSet(leg.size());
    kept.set(0);
    kept.set(leg.size() - 1);
    Deque<int[]> spans = new ArrayDeque<>();
    spans.push(new int[] {0, leg.size() - 1});
    while (!spans.isEmpty()) {
      int[] span = spans.pop();
      int farthest = -1;
      double most = tolerance;
      for (int i = span[0] + 1; i < span[1]; i++) {
        double apart = distance(leg.get(i), leg.get(span[0]), leg.get(span[1]));
        if (apart > most) {
          most = apart;
          farthest = i;
        }
      }
      if (farthest > 0) {
        kept.set(farthest);
        spans.push(new int[] {span[0], farthest});
        spans.push(new int[] {farthest, span[1]});
      }
    }
    return kept.stream().mapToObj(leg::get).toList();
  }

  /** From a point to a line from a to b, in degrees of latitude. */
  private static double distance(Fix point, Fix a, Fix b) {
    double shrink = Math.cos(Math.toRadians(a.lat()));
    double px = (point.lon() - a.lon()) * shrink;
    double py = point.lat() - a.lat();
    double bx = (b.lon() - a.lon()) * shrink;
    double by = b.lat() - a.lat();
    double length = bx * bx + by * by;
    double along = length == 0 ? 0 : Math.clamp((px * bx + py * by) / length, 0, 1);
    return Math.hypot(px - along * bx, py - along * by);
  }
}
