package org.aisle.backend.rest;

/** Input as it may be repeated in a sentence. */
final class Texts {

  private static final int LONGEST = 60;

  private Texts() {}

  /** Without control characters, which no stored text holds. */
  static String line(String input) {
    return input.codePoints().anyMatch(Character::isISOControl)
        ? input.replaceAll("\\p{Cntrl}", " ")
        : input;
  }

  /** Cut to 60 characters, on one line, in quotes. */
  static String quoted(String input) {
    StringBuilder clean = new StringBuilder("'");
    input
        .codePoints()
        .limit(LONGEST)
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .forEach(clean::appendCodePoint);
    return clean.append(input.length() > LONGEST ? "…'" : "'").toString();
  }
}
