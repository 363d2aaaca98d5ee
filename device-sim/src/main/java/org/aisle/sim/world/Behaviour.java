package org.aisle.sim.world;

/**
 * A kind of physical model that members of a fleet can name. What it can be told, and what can go
 * wrong with it, stands in {@code behaviours/NAME.yaml} of the app templates' module. Stateless and
 * thread-safe.
 */
public interface Behaviour {

  /** The name by which an app template asks for it ({@code cooler}). */
  String name();

  /** A new asset; all parameters of the behaviour are there and within their ranges. */
  Asset create(AssetSettings settings);
}
