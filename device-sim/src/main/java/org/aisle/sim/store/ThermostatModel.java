package org.aisle.sim.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.sim.world.Asset;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Conditions;
import org.aisle.sim.world.Sensor;
import org.aisle.sim.world.Tag;
import org.aisle.templates.reading.Value;

/** A thermostat on the wall of a zone, with its heat pump and the contact of the zone's door. */
final class ThermostatModel implements Asset {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ZoneAir air;
  private final Tag battery;
  private final Sensor sensor;
  private Conditions conditions = Conditions.SOUND;

  ThermostatModel(AssetSettings settings) {
    air = new ZoneAir(settings);
    battery = new Tag(settings);
    sensor = new Sensor(settings.stream("sensors"));
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
  }

  @Override
  public SortedMap<String, Value> observe(Instant now) {
    SortedMap<String, Value> values = new TreeMap<>();
    values.put("temperature", sensor.measure(air.temperature(), 0.04, 10));
    values.put("humidity", sensor.measure(air.humidity(), 0.3, 10));
    values.put("mode", new Value.Text(air.mode().name().toLowerCase(Locale.ROOT)));
    values.put("power", Sensor.rounded(air.power(), 1));
    values.put("energyToday", Sensor.rounded(air.energyToday(), 1000));
    values.put("doorOpen", new Value.Flag(air.doorOpen()));
    battery.observe(now, air.temperature(), values);
    Batteries.wear(values, conditions);
    return values;
  }

  ZoneAir air() {
    return air;
  }
}
