package org.aisle.templates.condition;

import org.jspecify.annotations.Nullable;

/** A text expression ready to be evaluated; null when unknown. Pure and thread-safe. */
@FunctionalInterface
public interface Wording {
  @Nullable String in(Frame frame);
}
