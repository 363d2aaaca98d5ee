package org.aisle.templates.condition;

/** A numeric expression ready to be evaluated; NaN when unknown. Pure and thread-safe. */
@FunctionalInterface
public interface Quantity {
  double in(Frame frame);
}
