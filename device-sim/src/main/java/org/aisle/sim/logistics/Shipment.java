package org.aisle.sim.logistics;

import org.aisle.sim.world.Asset;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Behaviour;

/** {@code shipment}: a trailer or container with a tracker, carried along its route. */
public final class Shipment implements Behaviour {

  @Override
  public String name() {
    return "shipment";
  }

  @Override
  public Asset create(AssetSettings settings) {
    return new ShipmentModel(settings);
  }
}
