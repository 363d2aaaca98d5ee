package org.aisle.sim.distribution;

import org.aisle.sim.world.Asset;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Behaviour;

/** {@code tunnel-camera}: a camera above a belt that reads the labels of parcels. */
public final class Camera implements Behaviour {

  @Override
  public String name() {
    return "tunnel-camera";
  }

  @Override
  public Asset create(AssetSettings settings) {
    return new CameraModel(settings);
  }
}
