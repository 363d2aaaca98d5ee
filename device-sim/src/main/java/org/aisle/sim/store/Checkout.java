package org.aisle.sim.store;

import org.aisle.sim.world.Asset;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Behaviour;

/** {@code checkout}: the checkout lanes of a store and the sensor above them. */
public final class Checkout implements Behaviour {

  @Override
  public String name() {
    return "checkout";
  }

  @Override
  public Asset create(AssetSettings settings) {
    return new CheckoutModel(settings);
  }
}
