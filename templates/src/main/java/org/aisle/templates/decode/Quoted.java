package org.aisle.templates.decode;

/** Text of a stranger inside a sentence for the operator: short, and without control characters. */
public final class Quoted {

  private static final int LONGEST = 80;

  private Quoted() {}

  /** {@code text} in double quotes. */
  public static String of(String text) {
    return '"' + plain(text) + '"';
  }

  /** {@code text} without quotes. */
  public static String plain(String text) {
    StringBuilder result = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .map(
            c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '?' : c)
        .forEach(result::appendCodePoint);
    return text.codePointCount(0, text.length()) > LONGEST
        ? result.append('…').toString()
        : result.toString();
  }
}
