package org.aisle.templates.app;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A colour, and how well it can be told from others.
 *
 * @param red from 0 to 255
 * @param green from 0 to 255
 * @param blue from 0 to 255
 */
public record AccentColour(int red, int green, int blue) {

  /** White words on it, and it on white paper, can be read by everybody (WCAG 2.2, AA). */
  public static final double READABLE = 4.5;

  private static final Pattern FORM = Pattern.compile("#[0-9a-fA-F]{6}");
  private static final AccentColour WHITE = new AccentColour(255, 255, 255);

  /** Reads {@code #rrggbb}. */
  public static Optional<AccentColour> parse(String text) {
    if (!FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    int rgb = Integer.parseInt(text.substring(1), 16);
    return Optional.of(new AccentColour(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff));
  }

  /** From 1, the same lightness, to 21, black and white (WCAG 2.2). */
  public double contrast(AccentColour other) {
    double one = luminance() + 0.05;
    double two = other.luminance() + 0.05;
    return Math.max(one, two) / Math.min(one, two);
  }

  /** Against white. */
  public double contrastWithWhite() {
    return contrast(WHITE);
  }

  private double luminance() {
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  private static double linear(int channel) {
    double share = channel / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }
}
