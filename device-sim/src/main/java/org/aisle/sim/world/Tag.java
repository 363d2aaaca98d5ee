package org.aisle.sim.world;

import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import org.aisle.templates.reading.Value;

/**
 * The battery-powered radio tag in the cabinet: a coin cell that falls from 3.05 V to 2.5 V over
 * three years and sags by 2 mV for each kelvin below 20 °C, and a signal that fades and comes back
 * within minutes around a level of its own (-45 to -90 dBm).
 */
public final class Tag {

  private static final double LIFE_SECONDS = 3 * 365.25 * 86_400;

  private final RandomStream random;
  private final double ageAtStart;
  private final double level;
  private final Instant start;
  private double fading;

  public Tag(AssetSettings settings) {
    random = settings.stream("tag");
    start = settings.start();
    ageAtStart = random.uniform(0, 0.5) * LIFE_SECONDS;
    level = Math.clamp(-66 + 7 * random.normal(), -82, -50);
  }

  public void advance(Duration step) {
    double share = step.toNanos() / 1e9 / 300;
    fading += -share * fading + 3 * StrictMath.sqrt(2 * share) * random.normal();
  }

  public void observe(Instant now, double temperature, SortedMap<String, Value> values) {
    double age = ageAtStart + Duration.between(start, now).toSeconds();
    double charge = 3.05 - 0.55 * Math.min(1.1, age / LIFE_SECONDS);
    double sag = 0.002 * Math.max(0, 20 - temperature);
    double noise = 0.002 * random.normal();
    values.put("batteryVoltage", Sensor.rounded(charge - sag + noise, 1000));
    double signal = Math.clamp(level + fading + random.normal(), -100, -40);
    values.put("signalStrength", new Value.Whole(Math.round(signal)));
  }
}
