package org.aisle.sim.display;

import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.sim.world.Asset;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Conditions;
import org.aisle.sim.world.RandomStream;
import org.aisle.sim.world.RoomClimate;
import org.aisle.sim.world.Sensor;
import org.aisle.sim.world.StoreHours;
import org.aisle.templates.reading.Value;

/**
 * A BLE gateway. It hears a few beacons at night and many while shoppers are there; its processor
 * has work with each of them; its free memory falls by the hour and comes back with the restart
 * that it makes every night at 4 o'clock.
 */
final class BeaconGatewayModel implements Asset {

  private static final double STAFF_SHARE = 0.2;
  private static final double MEMORY = 412;
  private static final double MEMORY_PER_HOUR = 2.5;

  private final AssetSettings settings;
  private final StoreHours hours;
  private final RoomClimate climate;
  private final Sensor sensor;
  private final RandomStream radio;
  private final double uplink;
  private double fading;
  private double crowd;
  private boolean deaf;

  BeaconGatewayModel(AssetSettings settings) {
    this.settings = settings;
    hours = new StoreHours(settings.zone());
    climate =
        new RoomClimate(
            settings.stream("climate"), hours, settings.number("ambientC"), settings.lat());
    sensor = new Sensor(settings.stream("sensors"));
    radio = settings.stream("radio");
    uplink = Math.clamp(-82 + 6 * radio.normal(), -98, -65);
  }

  @Override
  public Duration longestStep() {
    return Duration.ofSeconds(30);
  }

  @Override
  public void advance(Instant now, Duration step, Conditions conditions) {
    double seconds = step.toNanos() / 1e9;
    climate.advance(step);
    fading = Fading.next(fading, seconds, 600, 3, radio);
    crowd = Fading.next(crowd, seconds, 900, 0.15, radio);
    deaf = conditions.has("antenna-failure");
  }

  @Override
  public SortedMap<String, Value> observe(Instant now) {
    double share = STAFF_SHARE + (1 - STAFF_SHARE) * hours.traffic(now);
    long heard =
        deaf ? 0 : Math.round(settings.number("beacons") * share * Math.max(0.3, 1 + crowd));
    double load = Math.clamp(6 + 0.35 * heard + 2 * Math.abs(radio.normal()), 0, 100);
    double hour = hours.hourOfDay(now);
    double sinceRestart = hour >= 4 ? hour - 4 : hour + 20;
    SortedMap<String, Value> values = new TreeMap<>();
    values.put("beaconsInRange", new Value.Whole(heard));
    values.put("storeOpen", new Value.Flag(Store.open(hours, now)));
    values.put("uplinkSignal", new Value.Whole(Math.round(uplink + fading)));
    values.put("availableMemory", sensor.measure(MEMORY - MEMORY_PER_HOUR * sinceRestart, 3, 10));
    values.put(
        "boardTemperature", sensor.measure(climate.temperature(now) + 14 + 0.2 * load, 0.2, 10));
    values.put("location", settings.position().value());
    return values;
  }
}
