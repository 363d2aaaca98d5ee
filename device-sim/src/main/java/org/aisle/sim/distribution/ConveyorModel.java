package org.aisle.sim.distribution;

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
 * A belt: parcels arrive, wait before it while it is jammed, and pass its camera at most as fast as
 * it can carry them. Its motor is one body that gets warm from its losses and cool by Newton's law,
 * in half an hour; a worn bearing adds friction and shakes.
 */
final class ConveyorModel implements Asset {

  private static final double TIME_CONSTANT_SECONDS = 1_800;
  private static final double RATED_KELVIN = 28;
  private static final double IDLE_AMPERE = 1.6;
  private static final double LOADED_AMPERE = 2.6;
  private static final double SHAKE_G = 0.12;
  private static final double HEADROOM = 1.5;

  private final Shifts shifts;
  private final Parcels parcels;
  private final RoomClimate climate;
  private final Sensor sensor;
  private final double perHour;
  private final double invalidShare;
  private final double unidentifiedShare;
  private final double ratedSpeed;

  private double motor;
  private double load;
  private double wear;
  private double speed;
  private long waiting;
  private String state = "stopped";
  private int valid;
  private int invalid;
  private int unidentified;
  private int oversize;
  private double largest;
  private double secondsEmpty;

  ConveyorModel(AssetSettings settings) {
    shifts = new Shifts(settings.zone());
    parcels = new Parcels(settings.stream("parcels"));
    climate =
        new RoomClimate(
            settings.stream("climate"), new StoreHours(settings.zone()), 20, settings.lat());
    RandomStream noise = settings.stream("sensors");
    sensor = new Sensor(noise);
    perHour = settings.number("packagesPerHour");
    invalidShare = settings.number("invalidPercent") / 100;
    unidentifiedShare = settings.number("unidentifiedPercent") / 100;
    ratedSpeed = settings.number("beltSpeed");
    motor = climate.temperature(settings.start());
  }

  @Override
  public void advance(Instant now, Duration step, Conditions conditions) {
    double seconds = step.toNanos() / 1e9;
    climate.advance(step);
    boolean open = shifts.open(now);
    boolean jammed = open && conditions.has("jam");
    boolean running = open && !jammed && !conditions.has("drive-stopped");
    boolean fed = !conditions.has("no-supply");
    waiting += parcels.arriving((fed ? 1 : 0) * perHour * shifts.traffic(now) * seconds / 3600);
    double capacity = perHour * 1.4 * HEADROOM * seconds / 3600;
    long passing = running ? Math.min(waiting, parcels.arriving(capacity)) : 0;
    if (!open) {
      waiting = 0;
    }
    for (long i = 0; i < passing; i++) {
      pass(conditions);
    }
    waiting -= passing;
    secondsEmpty = passing > 0 || !running ? 0 : secondsEmpty + seconds;
    state = jammed ? "jammed" : running ? secondsEmpty > 300 ? "starved" : "running" : "stopped";
    speed = running ? ratedSpeed : 0;
    double share = Math.min(1, passing * 3600 / seconds / (perHour * 2));
    load += (share - load) * Math.min(1, seconds / 60);
    wear =
        conditions
            .of("bearing-wear")
            .mapToDouble(trouble -> trouble.progress("wornAfterHours"))
            .max()
            .orElse(0);
    double heat = running ? RATED_KELVIN * (0.7 + 0.3 * load + 1.4 * wear) : 0;
    double ambient = climate.temperature(now);
    motor += (ambient + heat - motor) * seconds / TIME_CONSTANT_SECONDS;
  }

  private void pass(Conditions conditions) {
    double badLabels = conditions.number("label-printer", "percent", 0) / 100;
    double big = conditions.number("oversize-parcels", "percent", 0) / 100;
    double litres;
    if (parcels.chance(big)) {
      oversize++;
      litres = parcels.oversizeLitres();
    } else {
      litres = parcels.ordinaryLitres();
    }
    largest = Math.max(largest, litres);
    if (parcels.chance(unidentifiedShare)) {
      unidentified++;
    } else if (parcels.chance(Math.max(invalidShare, badLabels))) {
      invalid++;
    } else {
      valid++;
    }
  }

  @Override
  public SortedMap<String, Value> observe(Instant now) {
    SortedMap<String, Value> values = new TreeMap<>();
    values.put("validPackages", new Value.Whole(valid));
    values.put("invalidPackages", new Value.Whole(invalid));
    values.put("unidentifiedPackages", new Value.Whole(unidentified));
    values.put("oversizePackages", new Value.Whole(oversize));
    values.put("waitingPackages", new Value.Whole(waiting));
    if (largest > 0) {
      values.put("largestPackage", Sensor.rounded(largest, 10));
    }
    values.put("lineState", new Value.Text(state));
    values.put("beltSpeed", Sensor.rounded(speed, 100));
    values.put("motorTemperature", sensor.measure(motor, 0.2, 10));
    boolean turning = speed > 0;
    double current = turning ? IDLE_AMPERE + LOADED_AMPERE * load + 1.2 * wear : 0;
    values.put("motorCurrent", Sensor.rounded(Math.max(0, current), 100));
    double shake = turning ? SHAKE_G * (1 + 0.4 * load + 5 * wear) : 0.005;
    double spread = shake * 0.04;
    values.put("vibration", sensor.measure(shake, spread, 1000));
    valid = 0;
    invalid = 0;
    unidentified = 0;
    oversize = 0;
    largest = 0;
    return values;
  }
}
