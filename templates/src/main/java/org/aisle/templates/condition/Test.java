package org.aisle.templates.condition;

/** A condition ready to be evaluated; pure, thread-safe, without allocation. */
@FunctionalInterface
public interface Test {
  Truth in(Frame frame);
}
