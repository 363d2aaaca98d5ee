package org.aisle.sim.logistics;

import java.time.Duration;
import java.util.SortedMap;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.RandomStream;
import org.aisle.sim.world.Sensor;
import org.aisle.templates.reading.Value;

/**
 * The battery and the radios of a tracker. A report takes 0.0004 % of a charge and a day of waiting
 * 0.2 %; below freezing the battery gives 0.15 % less for each kelvin. An empty one is silent. Now
 * and then a tag between the goods is not heard.
 */
final class Tracker {

  private static final double PER_REPORT = 0.0004;
  private static final double PER_DAY = 0.2;

  private final RandomStream random;
  private final int tags;
  private final double level;
  private double charge;
  private double fading;

  Tracker(AssetSettings settings) {
    random = settings.stream("tracker");
    charge = settings.number("batteryPercent");
    tags = (int) Math.round(settings.number("tags"));
    level = Math.clamp(-78 + 6 * random.normal(), -95, -60);
  }

  void advance(Duration step) {
    double seconds = step.toNanos() / 1e9;
    charge -= PER_DAY * seconds / 86_400;
    double share = Math.min(1, seconds / 600);
    fading += -share * fading + 4 * StrictMath.sqrt(2 * share) * random.normal();
  }

  /** Whether it has the power to report; then with what it knows of itself. */
  boolean report(double temperature, boolean covered, SortedMap<String, Value> values) {
    double heard = random.uniform();
    double left = charge - 0.15 * Math.max(0, -temperature);
    if (left <= 0) {
      return false;
    }
    charge -= PER_REPORT;
    values.put("batteryLevel", Sensor.rounded(Math.clamp(left, 0, 100), 10));
    values.put("activeTags", new Value.Whole(Math.max(0, tags - (heard < 0.03 ? 1 : 0))));
    if (covered) {
      double signal = Math.clamp(level + fading, -115, -45);
      values.put("signalStrength", new Value.Whole(Math.round(signal)));
    }
    return true;
  }
}
