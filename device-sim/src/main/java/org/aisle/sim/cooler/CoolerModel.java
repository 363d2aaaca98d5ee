package org.aisle.sim.cooler;

import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.sim.world.Asset;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Conditions;
import org.aisle.sim.world.Position;
import org.aisle.sim.world.RandomStream;
import org.aisle.sim.world.RoomClimate;
import org.aisle.sim.world.Sensor;
import org.aisle.sim.world.StoreHours;
import org.aisle.sim.world.Tag;
import org.aisle.templates.reading.Value;

/**
 * A glass-door cooler as three heat stores: cabinet air with fittings ({@code a}), product ({@code
 * p}) and condenser ({@code c}), each after Newton's law of cooling, integrated by Euler's method:
 *
 * <pre>
 * Ca dTa/dt = UAwall (Tamb-Ta) + UAdoor d (Tamb-Ta) + UAap (Tp-Ta) + Pfan - Qevap
 * Cp dTp/dt = UAap (Ta-Tp)
 * Cc dTc/dt = Qevap + Pcomp - UAc (1-fouling) (Tc-Tamb)
 * Qevap     = Qrated r (1 - 0.012/K (Tc-36 °C)),  Qrated = 1.1 Prated
 * </pre>
 *
 * where {@code d} is the share of time the door is open and {@code r} the refrigerant left. While
 * the door is open its switch stops the fan, so that the evaporator takes half. The thermostat
 * switches at set point ± 1 K; the compressor rests at least 3 min. Defrost is by resting 8 min
 * twice a day. With the default parameters a cycle takes 10 to 20 min at a duty of 35 to 60 %. One
 * that is installed later stands in its depot without power, as warm as the room, and is driven to
 * its outlet in the last three hours.
 */
public final class CoolerModel implements Asset {

  private static final String DEAD = "compressor-failure";
  private static final double HYSTERESIS = 1.0;
  private static final double MINIMUM_OFF_SECONDS = 180;
  private static final double DEFROST_SECONDS = 480;
  private static final double UA_WALL = 6;
  private static final double UA_DOOR = 20;
  private static final double UA_PRODUCT = 14;
  private static final double UA_CONDENSER = 43;
  private static final double AIR_CAPACITY = 34_000;
  private static final double PRODUCT_CAPACITY_PER_KG = 3_700;
  private static final double CONDENSER_CAPACITY = 6_400;
  private static final double STANDBY_W = 15;
  private static final double FAN_W = 25;

  private static final double DRIVE_SECONDS = 3 * 3600;

  private final AssetSettings settings;
  private final double plugged;
  private final double setPoint;
  private final double ratedPower;
  private final double size;
  private final double productCapacity;
  private final double defrostHour;
  private final StoreHours hours;
  private final Door door;
  private final RoomClimate climate;
  private final Tag tag;
  private final RandomStream noise;
  private final Sensor sensor;

  private double air;
  private double product;
  private double condenser;
  private double power;
  private boolean running;
  private boolean defrosting;
  private boolean unplugged;
  private double secondsOff;
  private double age;
  private Conditions conditions = Conditions.SOUND;

  CoolerModel(AssetSettings settings) {
    this.settings = settings;
    setPoint = settings.number("setPointC");
    ratedPower = settings.number("ratedPowerW");
    size = ratedPower / 300;
    productCapacity = settings.number("loadKg") * PRODUCT_CAPACITY_PER_KG;
    hours = new StoreHours(settings.zone());
    door = new Door(settings.stream("door"), hours, settings.number("doorOpeningsPerHour"));
    climate =
        new RoomClimate(
            settings.stream("climate"), hours, settings.number("ambientC"), settings.lat());
    tag = new Tag(settings);
    noise = settings.stream("sensors");
    sensor = new Sensor(noise);
    RandomStream initial = settings.stream("initial");
    defrostHour = initial.uniform(0, 12);
    air = setPoint + initial.uniform(-HYSTERESIS, HYSTERESIS);
    product = setPoint + initial.uniform(-0.2, 0.2);
    condenser = climate.temperature(settings.start());
    secondsOff = MINIMUM_OFF_SECONDS;
    plugged = settings.number("installedAfterHours") * 3600;
    if (plugged > 0) {
      air = condenser;
      product = condenser;
    }
  }

