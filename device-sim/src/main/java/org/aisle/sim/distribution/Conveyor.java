package org.aisle.sim.distribution;

import org.aisle.sim.world.Asset;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Behaviour;

/** {@code conveyor}: a belt with its drive, and what its gateway counts. */
public final class Conveyor implements Behaviour {

  @Override
  public String name() {
    return "conveyor";
  }

  @Override
  public Asset create(AssetSettings settings) {
    return new ConveyorModel(settings);
  }
}
