package org.aisle.sim.distribution;

import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.sim.world.Asset;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Conditions;
import org.aisle.sim.world.RoomClimate;
import org.aisle.sim.world.Sensor;
import org.aisle.sim.world.StoreHours;
import org.aisle.templates.reading.Value;

/**
 * A camera: which share of labels it can read falls with the dust on its window, with its focus and
 * with the light. Its processor is one body that gets warm while it detects.
 */
final class CameraModel implements Asset {

  private static final double TIME_CONSTANT_SECONDS = 600;
  private static final double DETECTING_KELVIN = 34;
  private static final double IDLE_KELVIN = 12;
  private static final double BEST_SHARE = 0.993;
  private static final double LAMP_LUX = 1_800;
  private static final double DARK_LUX = 220;

  private final Shifts shifts;
  private final Parcels parcels;
  private final RoomClimate climate;
  private final Sensor sensor;
  private final double perHour;
  private final double framesPerSecond;

  private double processor;
  private double sharpness = 1;
  private double light = LAMP_LUX;
  private boolean detecting;
  private boolean calibrating;
  private int seen;
  private int read;

  CameraModel(AssetSettings settings) {
    shifts = new Shifts(settings.zone());
    parcels = new Parcels(settings.stream("parcels"));
    climate =
        new RoomClimate(
            settings.stream("climate"), new StoreHours(settings.zone()), 20, settings.lat());
    sensor = new Sensor(settings.stream("sensors"));
    perHour = settings.number("packagesPerHour");
    framesPerSecond = settings.number("framesPerSecond");
    processor = climate.temperature(settings.start()) + IDLE_KELVIN;
  }

  @Override
  public void advance(Instant now, Duration step, Conditions conditions) {
    double seconds = step.toNanos() / 1e9;
    climate.advance(step);
    calibrating = conditions.has("calibration");
    detecting = shifts.open(now) && !calibrating;
    double dust =
        conditions
            .of("dirty-window")
            .mapToDouble(trouble -> trouble.number("covered") * trouble.progress("withinHours"))
            .max()
            .orElse(0);
    sharpness = 1 - dust;
    light = conditions.has("lamp-failure") ? DARK_LUX : LAMP_LUX;
    double share = BEST_SHARE * (1 - 0.6 * dust) * (light < LAMP_LUX ? 0.72 : 1);
    int passing = detecting ? parcels.arriving(perHour * shifts.traffic(now) * seconds / 3600) : 0;
    for (int i = 0; i < passing; i++) {
      seen++;
      read += parcels.chance(share) ? 1 : 0;
    }
    double blocked = conditions.has("fan-failure") ? 2.1 : 1;
    double heat = (detecting ? DETECTING_KELVIN : IDLE_KELVIN) * blocked;
    processor += (climate.temperature(now) + heat - processor) * seconds / TIME_CONSTANT_SECONDS;
  }

  @Override
  public SortedMap<String, Value> observe(Instant now) {
    SortedMap<String, Value> values = new TreeMap<>();
    values.put(
        "cameraState",
        new Value.Text(calibrating ? "calibrating" : detecting ? "detecting" : "idle"));
    values.put("labelsSeen", new Value.Whole(seen));
    values.put("labelsRead", new Value.Whole(read));
    double frames = detecting ? Math.min(framesPerSecond, throttled()) : 0;
    values.put("frameRate", Sensor.rounded(frames, 10));
    values.put("focus", sensor.measure(Math.clamp(96 * sharpness, 0, 99), 0.4, 10));
    values.put("illuminance", sensor.measure(light, light * 0.01, 1));
    values.put("processorTemperature", sensor.measure(processor, 0.3, 10));
    seen = 0;
    read = 0;
    return values;
  }

  /** Above 85 °C the processor slows down, by a tenth for each kelvin. */
  private double throttled() {
    return framesPerSecond * Math.clamp(1 - 0.1 * (processor - 85), 0.2, 1);
  }
}
