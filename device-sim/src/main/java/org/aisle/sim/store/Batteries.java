package org.aisle.sim.store;

import java.util.SortedMap;
import org.aisle.sim.world.Conditions;
import org.aisle.sim.world.Sensor;
import org.aisle.templates.reading.Value;

/** What a worn battery gives. */
final class Batteries {

  private Batteries() {}

  /** Lowers {@code batteryVoltage} by what {@code battery-worn} says. */
  static void wear(SortedMap<String, Value> values, Conditions wrong) {
    double missing = wrong.number("battery-worn", "volts", 0);
    if (values.get("batteryVoltage") instanceof Value.Num sound && missing > 0) {
      values.put("batteryVoltage", Sensor.rounded(Math.max(1.6, sound.value() - missing), 1000));
    }
  }
}
