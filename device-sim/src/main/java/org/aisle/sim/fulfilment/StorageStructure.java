package org.aisle.sim.fulfilment;

import org.aisle.sim.world.Asset;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Behaviour;

/** {@code storage-structure}: the shelves, their climate, and the computers beside them. */
public final class StorageStructure implements Behaviour {

  @Override
  public String name() {
    return "storage-structure";
  }

  @Override
  public Asset create(AssetSettings settings) {
    return new StructureModel(settings);
  }
}
