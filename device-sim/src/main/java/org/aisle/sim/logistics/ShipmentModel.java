package org.aisle.sim.logistics;

import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.sim.world.Asset;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Conditions;
import org.aisle.sim.world.Position;
import org.aisle.sim.world.RandomStream;
import org.aisle.sim.world.Sensor;
import org.aisle.templates.reading.Value;

/**
 * A shipment with a tracker between its goods. Shocks are the greatest since the last report: the
 * road's grain, potholes and handling as Poisson processes (2.8 and 4.5 g at most), cranes. It is
 * dark while the doors are shut. Off the coast there is no network but, on some ships, a satellite
 * link for forty minutes now and then.
 */
final class ShipmentModel implements Asset {

  private static final Duration STEP = Duration.ofSeconds(10);
  private static final double POTHOLES_PER_HOUR = 0.4;
  private static final double LIFTS_PER_HOUR = 1;
  private static final double KNOCKS_PER_HOUR = 6;
  private static final double SATELLITE_SECONDS = 40 * 60;
  private static final double TORCH_LUX = 140;
  private static final double LAMP_LUX = 110;

  private final AssetSettings settings;
  private final Journey journey;
  private final Outdoors outdoors;
  private final Hold hold;
  private final Tracker tracker;
  private final RandomStream bumps;
  private final RandomStream noise;
  private final Sensor sensor;
  private final double coast;
  private final double satellite;

  private Conditions conditions = Conditions.SOUND;
  private boolean open;
  private boolean covered = true;
  private boolean dropped;
  private double swell;
  private double shock;
  private double hardest;
  private double elapsed;

  ShipmentModel(AssetSettings settings) {
    this.settings = settings;
    journey = new Journey(settings);
    long steps = Math.round(settings.number("underWayHours") * 3600 / STEP.toSeconds());
    for (long i = 0; i < steps; i++) {
      journey.advance(STEP, false);
    }
    outdoors = new Outdoors(settings.stream("weather"));
    hold = new Hold(settings, outside(settings.start()));
    tracker = new Tracker(settings);
    bumps = settings.stream("bumps");
    noise = settings.stream("sensors");
    sensor = new Sensor(noise);
    coast = settings.number("coastKilometres") * 1000;
    satellite = settings.number("satelliteHours") * 3600;
  }

  @Override
  public Duration longestStep() {
    return STEP;
  }

  @Override
  public void advance(Instant now, Duration step, Conditions wrong) {
    conditions = wrong;
    double seconds = step.toNanos() / 1e9;
    elapsed += seconds;
    journey.advance(step, wrong.has("standstill"));
    outdoors.advance(step);
    open = journey.doorsOpen() || wrong.has("doors-opened");
    hold.advance(
        step,
        outside(now),
        outdoors.sun(now, position()),
        open,
        wrong.has("refrigeration-failure"),
        wrong.has("water-leak"));
    double share = seconds / (6 * 3600);
    swell += -share * swell + StrictMath.sqrt(2 * share) * bumps.normal();
    shock = Math.max(shock, bump(seconds));
    if (wrong.has("dropped") && !dropped) {
      shock = Math.max(shock, wrong.number("dropped", "peakG", 0));
    }
    dropped = wrong.has("dropped");
    covered = covered();
    tracker.advance(step);
  }

  private double bump(double seconds) {
    double hours = seconds / 3600;
    double grain = bumps.uniform();
    double chance = bumps.uniform();
    double height = bumps.uniform();
    double moving = Math.min(1, journey.speed() / 22);
    if (journey.sailing()) {
      return 0.04 + 0.25 * grain * Math.min(1, Math.abs(swell));
    }
    if (journey.driving() && chance < POTHOLES_PER_HOUR * hours * moving) {
      return 1.4 + 1.4 * height;
    }
    if (journey.doorsOpen() && chance < KNOCKS_PER_HOUR * hours
        || journey.lifted() && chance < LIFTS_PER_HOUR * hours) {
      return 1.5 + 3 * height;
    }
    return 0.02 + 0.6 * grain * moving;
  }

  private boolean covered() {
    if (!journey.sailing() || journey.offshore() <= coast) {
      return true;
    }
    return satellite > 0 && elapsed % satellite < SATELLITE_SECONDS;
  }

  private Position position() {
    return journey.position().moved(conditions.metresEast(), conditions.metresNorth());
  }

  private double outside(Instant now) {
    return outdoors.temperature(now, journey.position(), journey.sailing());
  }

  @Override
  public boolean reachable() {
    return covered;
  }

  @Override
  public SortedMap<String, Value> observe(Instant now) {
    SortedMap<String, Value> values = new TreeMap<>();
    if (!tracker.report(hold.temperature(), covered, values)) {
      return values;
    }
    values.put("location", position().moved(3 * noise.normal(), 3 * noise.normal()).value());
    double wander = Math.abs(0.2 * noise.normal());
    values.put(
        "speed", Sensor.rounded(journey.speed() == 0 ? 0 : journey.speed() * 3.6 + wander, 10));
    values.put("temperature", sensor.measure(hold.temperature(), 0.05, 10));
    values.put("humidity", percent(hold.humidity() + 0.3 * noise.normal()));
    double peak = Math.abs(shock + 0.02 * noise.normal());
    hardest = Math.max(hardest, peak);
    values.put("shock", Sensor.rounded(peak, 100));
    values.put("hardestShock", Sensor.rounded(hardest, 100));
    values.put("tilt", Sensor.rounded(tilt(), 10));
    values.put("light", Sensor.rounded(light(now), 10));
    values.put(
        "unknownTags", new Value.Whole(Math.round(conditions.number("foreign-tags", "tags", 0))));
    shock = 0;
    return values;
  }

  private double tilt() {
    double upright = Math.abs(1.2 * noise.normal()) + (journey.driving() ? 1 : 0);
    double roll = journey.sailing() ? 3.5 * Math.min(2, Math.abs(swell)) * noise.uniform() : 0;
    return Math.min(20, upright + roll) + conditions.number("tipped", "degrees", 0);
  }

  private double light(Instant now) {
    double dark = 0.4 * noise.uniform();
    if (!open) {
      return dark;
    }
    double lamp = journey.doorsOpen() ? LAMP_LUX : TORCH_LUX;
    return lamp * (0.8 + 0.4 * noise.uniform()) + 0.02 * outdoors.light(now, position());
  }

  private static Value percent(double value) {
    return Sensor.rounded(Math.clamp(value, 0, 100), 10);
  }

  /** The true temperature of the air around the goods, °C. */
  double airTemperature() {
    return hold.temperature();
  }

  /** How it is carried. */
  Journey journey() {
    return journey;
  }

  /** The weather around it. */
  Outdoors outdoors() {
    return outdoors;
  }
}
