package org.aisle.sim.display;

import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.sim.display.Journey.Leg;
import org.aisle.sim.world.Asset;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Conditions;
import org.aisle.sim.world.Position;
import org.aisle.sim.world.RandomStream;
import org.aisle.sim.world.RoomClimate;
import org.aisle.sim.world.Sensor;
import org.aisle.sim.world.StoreHours;
import org.aisle.templates.reading.Value;

/**
 * A display and its beacon, as gateways along the way sum it up. The beacon adverts every 1.3 s; a
 * reader catches most adverts of a strong signal and few near its sensitivity. Its thermometer
 * follows the air with a time constant of 10 minutes. Its coin cell falls from 3.05 V to 2.5 V in
 * three years and sags by 2 mV for each kelvin below 20 °C.
 */
final class DisplayModel implements Asset {

  private static final double ADVERT_SECONDS = 1.3;
  private static final double THERMOMETER_SECONDS = 600;
  private static final double LIFE_MONTHS = 36;
  private static final double SECONDS_PER_MONTH = 365.25 / 12 * 86_400;
  private static final double WAREHOUSE_C = 17;
  private static final double TRUCK_C = 16;

  private final AssetSettings settings;
  private final StoreHours hours;
  private final Journey journey;
  private final Store store;
  private final RoomClimate climate;
  private final RandomStream random;
  private final Sensor sensor;
  private Leg leg;
  private Conditions conditions = Conditions.SOUND;
  private Instant observed;
  private double air;
  private double fading;
  private long movements;

  DisplayModel(AssetSettings settings) {
    this.settings = settings;
    hours = new StoreHours(settings.zone());
    journey = new Journey(settings, hours);
    store = new Store(settings);
    climate =
        new RoomClimate(
            settings.stream("climate"), hours, settings.number("ambientC"), settings.lat());
    random = settings.stream("beacon");
    sensor = new Sensor(settings.stream("sensors"));
    observed = settings.start();
    leg = journey.leg();
    stand();
    air = surroundings(settings.start());
  }

  @Override
  public Duration longestStep() {
    return Duration.ofSeconds(30);
  }

  @Override
  public void advance(Instant now, Duration step, Conditions wrong) {
    conditions = wrong;
    double seconds = step.toNanos() / 1e9;
    climate.advance(step);
    boolean handled = journey.advance(now, seconds, wrong);
    double traffic = hours.traffic(now);
    double jolts =
        switch (journey.leg()) {
          case WAREHOUSE, COLLECTED -> 0.01;
          case TRUCK -> journey.driving() ? 0.4 : 0;
          case BACK_ROOM, OFF_FLOOR -> 0.01 * traffic;
          case FLOOR -> 0.05 * traffic;
        };
    movements += random.chance(Math.min(1, jolts * seconds / 60)) ? 1 : 0;
    double carrying = random.uniform(15, 40);
    if (handled) {
      movements += Math.round(carrying);
      leg = journey.leg();
      stand();
    }
    store.advance(seconds, traffic, wrong);
    fading = Fading.next(fading, seconds, 300, 3, random);
    air += (surroundings(now) - air) * (1 - StrictMath.exp(-seconds / THERMOMETER_SECONDS));
  }

  private void stand() {
    switch (leg) {
      case BACK_ROOM, OFF_FLOOR, COLLECTED -> store.toBackRoom();
      case FLOOR -> store.toFloor();
      case WAREHOUSE, TRUCK -> {}
    }
  }

  private double surroundings(Instant now) {
    double heat = conditions.number("heat", "kelvin", 0);
    return heat
        + switch (leg) {
          case WAREHOUSE -> WAREHOUSE_C;
          case TRUCK -> TRUCK_C;
          case BACK_ROOM, OFF_FLOOR, COLLECTED -> climate.temperature(now) - 1;
          case FLOOR -> climate.temperature(now);
        };
  }

  private double light(Instant now) {
    boolean open = Store.open(hours, now);
    double lux =
        switch (leg) {
          case WAREHOUSE -> 3;
          case TRUCK, COLLECTED -> 0.5;
          case BACK_ROOM, OFF_FLOOR -> open ? 120 : 1;
          case FLOOR -> open ? 700 : 12;
        };
    return conditions.has("covered") ? lux / 100 : lux;
  }

