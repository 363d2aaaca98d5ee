package org.aisle.templates.condition;

import org.jspecify.annotations.Nullable;

/** The values that the names of a {@link Vocabulary} have at one moment, by slot. */
public interface Frame {

  /** A number; a flag as 1 or 0; a moment in epoch seconds. NaN when it is unknown. */
  double number(int slot);

  /** A text; null when it is unknown. */
  @Nullable String text(int slot);
}
