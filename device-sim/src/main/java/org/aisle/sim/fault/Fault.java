package org.aisle.sim.fault;

import java.time.Duration;
import java.util.Map;
import org.aisle.sim.world.Conditions;

/** Something that goes wrong. Immutable; when it does is its {@link Schedule}'s business. */
public sealed interface Fault {

  /**
   * Something is wrong with the asset itself; what follows from it is the behaviour's business.
   *
   * @param numbers its parameters, all of them
   */
  record Physical(String kind, Map<String, Double> numbers) implements Fault {
    public Physical {
      numbers = Map.copyOf(numbers);
    }

    /** The conditions after this has lasted {@code elapsed}. */
    public Conditions apply(Conditions conditions, Duration elapsed) {
      return conditions.with(kind, elapsed, numbers);
    }
  }

  /** Something is wrong with a sensor. */
  sealed interface Sensor extends Fault {

    /** The path of the telemetry it spoils. */
    String field();
  }

  /** {@code sensor-stuck}: it repeats what it measured when this began. */
  record SensorStuck(String field) implements Sensor {}

  /** {@code sensor-drift}: what it reports moves away from the truth, in units per day. */
  record SensorDrift(String field, double perDay) implements Sensor {}

  /** Something is wrong between the sensor and the broker. */
  sealed interface Network extends Fault {}

  /** {@code outage}: nothing goes out; afterwards everything follows in arrays. */
  record Outage() implements Network {}

  /** {@code duplicates}: a message is sent twice with this probability. */
  record Duplicates(double probability) implements Network {}

  /** {@code disorder}: a message is held back with this probability, for at most {@code atMost}. */
  record Disorder(double probability, Duration atMost) implements Network {}

  /** {@code clock-offset}: the device's clock is ahead by {@code offset}, or behind. */
  record ClockOffset(Duration offset) implements Network {}

  /** {@code missing-fields}: each field of a sample is left out with this probability. */
  record MissingFields(double probability) implements Network {}

  /**
   * {@code reboot}: silent for {@code gap}, then the sequence starts again and the firmware version
   * is reported.
   */
  record Reboot(Duration gap) implements Network {}
}
