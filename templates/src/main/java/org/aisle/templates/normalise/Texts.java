package org.aisle.templates.normalise;

import org.aisle.templates.outcome.RejectionCode;
import org.aisle.templates.reading.CanonicalJson;
import org.aisle.templates.reading.Value;
import tools.jackson.databind.JsonNode;

/** What PostgreSQL can keep as text, and trees made of it. */
final class Texts {

  /** Longest canonical JSON of one field that is kept, in UTF-16 units. */
  static final int LONGEST_TREE = 32 * 1024;

  private static final int LONGEST_NAME = 128;
  private static final int DEEPEST = 32;

  private Texts() {}

  /** Neither NUL, which PostgreSQL lacks, nor half a surrogate pair, which UTF-8 lacks. */
  static boolean storable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\0') {
        return false;
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /** Whether something unmodelled may be kept under that name. */
  static boolean validName(String name) {
    return !name.isBlank()
        && name.length() <= LONGEST_NAME
        && storable(name)
        && name.chars().noneMatch(Character::isISOControl);
  }

  static Outcome canonical(JsonNode node) {
    if (deeper(node, DEEPEST)) {
      return Outcome.wrongType("nested at most %d levels deep".formatted(DEEPEST));
    }
    if (!finite(node)) {
      return Outcome.notFinite();
    }
    Value.Tree tree;
    try {
      tree = CanonicalJson.of(node);
    } catch (IllegalArgumentException e) {
      return Outcome.wrongType("free of the NUL character and of halves of surrogate pairs");
    }
    return tree.json().length() <= LONGEST_TREE
        ? new Outcome.Accepted(tree)
        : new Outcome.Refused(
            RejectionCode.FIELD_OUT_OF_RANGE,
            "is longer than %d characters of JSON; send less.".formatted(LONGEST_TREE));
  }

  private static boolean deeper(JsonNode node, int levels) {
    if (levels == 0) {
      return node.isContainer();
    }
    for (JsonNode child : node) {
      if (deeper(child, levels - 1)) {
        return true;
      }
    }
    return false;
  }

  private static boolean finite(JsonNode node) {
    if (node.isNumber()) {
      return Double.isFinite(node.numberValue().doubleValue());
    }
    for (JsonNode child : node) {
      if (!finite(child)) {
        return false;
      }
    }
    return true;
  }
}
