package org.aisle.sim.fault;

import java.time.Duration;
import org.aisle.sim.world.Conditions;

/** Something that goes wrong. Immutable; when it does is its {@link Schedule}'s business. */
public sealed interface Fault {

  /** Something is wrong with the asset itself. */
  sealed interface Physical extends Fault {

    /** The conditions after this has lasted {@code elapsed}. */
    Conditions apply(Conditions conditions, Duration elapsed);
  }

  /** {@code door-left-open}: somebody forgot to close it. */
  record DoorLeftOpen() implements Physical {
    @Override
    public Conditions apply(Conditions conditions, Duration elapsed) {
      return conditions.withDoorHeldOpen();
    }
  }

  /** {@code compressor-failure}: it does not start any more. */
  record CompressorFailure() implements Physical {
    @Override
    public Conditions apply(Conditions conditions, Duration elapsed) {
      return conditions.withCompressorDead();
    }
  }

  /** {@code gas-loss}: the refrigerant leaks out evenly over {@code emptyAfter}. */
  record GasLoss(Duration emptyAfter) implements Physical {
    @Override
    public Conditions apply(Conditions conditions, Duration elapsed) {
      return conditions.withRefrigerant(1 - share(elapsed, emptyAfter));
    }
  }

  /**
   * {@code blocked-condenser}: dust closes the share {@code fouling} of the air flow, evenly over
   * {@code within}.
   */
  record BlockedCondenser(double fouling, Duration within) implements Physical {
    @Override
    public Conditions apply(Conditions conditions, Duration elapsed) {
      return conditions.withCondenserFouling(fouling * share(elapsed, within));
    }
  }

  /** {@code unplugged}: no mains; the battery-powered tag goes on reporting. */
  record Unplugged() implements Physical {
    @Override
    public Conditions apply(Conditions conditions, Duration elapsed) {
      return conditions.withUnplugged();
    }
  }

  /**
   * {@code moved-away}: driven {@code metres} away at {@code metresPerSecond} towards {@code
   * bearingDegrees} (0 north, 90 east), and left there.
   */
  record MovedAway(double metres, double bearingDegrees, double metresPerSecond)
      implements Physical {
    @Override
    public Conditions apply(Conditions conditions, Duration elapsed) {
      double driven = Math.min(metres, metresPerSecond * elapsed.toMillis() / 1000.0);
      double bearing = StrictMath.toRadians(bearingDegrees);
      return conditions.movedBy(driven * StrictMath.sin(bearing), driven * StrictMath.cos(bearing));
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

  private static double share(Duration elapsed, Duration whole) {
    return whole.isZero() ? 1 : Math.min(1.0, (double) elapsed.toMillis() / whole.toMillis());
  }
}
