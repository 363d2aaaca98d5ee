package org.aisle.sim.fulfilment;

import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.sim.world.Asset;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Conditions;
import org.aisle.sim.world.RandomStream;
import org.aisle.sim.world.RoomClimate;
import org.aisle.sim.world.Sensor;
import org.aisle.sim.world.StoreHours;
import org.aisle.templates.reading.Value;

/**
 * A carrier: it drives along a grid of 24 m by 14 m, one axis after the other, with a trapezoid of
 * speed (2.5 m/s, 0.8 m/s²) that is replaced by its mean over a step; takes a tote from a shelf up
 * to 6 m above the floor; brings it to a station at the front. Its motor is one body that gets warm
 * from its losses (time constant 12 min). Its battery loses 14 % an hour while it works and is
 * charged below 25 %.
 */
final class CarrierModel implements Asset {

  private static final double WIDTH = 24_000;
  private static final double DEPTH = 14_000;
  private static final double HEIGHT = 6_000;
  private static final double MEAN_MILLIMETRES_PER_SECOND = 1_700;
  private static final double LIFT_MILLIMETRES_PER_SECOND = 900;
  private static final double HANDLING_SECONDS = 6;
  private static final double TIME_CONSTANT_SECONDS = 720;
  private static final double WORKING_KELVIN = 27;
  private static final double WORKING_PERCENT_PER_HOUR = 14;
  private static final double CHARGING_PERCENT_PER_HOUR = 90;

  private enum Work {
    IDLE,
    TO_SHELF,
    LIFTING,
    TO_STATION,
    HANDING_OVER,
    TO_CHARGER,
    CHARGING
  }

  private final Orders orders;
  private final RandomStream random;
  private final Sensor sensor;
  private final RoomClimate climate;
  private final double picksPerHour;
  private final double homeX;

  private Work work = Work.IDLE;
  private double x;
  private double y;
  private double z;
  private double targetX;
  private double targetY;
  private double targetZ;
  private double secondsLeft;
  private double motor;
  private double battery;
  private boolean faulty;
  private int picks;

  CarrierModel(AssetSettings settings) {
    orders = new Orders(settings.zone());
    random = settings.stream("work");
    sensor = new Sensor(settings.stream("sensors"));
    climate =
        new RoomClimate(
            settings.stream("climate"), new StoreHours(settings.zone()), 18, settings.lat());
    picksPerHour = settings.number("picksPerHour");
    homeX = settings.number("homeX");
    x = homeX;
    battery = random.uniform(55, 100);
    motor = climate.temperature(settings.start());
  }

  @Override
  public void advance(Instant now, Duration step, Conditions conditions) {
    double seconds = step.toNanos() / 1e9;
    climate.advance(step);
    faulty = conditions.has("stuck-on-rail");
    boolean chargerDead = conditions.has("charger-failure");
    boolean wanted = random.chance(picksPerHour * orders.demand(now) * seconds / 3600);
    if (!faulty) {
      act(wanted, seconds, chargerDead);
    }
    boolean moving = !faulty && work != Work.IDLE && work != Work.CHARGING;
    double friction = conditions.has("motor-friction") ? 2.6 : 1;
    double heat = (moving ? WORKING_KELVIN : faulty ? 30 : 4) * friction;
    motor += (climate.temperature(now) + heat - motor) * seconds / TIME_CONSTANT_SECONDS;
    if (work == Work.CHARGING) {
      battery += chargerDead ? 0 : CHARGING_PERCENT_PER_HOUR * seconds / 3600;
    } else {
      battery -=
          (moving ? WORKING_PERCENT_PER_HOUR * (friction > 1 ? 1.5 : 1) : 1) * seconds / 3600;
    }
    battery = Math.clamp(battery, 1, 100);
  }

  private void act(boolean wanted, double seconds, boolean chargerDead) {
    switch (work) {
      case IDLE -> {
        if (battery < 25) {
          go(Work.TO_CHARGER, homeX, 0, 0);
        } else if (wanted) {
          go(
              Work.TO_SHELF,
              random.uniform(0, WIDTH),
              random.uniform(1_500, DEPTH),
              random.uniform(0, HEIGHT));
        }
      }
      case TO_SHELF -> arrive(seconds, Work.LIFTING);
      case LIFTING -> {
        z = approach(z, targetZ, LIFT_MILLIMETRES_PER_SECOND * seconds);
        if (z == targetZ) {
          picks++;
          go(Work.TO_STATION, random.uniform(0, 1) < 0.5 ? 4_000 : 20_000, 0, 0);
        }
      }
      case TO_STATION -> {
        z = approach(z, 0, LIFT_MILLIMETRES_PER_SECOND * seconds);
        arrive(seconds, Work.HANDING_OVER);
        secondsLeft = HANDLING_SECONDS;
      }
      case HANDING_OVER -> {
        secondsLeft -= seconds;
        work = secondsLeft <= 0 ? Work.IDLE : work;
      }
      case TO_CHARGER -> arrive(seconds, Work.CHARGING);
      case CHARGING -> work = battery >= 95 && !chargerDead ? Work.IDLE : work;
    }
  }

  private void go(Work next, double toX, double toY, double toZ) {
    work = next;
    targetX = toX;
    targetY = toY;
    targetZ = toZ;
  }

  /** First along the aisle, then across. */
  private void arrive(double seconds, Work next) {
    double left = MEAN_MILLIMETRES_PER_SECOND * seconds;
    double before = x;
    x = approach(x, targetX, left);
    y = approach(y, targetY, left - Math.abs(x - before));
    if (x == targetX && y == targetY) {
      work = next;
    }
  }

  private static double approach(double from, double to, double atMost) {
    return Math.abs(to - from) <= atMost
        ? to
        : from + Math.copySign(Math.max(0, atMost), to - from);
  }

  private String state() {
    if (faulty) {
      return "fault";
    }
    return switch (work) {
      case IDLE -> "idle";
      case CHARGING -> "charging";
      case LIFTING, HANDING_OVER -> "picking";
      case TO_SHELF, TO_STATION, TO_CHARGER -> "moving";
    };
  }

  @Override
  public SortedMap<String, Value> observe(Instant now) {
    SortedMap<String, Value> values = new TreeMap<>();
    values.put("temperature", sensor.measure(motor, 0.2, 10));
    values.put("axisX", Sensor.rounded(x, 1));
    values.put("axisY", Sensor.rounded(y, 1));
    values.put("axisZ", Sensor.rounded(z, 1));
    values.put("carrierState", new Value.Text(state()));
    values.put("batteryLevel", Sensor.rounded(battery, 10));
    values.put("picks", new Value.Whole(picks));
    picks = 0;
    return values;
  }
}
