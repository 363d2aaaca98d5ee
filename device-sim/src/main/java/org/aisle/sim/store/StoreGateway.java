package org.aisle.sim.store;

import org.aisle.sim.world.Asset;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Behaviour;

/** {@code store-gateway}: the gateway of a store, which hears its tags. */
public final class StoreGateway implements Behaviour {

  @Override
  public String name() {
    return "store-gateway";
  }

  @Override
  public Asset create(AssetSettings settings) {
    return new StoreGatewayModel(settings);
  }
}
