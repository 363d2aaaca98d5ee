package org.aisle.ui.format;

import org.aisle.templates.dashboard.Tile.Band;
import org.jspecify.annotations.Nullable;

/** How something stands, for a colour that always comes with its symbol and word. */
public enum Tone {
  BAD("out of range", "▲"),
  WARN("to watch", "◆"),
  STALE("silent", "○"),
  PLAIN("reporting", "●"),
  GOOD("in range", "●");

  private final String word;
  private final String symbol;

  Tone(String word, String symbol) {
    this.word = word;
    this.symbol = symbol;
  }

  public String word() {
    return word;
  }

  public String symbol() {
    return symbol;
  }

  /** The suffix of the style sheets' class names. */
  public String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * @param value the latest value, or null when there is none
   * @param fresh whether it is recent enough to be believed
   */
  public static Tone of(@Nullable Double value, @Nullable Band band, boolean fresh) {
    if (!fresh) {
      return STALE;
    }
    if (value == null || band == null || (band.min() == null && band.max() == null)) {
      return PLAIN;
    }
    return inside(value, band) ? GOOD : BAD;
  }

  /** Whether a value is within limits, both inclusive. */
  public static boolean inside(double value, Band band) {
    return (band.min() == null || value >= band.min())
        && (band.max() == null || value <= band.max());
  }
}
