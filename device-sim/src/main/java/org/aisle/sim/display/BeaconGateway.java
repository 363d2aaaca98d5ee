package org.aisle.sim.display;

import org.aisle.sim.world.Asset;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Behaviour;

/** {@code beacon-gateway}: a BLE gateway in a store or at a dock. */
public final class BeaconGateway implements Behaviour {

  @Override
  public String name() {
    return "beacon-gateway";
  }

  @Override
  public Asset create(AssetSettings settings) {
    return new BeaconGatewayModel(settings);
  }
}
