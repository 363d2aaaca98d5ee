package org.aisle.backend.registry;

import java.util.ArrayList;
import java.util.List;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.registry.Outcome.Refused;
import org.jspecify.annotations.Nullable;

/** Collects everything that is wrong with one request, so that it is told at once. */
final class Problems {

  /** The longest name of anything, in characters. */
  static final int NAME_LENGTH = 200;

  private final List<Problem> found = new ArrayList<>();

  Problems add(String code, String sentence) {
    found.add(new Problem(code, sentence));
    return this;
  }

  /** Checks a text for people: 1 to 200 characters without control characters. */
  Problems name(String code, String what, @Nullable String text) {
    if (text == null
        || text.isBlank()
        || text.length() > NAME_LENGTH
        || text.chars().anyMatch(Character::isISOControl)) {
      add(
          code,
          "Give the %s 1 to %d characters, without control characters."
              .formatted(what, NAME_LENGTH));
    }
    return this;
  }

  boolean none() {
    return found.isEmpty();
  }

  List<Problem> list() {
    return List.copyOf(found);
  }

  <T> Refused<T> refused() {
    return new Refused<>(found);
  }

  /** Input as it may be repeated in a sentence: short and on one line. */
  static String quoted(String input) {
    String clean =
        input
            .codePoints()
            .limit(60)
            .filter(c -> !Character.isISOControl(c))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return "'" + clean + (input.length() > clean.length() ? "…'" : "'");
  }
}
