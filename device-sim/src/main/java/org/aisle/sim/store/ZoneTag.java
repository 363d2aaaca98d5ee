package org.aisle.sim.store;

import org.aisle.sim.world.Asset;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Behaviour;

/** {@code zone-tag}: a RuuviTag in a zone of a store. */
public final class ZoneTag implements Behaviour {

  @Override
  public String name() {
    return "zone-tag";
  }

  @Override
  public Asset create(AssetSettings settings) {
    return new ZoneTagModel(settings);
  }
}
