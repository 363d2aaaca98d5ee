package org.aisle.ui.chart;

/**
 * A part of a bar or of a whole.
 *
 * @param style the suffix of a style class: a tone, or {@link #series}
 * @param value at least 0
 * @param text the value with its unit
 */
public record Part(String name, String style, double value, String text) {

  private static final int SERIES = 8;

  /** The style of the nth part: a colour and a pattern, repeated after eight. */
  public static String series(int number) {
    return "part-" + (number % SERIES + 1);
  }

  /** The style classes of a piece with the part's colour and pattern. */
  String classes() {
    return "aisle-part aisle-" + style;
  }
}