  @Override
  public void advance(Instant now, Duration step, Conditions wrong) {
    conditions = wrong;
    double seconds = step.toNanos() / 1e9;
    age += seconds;
    boolean away = age < plugged;
    unplugged = wrong.has("unplugged") || away;
    double refrigerant =
        wrong.of("gas-loss").mapToDouble(t -> 1 - t.progress("emptyAfterHours")).min().orElse(1);
    double fouling =
        wrong
            .of("blocked-condenser")
            .mapToDouble(t -> t.number("fouling") * t.progress("withinHours"))
            .max()
            .orElse(0);
    climate.advance(step);
    double ambient = climate.temperature(now);
    double open = away ? 0 : door.advance(now, step, wrong.has("door-left-open"));
    control(now, seconds);
    boolean pumping = running && !wrong.has(DEAD);

    double evaporator = 0;
    double compressorPower = 0;
    if (pumping) {
      double capacity = Math.clamp(1 - 0.012 * (condenser - 36), 0.1, 1.2);
      evaporator = 1.1 * ratedPower * refrigerant * capacity * (1 - 0.5 * open);
      evaporator *= Math.clamp((air + 12) / 12, 0, 1);
      double strain = Math.clamp(1 + 0.006 * (condenser - 36), 0.8, 1.5);
      compressorPower = (ratedPower - STANDBY_W - FAN_W) * strain * (0.6 + 0.4 * refrigerant);
    }
    double fan = unplugged || open == 1 ? 0 : FAN_W;
    power = unplugged ? 0 : STANDBY_W + fan + compressorPower;

    double gain =
        size * (UA_WALL + UA_DOOR * open) * (ambient - air)
            + (productCapacity > 0 ? UA_PRODUCT * size * (product - air) : 0)
            + fan * size
            - evaporator;
    if (productCapacity > 0) {
      double inertia = Math.max(productCapacity, UA_PRODUCT * size * 60);
      product += UA_PRODUCT * size * (air - product) * seconds / inertia;
    }
    air += gain * seconds / (AIR_CAPACITY * size);
    double rejected = evaporator + compressorPower;
    double shed = UA_CONDENSER * size * (1 - fouling) * (condenser - ambient);
    condenser += (rejected - shed) * seconds / (CONDENSER_CAPACITY * size);
    tag.advance(step);
  }

  private void control(Instant now, double seconds) {
    double sinceDefrost =
        Math.floorMod(Math.round((hours.hourOfDay(now) - defrostHour) * 3600), 43_200L);
    defrosting = !unplugged && sinceDefrost < DEFROST_SECONDS;
    secondsOff = running ? 0 : secondsOff + seconds;
    if (unplugged || defrosting) {
      running = false;
    } else if (running) {
      running = air > setPoint - HYSTERESIS;
    } else {
      running = air >= setPoint + HYSTERESIS && secondsOff >= MINIMUM_OFF_SECONDS;
    }
  }

  @Override
  public SortedMap<String, Value> observe(Instant now) {
    SortedMap<String, Value> values = new TreeMap<>();
    values.put("internalTemperature", sensor.measure(air, 0.05, 10));
    values.put("condenserTemperature", sensor.measure(condenser, 0.1, 10));
    values.put("ambientTemperature", sensor.measure(climate.temperature(now), 0.05, 10));
    values.put("ambientHumidity", sensor.measure(climate.humidity(now), 0.3, 10));
    values.put("doorOpen", new Value.Flag(door.open()));
    values.put("doorOpenings", new Value.Whole(door.takeOpenings()));
    values.put("compressorRunning", new Value.Flag(compressorRunning()));
    values.put("defrosting", new Value.Flag(defrosting));
    double flicker = noise.normal();
    values.put(
        "power", Sensor.rounded(power == 0 ? 0 : Math.max(0, power * (1 + 0.01 * flicker)), 10));
    values.put("location", location());
    tag.observe(now, air, values);
    return values;
  }

  private Value.Geo location() {
    double north = conditions.metresNorth() + 3 * noise.normal();
    double east = conditions.metresEast() + 3 * noise.normal();
    return place().moved(east, north).value();
  }

  private Position place() {
    Position outlet = settings.position();
    if (age >= plugged) {
      return outlet;
    }
    double way = Math.clamp(1 - (plugged - age) / DRIVE_SECONDS, 0, 1);
    double lat = settings.number("depotLat");
    double lon = settings.number("depotLon");
    return new Position(lat + way * (outlet.lat() - lat), lon + way * (outlet.lon() - lon));
  }

  /** What the sensors can't see: the temperature of the drinks, °C. */
  public double productTemperature() {
    return product;
  }

  /** The true temperature of the cabinet's air, °C. */
  public double airTemperature() {
    return air;
  }

  /** The true temperature of the condenser, °C. */
  public double condenserTemperature() {
    return condenser;
  }

  /** What the cooler draws from the mains, W. */
  public double power() {
    return power;
  }

  /** Whether the compressor turns; a dead one does not, whatever the thermostat wants. */
  public boolean compressorRunning() {
    return running && !conditions.has(DEAD);
  }

  /** Whether a defrost is under way. */
  public boolean defrosting() {
    return defrosting;
  }
}
