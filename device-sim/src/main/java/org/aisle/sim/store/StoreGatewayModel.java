package org.aisle.sim.store;

import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.sim.world.Asset;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Conditions;
import org.aisle.sim.world.RandomStream;
import org.aisle.sim.world.Sensor;
import org.aisle.templates.reading.Value;

/** The gateway in the back room that hears the store's Bluetooth tags. */
final class StoreGatewayModel implements Asset {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final double MEMORY = 430e6;
  private static final double DISK = 2.9e9;

  private final AssetSettings settings;
  private final OpeningHours hours;
  private final RandomStream noise;
  private final int tags;
  private Conditions conditions = Conditions.SOUND;
  private double load = 10;

  StoreGatewayModel(AssetSettings settings) {
    this.settings = settings;
    hours = OpeningHours.of(settings);
    noise = settings.stream("sensors");
    tags = (int) Math.round(settings.number("tags"));
  }

  @Override
  public Duration longestStep() {
    return MINUTE;
  }

  @Override
  public void advance(Instant now, Duration step, Conditions wrong) {
    conditions = wrong;
    double share = Math.min(1, step.toNanos() / 1e9 / 600);
    double usual = 7 + 9 * Math.min(1, hours.traffic(now)) + 1.2 * tags;
    load = Math.clamp(load + share * (usual - load) + 0.8 * noise.normal(), 1, 100);
  }

  @Override
  public SortedMap<String, Value> observe(Instant now) {
    SortedMap<String, Value> values = new TreeMap<>();
    double full =
        conditions
            .of("disk-filling")
            .mapToDouble(trouble -> trouble.progress("fullAfterHours"))
            .max()
            .orElse(0);
    double used = load * 1.6e6 + 2e6 * noise.normal();
    values.put("AvailableMemory", new Value.Whole(Math.round(MEMORY - used)));
    values.put("AvailableDisk", new Value.Whole(Math.round(DISK * (1 - full))));
    values.put("cpuUtilization", Sensor.rounded(load, 10));
    double lost = conditions.number("tags-lost", "tags", 0);
    values.put("tagsHeard", new Value.Whole(Math.max(0, tags - Math.round(lost))));
    values.put("location", settings.position().value());
    return values;
  }
}
