package org.aisle.backend.alerts;

import org.aisle.backend.registry.Outcome;

/** What people write: plain text, bounded, without control characters but for line ends. */
final class PeoplesText {

  private static final int COMMENT = 2_000;
  private static final int NAME = 200;

  private PeoplesText() {}

  static boolean isComment(String text) {
    return !text.isBlank()
        && text.length() <= COMMENT
        && text.chars()
            .noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t')
        && isWhole(text);
  }

  static boolean isName(String text) {
    return !text.isBlank()
        && text.length() <= NAME
        && text.chars().noneMatch(Character::isISOControl)
        && isWhole(text);
  }

  static <T> Outcome<T> badComment() {
    return Outcome.Refused.because(
        "alert.comment-invalid",
        "Write 1 to %,d characters of plain text, without control characters.".formatted(COMMENT));
  }

  /** No half of a surrogate pair, which no database keeps. */
  private static boolean isWhole(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
