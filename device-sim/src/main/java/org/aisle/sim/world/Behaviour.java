package org.aisle.sim.world;

import java.util.List;
import java.util.Map;

/** A kind of physical model that members of a fleet can name. Stateless and thread-safe. */
public interface Behaviour {

  /** The name by which an app template asks for it ({@code cooler}). */
  String name();

  /** What is wrong with the parameters, each a sentence that says what to do; empty when fine. */
  List<String> problems(Map<String, Double> parameters);

  /** A new asset; the parameters have no {@link #problems}. */
  Asset create(AssetSettings settings);
}
