package org.aisle.templates.condition;

/** Kleene's three values. */
public enum Truth {
  FALSE,
  UNKNOWN,
  TRUE;

  public Truth not() {
    return this == TRUE ? FALSE : this == FALSE ? TRUE : UNKNOWN;
  }
}
