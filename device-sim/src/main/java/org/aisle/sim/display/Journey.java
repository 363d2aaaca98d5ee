package org.aisle.sim.display;

import java.time.Duration;
import java.time.Instant;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Conditions;
import org.aisle.sim.world.Position;
import org.aisle.sim.world.StoreHours;

/**
 * The way of a display: packed in the warehouse, by truck to its store, into the back room, to the
 * floor, and off it when the campaign is over. The truck keeps its speed on a slightly bent way and
 * rests for 45 minutes after four and a half hours of driving (Regulation (EC) No 561/2006, article
 * 7); staff carries displays while the store is open.
 */
final class Journey {

  /** Where it is. */
  enum Leg {
    WAREHOUSE,
    TRUCK,
    BACK_ROOM,
    FLOOR,
    OFF_FLOOR,
    COLLECTED
  }

  private static final double HOUR = 3600;
  private static final double LONGEST_DRIVE = 4.5 * HOUR;
  private static final double REST = 0.75 * HOUR;
  private static final double COLLECTED_AFTER = 48 * HOUR;
  private static final Duration COARSE = Duration.ofMinutes(10);

  private final StoreHours hours;
  private final Position warehouse;
  private final double dispatch;
  private final double backRoom;
  private final double campaignStart;
  private final double campaignEnd;
  private final double metresPerSecond;
  private final double bend;
  private Position destination;
  private Leg leg = Leg.WAREHOUSE;
  private double age;
  private double since;
  private double metres;
  private double drivenSinceRest;
  private double resting;
  private boolean early;

  Journey(AssetSettings settings, StoreHours hours) {
    this.hours = hours;
    warehouse = new Position(settings.number("warehouseLat"), settings.number("warehouseLon"));
    destination = settings.position();
    dispatch = settings.number("dispatchHours") * HOUR;
    backRoom = settings.number("backRoomHours") * HOUR;
    campaignStart = settings.number("campaignStartHours") * HOUR;
    campaignEnd = campaignStart + settings.number("campaignHours") * HOUR;
    metresPerSecond = settings.number("kilometresPerHour") / 3.6;
    bend = settings.stream("way").uniform(-0.06, 0.06);
    Duration before = Duration.ofSeconds(Math.round(settings.number("packedHoursAgo") * HOUR));
    Instant at = settings.start().minus(before);
    while (at.isBefore(settings.start())) {
      Duration left = Duration.between(at, settings.start());
      Duration step = left.compareTo(COARSE) < 0 ? left : COARSE;
      at = at.plus(step);
      advance(at, step.toMillis() / 1000.0, Conditions.SOUND);
    }
  }

  /** Lets time pass; true when somebody handled the display. */
  boolean advance(Instant now, double seconds, Conditions wrong) {
    age += seconds;
    Leg before = leg;
    boolean open = Store.open(hours, now);
    switch (leg) {
      case WAREHOUSE -> {
        if (age >= dispatch) {
          destination =
              wrong
                  .of("wrong-store")
                  .findFirst()
                  .map(t -> new Position(t.number("lat"), t.number("lon")))
                  .orElse(destination);
          leg = Leg.TRUCK;
        }
      }
      case TRUCK -> {
        drive(seconds, wrong.has("breakdown"));
        if (metres >= distance()) {
          leg = Leg.BACK_ROOM;
        }
      }
      case BACK_ROOM -> {
        boolean due = age >= since + backRoom && age < campaignEnd;
        if (due && open && !wrong.has("stuck-in-back-room")) {
          leg = Leg.FLOOR;
        }
      }
      case FLOOR -> {
        early = wrong.has("taken-down-early");
        if (early || age >= campaignEnd && open) {
          leg = Leg.OFF_FLOOR;
        }
      }
      case OFF_FLOOR -> {
        if (early && !wrong.has("taken-down-early") && open && age < campaignEnd) {
          leg = Leg.FLOOR;
        } else if (age >= Math.max(since, campaignEnd) + COLLECTED_AFTER) {
          leg = Leg.COLLECTED;
        }
      }
      case COLLECTED -> {}
    }
    if (leg != before) {
      since = age;
    }
    return leg != before;
  }

  private void drive(double seconds, boolean broken) {
    if (broken) {
      return;
    }
    if (resting > 0) {
      resting -= seconds;
      return;
    }
    metres += metresPerSecond * seconds;
    drivenSinceRest += seconds;
    if (drivenSinceRest >= LONGEST_DRIVE) {
      drivenSinceRest = 0;
      resting = REST;
    }
  }

  Leg leg() {
    return leg;
  }

  /** Whether the truck rolls. */
  boolean driving() {
    return leg == Leg.TRUCK && resting <= 0;
  }

  /** {@code ahead}, {@code running} or {@code over}. */
  String campaign() {
    return age < campaignStart ? "ahead" : age < campaignEnd ? "running" : "over";
  }

  /** Where the display is, to the store. */
  Position position() {
    return switch (leg) {
      case WAREHOUSE -> warehouse;
      case TRUCK -> onTheWay();
      case BACK_ROOM, FLOOR, OFF_FLOOR, COLLECTED -> destination;
    };
  }

  private Position onTheWay() {
    double share = Math.min(1, metres / Math.max(1, distance()));
    double aside = bend * distance() * StrictMath.sin(StrictMath.PI * share);
    double east = east();
    double north = north();
    double length = Math.max(1, StrictMath.hypot(east, north));
    return warehouse.moved(
        share * east - aside * north / length, share * north + aside * east / length);
  }

  private double distance() {
    return StrictMath.hypot(east(), north());
  }

  private double east() {
    double shrink = StrictMath.cos(StrictMath.toRadians(warehouse.lat()));
    return (destination.lon() - warehouse.lon()) * Position.METRES_PER_DEGREE * shrink;
  }

  private double north() {
    return (destination.lat() - warehouse.lat()) * Position.METRES_PER_DEGREE;
  }
}
