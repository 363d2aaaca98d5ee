package org.aisle.templates.condition;

/**
 * A value that a condition compares a name with, to be drawn beside it.
 *
 * @param relation how the name compares with the limit when the comparison is true
 */
public record Limit(String name, Relation relation, Quantity limit) {

  /** How a value lies to its limit. */
  public enum Relation {
    ABOVE,
    AT_LEAST,
    BELOW,
    AT_MOST;

    /** With both sides exchanged. */
    Relation mirrored() {
      return switch (this) {
        case ABOVE -> BELOW;
        case AT_LEAST -> AT_MOST;
        case BELOW -> ABOVE;
        case AT_MOST -> AT_LEAST;
      };
    }

    /** What holds when this does not. */
    Relation negated() {
      return switch (this) {
        case ABOVE -> AT_MOST;
        case AT_LEAST -> BELOW;
        case BELOW -> AT_LEAST;
        case AT_MOST -> ABOVE;
      };
    }
  }
}
