package org.aisle.sim.store;

import java.time.Duration;
import java.time.Instant;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Conditions;
import org.aisle.sim.world.RandomStream;

/**
 * The air of one zone of a store as one heat store and one of water vapour, with a heat pump that
 * heats or cools, integrated by Euler's method:
 *
 * <pre>
 * C dT/dt = (UA + Udoor d)(Tout - T) + lights + people + Qheat - Qcool
 * dv/dt   = (n + ndoor d)(vout - v) + (people + leak)/V
 * </pre>
 *
 * where {@code d} is how much the door lets through. The thermostat heats from 0.5 K below its
 * target to 0.3 K above, and cools from 1.5 K above to 0.7 K above; at night it heats to 3 K less
 * and does not cool, and it begins two hours before the store opens. Only who passes the door in
 * which minute is random: two devices with the same place and parameters see the same air.
 */
final class ZoneAir {

  enum Mode {
    HEATING,
    COOLING,
    IDLE
  }

  private static final double CAPACITY_PER_M2 = 80_000;
  private static final double LOSS_PER_M2 = 1.2;
  private static final double DOOR_OPEN_W_PER_K = 2_500;
  private static final double LIGHTS_PER_M2 = 12;
  private static final double HEIGHT = 4;
  private static final double NIGHT_SETBACK = 3;
  private static final double HOURS_BEFORE = 2;
  private static final double FAN_W = 150;
  private static final double STANDBY_W = 10;
  private static final double PERFORMANCE = 3;

  private final OpeningHours hours;
  private final Weather weather;
  private final RandomStream passers;
  private final double target;
  private final double area;
  private final double door;
  private final double heatingWatts;
  private final double coolingWatts;
  private final double humidifierGramsPerHour;

  private double temperature;
  private double vapour;
  private double power;
  private double energyToday;
  private double secondsOpen;
  private boolean doorHeld;
  private Mode mode = Mode.IDLE;
  private int day = -1;

  ZoneAir(AssetSettings settings) {
    hours = OpeningHours.of(settings);
    weather = new Weather(settings, hours);
    passers = settings.stream("door");
    target = settings.number("targetC");
    area = settings.number("areaM2");
    door = settings.number("doorShare");
    heatingWatts = 1000 * settings.number("heatingKw");
    coolingWatts = 1000 * settings.number("coolingKw");
    humidifierGramsPerHour = settings.number("moistureGramsPerHour");
    boolean working = hours.staffed(settings.start(), HOURS_BEFORE);
    double outside = weather.temperature(settings.start());
    temperature = Math.clamp(outside + 4, working ? target : target - NIGHT_SETBACK, target + 1);
    vapour =
        Math.min(
            0.7 * Vapour.saturation(temperature),
            weather.vapour(settings.start()) + settledMoisture(settings.start()));
    power = STANDBY_W;
  }

  /** What misting adds once the store has been open for hours, g/m³. */
  private double settledMoisture(Instant at) {
    return hours.staffed(at, 1) ? humidifierGramsPerHour / (0.8 * area * HEIGHT) : 0;
  }

  void advance(Instant now, Duration step, Conditions wrong) {
    double seconds = step.toNanos() / 1e9;
    double outside = weather.temperature(now);
    double traffic = hours.traffic(now);
    boolean lit = hours.staffed(now, 1);
    double open = doors(traffic, seconds, wrong);
    control(now, wrong.has("night-mode-off"));
    double heat = mode == Mode.HEATING && !wrong.has("heating-failure") ? heatingWatts : 0;
    double cold = mode == Mode.COOLING && !wrong.has("cooling-failure") ? coolingWatts : 0;
    power = STANDBY_W + (mode == Mode.IDLE ? 0 : FAN_W) + (heat + cold) / PERFORMANCE;
    count(now, seconds);
    double people = traffic * area / 12;
    double gain =
        (LOSS_PER_M2 * area + DOOR_OPEN_W_PER_K * open) * (outside - temperature)
            + (lit ? LIGHTS_PER_M2 * area : 0)
            + 80 * people
            + heat
            - cold;
    temperature += gain * seconds / (CAPACITY_PER_M2 * area);
    double volume = area * HEIGHT;
    double changes = (lit ? 0.8 : 0.3) + 3 * open;
    double leak = wrong.number("water-leak", "gramsPerHour", 0);
    double misting = lit && !wrong.has("humidifier-empty") ? humidifierGramsPerHour : 0;
    double source = (50 * people + leak + misting) / volume;
    double drained = cold > 0 ? 0.4 * Math.max(0, vapour - 0.5 * Vapour.saturation(target)) : 0;
    vapour +=
        (changes * (weather.vapour(now) - vapour) + source - drained) * Math.min(1, seconds / 3600);
    vapour = Math.clamp(vapour, 0.3, Vapour.saturation(temperature));
  }

  /** How much the door lets through, 0 to 1; people pass at random, each takes six seconds. */
  private double doors(double traffic, double seconds, Conditions wrong) {
    double passing = Math.min(1, traffic * 90 * 6 / 3600);
    boolean someone = passers.chance(door == 0 ? 0 : passing);
    doorHeld = wrong.has("door-stuck-open") && door > 0;
    secondsOpen = doorHeld || someone ? seconds : 0;
    return door * (doorHeld ? 1 : passing);
  }

  private void control(Instant now, boolean always) {
    boolean working = always || hours.staffed(now, HOURS_BEFORE);
    double wanted = working ? target : target - NIGHT_SETBACK;
    boolean heating = temperature < wanted + (mode == Mode.HEATING ? 0.3 : -0.5);
    boolean cooling = working && temperature > target + (mode == Mode.COOLING ? 0.7 : 1.5);
    mode = heating ? Mode.HEATING : cooling ? Mode.COOLING : Mode.IDLE;
  }

  private void count(Instant now, double seconds) {
    int today = hours.local(now).getDayOfYear();
    energyToday = today == day || day < 0 ? energyToday : 0;
    day = today;
    energyToday += power * seconds / 3_600_000;
  }

  /** °C. */
  double temperature() {
    return temperature;
  }

  /** Relative, percent. */
  double humidity() {
    return Vapour.relativeHumidity(vapour, temperature);
  }

  /** Of the air outside, pascal. */
  double pressure(Instant now) {
    return weather.pressure(now);
  }

  Mode mode() {
    return mode;
  }

  /** What the heat pump draws, W. */
  double power() {
    return power;
  }

  /** Since midnight at the store, kWh. */
  double energyToday() {
    return energyToday;
  }

  boolean doorOpen() {
    return secondsOpen > 0;
  }

  /** How busy the store is now. */
  double traffic(Instant now) {
    return hours.traffic(now);
  }
}
