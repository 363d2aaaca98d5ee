package org.aisle.templates.condition;

import org.aisle.templates.place.GeoPosition;

/** Builds quantities; a result that is not finite is unknown. */
final class Arithmetic {

  /** From here on every double is whole. */
  private static final double ALL_WHOLE = 0x1p52;

  private Arithmetic() {}

  static Quantity constant(double value) {
    return frame -> value;
  }

  static Quantity slot(int slot) {
    return frame -> finite(frame.number(slot));
  }

  static Quantity negated(Quantity value) {
    return frame -> -value.in(frame);
  }

  static Quantity sum(Quantity left, Quantity right) {
    return frame -> finite(left.in(frame) + right.in(frame));
  }

  static Quantity difference(Quantity left, Quantity right) {
    return frame -> finite(left.in(frame) - right.in(frame));
  }

  static Quantity product(Quantity left, Quantity right) {
    return frame -> finite(left.in(frame) * right.in(frame));
  }

  static Quantity quotient(Quantity left, Quantity right) {
    return frame -> finite(left.in(frame) / right.in(frame));
  }

  static Quantity remainder(Quantity left, Quantity right) {
    return frame -> finite(left.in(frame) % right.in(frame));
  }

  static Quantity abs(Quantity value) {
    return frame -> Math.abs(value.in(frame));
  }

  static Quantity sqrt(Quantity value) {
    return frame -> Math.sqrt(value.in(frame));
  }

  static Quantity min(Quantity left, Quantity right) {
    return frame -> Math.min(left.in(frame), right.in(frame));
  }

  static Quantity max(Quantity left, Quantity right) {
    return frame -> Math.max(left.in(frame), right.in(frame));
  }

  static Quantity round(Quantity value) {
    return frame -> rounded(value.in(frame));
  }

  static double rounded(double value) {
    double size = Math.abs(value);
    return size < ALL_WHOLE ? Math.copySign(Math.round(size), value) : value;
  }

  static Quantity size(Wording text) {
    return frame -> {
      String found = text.in(frame);
      return found == null ? Double.NaN : found.codePointCount(0, found.length());
    };
  }

  /** Unknown where a coordinate is none. */
  static Quantity metres(Quantity lat1, Quantity lon1, Quantity lat2, Quantity lon2) {
    return frame -> {
      double fromLat = lat1.in(frame);
      double fromLon = lon1.in(frame);
      double toLat = lat2.in(frame);
      double toLon = lon2.in(frame);
      return isWithin(fromLat, 90)
              && isWithin(toLat, 90)
              && isWithin(fromLon, 180)
              && isWithin(toLon, 180)
          ? GeoPosition.metres(fromLat, fromLon, toLat, toLon)
          : Double.NaN;
    };
  }

  static Quantity choose(Test test, Quantity then, Quantity otherwise) {
    return frame ->
        switch (test.in(frame)) {
          case TRUE -> then.in(frame);
          case FALSE -> otherwise.in(frame);
          case UNKNOWN -> Double.NaN;
        };
  }

  private static boolean isWithin(double value, double limit) {
    return value >= -limit && value <= limit;
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : Double.NaN;
  }
}
