package org.aisle.sim.display;

import org.aisle.sim.world.Asset;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Behaviour;

/** {@code display}: a promotional display with a beacon. */
public final class Display implements Behaviour {

  @Override
  public String name() {
    return "display";
  }

  @Override
  public Asset create(AssetSettings settings) {
    return new DisplayModel(settings);
  }
}
