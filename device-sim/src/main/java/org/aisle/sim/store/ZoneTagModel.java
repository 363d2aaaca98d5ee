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
import org.aisle.sim.world.Tag;
import org.aisle.templates.reading.Value;

/**
 * A RuuviTag on a shelf: what data format 5 carries, and how strongly the gateway hears it. Its
 * movement counter turns over after 254, as the real one does.
 */
final class ZoneTagModel implements Asset {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ZoneAir air;
  private final Tag battery;
  private final RandomStream noise;
  private final RandomStream bumps;
  private final Sensor sensor;
  private Conditions conditions = Conditions.SOUND;
  private int movements;
  private int sequence;
  private boolean fallen;

  ZoneTagModel(AssetSettings settings) {
    air = new ZoneAir(settings);
    battery = new Tag(settings);
    noise = settings.stream("sensors");
    bumps = settings.stream("bumps");
    sensor = new Sensor(noise);
    sequence = (int) settings.stream("initial").uniform(0, 65_000);
  }

  @Override
  public Duration longestStep() {
    return MINUTE;
  }

  @Override
  public void advance(Instant now, Duration step, Conditions wrong) {
    conditions = wrong;
    air.advance(now, step, wrong);
    battery.advance(step);
    boolean falls = wrong.has("fallen-down") && !fallen;
    fallen = wrong.has("fallen-down");
    double perHour = 0.4 * air.traffic(now);
    if (bumps.chance(perHour * step.toSeconds() / 3600) || falls) {
      movements = (movements + 1) % 255;
    }
    sequence = (sequence + 1) % 65_535;
  }

  @Override
  public SortedMap<String, Value> observe(Instant now) {
    SortedMap<String, Value> values = new TreeMap<>();
    values.put("temperature", sensor.measure(air.temperature(), 0.03, 200));
    values.put("humidity", measuredHumidity());
    values.put("pressure", sensor.measure(air.pressure(now), 3, 1));
    values.put("acceleration", acceleration());
    values.put("movementCounter", new Value.Whole(movements));
    values.put("measurementSequence", new Value.Whole(sequence));
    values.put("txPower", new Value.Whole(4));
    battery.observe(now, air.temperature(), values);
    Value signal = values.remove("signalStrength");
    if (signal != null) {
      values.put("rssi", signal);
    }
    Batteries.wear(values, conditions);
    return values;
  }

  private Value measuredHumidity() {
    double measured = Math.clamp(air.humidity() + 0.15 * noise.normal(), 0, 100);
    return Sensor.rounded(measured, 400);
  }

  /** Upright the z axis carries the earth's pull; on its edge, the x axis does. */
  private Value.Vec acceleration() {
    double up = 1.01 + 0.004 * noise.normal();
    double across = 0.02 + 0.004 * noise.normal();
    double last = -0.01 + 0.004 * noise.normal();
    return fallen
        ? new Value.Vec(milli(up), milli(last), milli(across))
        : new Value.Vec(milli(across), milli(last), milli(up));
  }

  private static double milli(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  ZoneAir air() {
    return air;
  }
}
