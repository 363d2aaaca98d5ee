package org.aisle.backend.evaluation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers and lengths of time in sentences. */
final class Phrases {

  private static final MathContext FOUR = new MathContext(4, RoundingMode.HALF_EVEN);

  private Phrases() {}

  /** Four significant digits, whole numbers in full: 11.4, 0.0625, 15230. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return "unknown";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    BigDecimal exact = BigDecimal.valueOf(value);
    BigDecimal rounded =
        Math.abs(value) >= 1_000 ? exact.setScale(1, RoundingMode.HALF_EVEN) : exact.round(FOUR);
    return rounded.stripTrailingZeros().toPlainString();
  }

  /** 2 d, 1 h 30 min, 45 s. */
  static String length(long micros) {
    StringBuilder text = new StringBuilder();
    long rest = part(text, micros, 24 * Micros.HOUR, " d");
    rest = part(text, rest, Micros.HOUR, " h");
    rest = part(text, rest, Micros.MINUTE, " min");
    if (rest > 0 || text.isEmpty()) {
      if (!text.isEmpty()) {
        text.append(' ');
      }
      text.append(number(rest / (double) Micros.SECOND)).append(" s");
    }
    return text.toString();
  }

  private static long part(StringBuilder text, long micros, long unit, String symbol) {
    if (micros >= unit) {
      if (!text.isEmpty()) {
        text.append(' ');
      }
      text.append(micros / unit).append(symbol);
    }
    return micros % unit;
  }
}