  @Override
  public SortedMap<String, Value> observe(Instant now) {
    double seconds = Duration.between(observed, now).toMillis() / 1000.0;
    observed = now;
    boolean inStore = leg != Leg.WAREHOUSE && leg != Leg.TRUCK;
    SortedMap<String, Value> values = new TreeMap<>();
    values.put("campaign", new Value.Text(journey.campaign()));
    if (inStore) {
      values.put("storeOpen", new Value.Flag(Store.open(hours, now)));
    }
    double noise = random.normal();
    double strongest = inStore ? inStore(values, noise) : onTheWay(noise);
    long heard = heard(strongest, seconds);
    boolean hidden = conditions.has("unseen") || leg == Leg.COLLECTED;
    if (hidden || heard == 0) {
      values.remove("backRoomSignal");
      values.remove("floorSignal");
      values.put("sightings", new Value.Whole(0));
      return values;
    }
    values.put("sightings", new Value.Whole(heard));
    values.put("signalStrength", new Value.Whole(Math.round(strongest)));
    String zone = zone(values);
    values.put("zone", new Value.Text(zone));
    values.put(
        "location",
        location(zone).moved(conditions.metresEast(), conditions.metresNorth()).value());
    double lux = light(now) * (1 + 0.05 * random.normal());
    values.put("illuminance", Sensor.rounded(Math.max(0, lux), lux < 10 ? 10 : 1));
    values.put("temperature", sensor.measure(air, 0.1, 10));
    values.put("movements", new Value.Whole(movements));
    movements = 0;
    values.put("batteryVoltage", sensor.measure(battery(now), 0.002, 1000));
    return values;
  }

  /** Adds what the readers hear; returns the stronger of the two. */
  private double inStore(SortedMap<String, Value> values, double noise) {
    double back = store.backRoomSignal() + 0.7 * noise;
    double floor = store.floorSignal() + 0.7 * random.normal();
    put(values, "backRoomSignal", back);
    put(values, "floorSignal", floor);
    return Math.max(back, floor);
  }

  private static void put(SortedMap<String, Value> values, String name, double signal) {
    if (signal >= Store.SENSITIVITY) {
      values.put(name, new Value.Whole(Math.round(signal)));
    }
  }

  private double onTheWay(double noise) {
    return (leg == Leg.TRUCK ? -66 : -74) + fading + 0.7 * noise;
  }

  private long heard(double signal, double seconds) {
    double caught = 0.9 / (1 + StrictMath.exp(-(signal - Store.SENSITIVITY - 3) / 2));
    double adverts = seconds / ADVERT_SECONDS;
    double spread = StrictMath.sqrt(adverts * caught * (1 - caught));
    return Math.max(0, Math.round(adverts * caught + spread * random.normal()));
  }

  private String zone(SortedMap<String, Value> values) {
    return switch (leg) {
      case WAREHOUSE -> "warehouse";
      case TRUCK -> "truck";
      case BACK_ROOM, FLOOR, OFF_FLOOR, COLLECTED ->
          signal(values, "floorSignal") > signal(values, "backRoomSignal") ? "floor" : "backRoom";
    };
  }

  private static long signal(SortedMap<String, Value> values, String name) {
    return values.get(name) instanceof Value.Whole whole ? whole.value() : Long.MIN_VALUE;
  }

  private Position location(String zone) {
    return switch (zone) {
      case "floor" -> journey.position().moved(Store.READER_METRES, 0);
      case "backRoom" -> journey.position().moved(-Store.READER_METRES, 0);
      default -> journey.position();
    };
  }

  private double battery(Instant now) {
    double since = Duration.between(settings.start(), now).toSeconds();
    double months = settings.number("batteryMonths") + since / SECONDS_PER_MONTH;
    double charge = 3.05 - 0.55 * Math.min(1.5, months / LIFE_MONTHS);
    return charge - 0.002 * Math.max(0, 20 - air);
  }
}
