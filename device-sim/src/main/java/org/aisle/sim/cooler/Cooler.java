package org.aisle.sim.cooler;

import org.aisle.sim.world.Asset;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Behaviour;

/** {@code cooler}: a glass-door beverage cooler. */
public final class Cooler implements Behaviour {

  @Override
  public String name() {
    return "cooler";
  }

  @Override
  public Asset create(AssetSettings settings) {
    return new CoolerModel(settings);
  }
}
