package org.aisle.sim.fulfilment;

import org.aisle.sim.world.Asset;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Behaviour;

/** {@code robotic-carrier}: a robot that carries totes between shelves and the picking stations. */
public final class RoboticCarrier implements Behaviour {

  @Override
  public String name() {
    return "robotic-carrier";
  }

  @Override
  public Asset create(AssetSettings settings) {
    return new CarrierModel(settings);
  }
}
