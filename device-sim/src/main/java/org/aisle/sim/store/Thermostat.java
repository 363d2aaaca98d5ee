package org.aisle.sim.store;

import org.aisle.sim.world.Asset;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Behaviour;

/** {@code thermostat}: a thermostat with its heat pump in a zone of a store. */
public final class Thermostat implements Behaviour {

  @Override
  public String name() {
    return "thermostat";
  }

  @Override
  public Asset create(AssetSettings settings) {
    return new ThermostatModel(settings);
  }
}
