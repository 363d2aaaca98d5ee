package org.aisle.sim.inventory;

import org.aisle.sim.world.Asset;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Behaviour;

/** {@code tag-reader}: a fixed reader and the tagged goods before it. */
public final class TagReader implements Behaviour {

  @Override
  public String name() {
    return "tag-reader";
  }

  @Override
  public Asset create(AssetSettings settings) {
    return new TagReaderModel(settings);
  }
}
