package org.aisle.sim.display;

import java.time.Instant;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Conditions;
import org.aisle.sim.world.RandomStream;
import org.aisle.sim.world.StoreHours;

/**
 * A store as two readers, 24 m apart, one on each side of a wall, and where the display stands
 * between them. Signals follow the log-distance path loss model with log-normal shadowing
 * (Rappaport, Wireless Communications, 2nd ed. 2002, section 4.9):
 *
 * <pre>
 * RSSI = P1m - 10 n log10(d / 1 m) - wall - shadow
 * </pre>
 *
 * with -59 dBm at 1 m as iBeacons announce, n from 2 (open) to 3.5 (crowded), 7 dB for the wall
 * (Keenan and Motley, "Radio coverage in buildings", British Telecom Technology Journal 8, 1990,
 * count walls in this way), a shadow of the spot that stays and one of people that changes within
 * minutes while the store is open. The display is measured from the middle of the store: x east, y
 * north.
 */
final class Store {

  /** East of the middle; the back room's reader is as far west. */
  static final double READER_METRES = 12;

  /** Below this a reader hears nothing, dBm. */
  static final double SENSITIVITY = -97;

  private static final double AT_ONE_METRE = -59;
  private static final double WALL = 7;
  private static final double MOST_SHADOW = 3.5;

  private final double exponent;
  private final RandomStream random;
  private final RandomStream door;
  private double x;
  private double y;
  private final double[] spot = new double[2];
  private final double[] people = new double[2];
  private boolean inDoor;
  private boolean doorTowardsFloor;
  private double doorSeconds;

  Store(AssetSettings settings) {
    exponent = settings.number("pathLossExponent");
    random = settings.stream("radio");
    door = settings.stream("door");
  }

  static boolean open(StoreHours hours, Instant now) {
    double hour = hours.hourOfDay(now);
    return hour >= 7 && hour < 22;
  }

  /** Puts the display somewhere in the back room. */
  void toBackRoom() {
    put(random.uniform(-16, -8), random.uniform(-5, 5));
  }

  /** Puts the display somewhere on the floor. */
  void toFloor() {
    put(random.uniform(6, 20), random.uniform(-6, 6));
  }

  private void put(double east, double north) {
    x = east;
    y = north;
    for (int reader = 0; reader < 2; reader++) {
      spot[reader] = Math.clamp(3 * random.normal(), -MOST_SHADOW, MOST_SHADOW);
    }
  }

  void advance(double seconds, double traffic, Conditions conditions) {
    for (int reader = 0; reader < 2; reader++) {
      people[reader] =
          Fading.next(people[reader], seconds, 90, 1 + 2 * Math.min(1, traffic), random);
    }
    inDoor = conditions.has("at-the-door");
    doorSeconds -= seconds;
    if (doorSeconds <= 0) {
      doorTowardsFloor = !doorTowardsFloor;
      doorSeconds = door.uniform(60, 240);
    }
  }

  /** At the back room's reader, dBm. */
  double backRoomSignal() {
    return inDoor ? atDoor(0, !doorTowardsFloor) : at(0, -READER_METRES, x > 0 ? WALL : 0);
  }

  /** At the floor's reader, dBm. */
  double floorSignal() {
    return inDoor ? atDoor(1, doorTowardsFloor) : at(1, READER_METRES, x > 0 ? 0 : WALL);
  }

  private double at(int reader, double readerX, double wall) {
    double metres = Math.max(1, StrictMath.hypot(x - readerX, y));
    return loss(metres) - wall - spot[reader] - people[reader];
  }

  /** The leaf of the door stands before one reader or the other. */
  private double atDoor(int reader, boolean free) {
    return loss(READER_METRES) - (free ? 0 : WALL) - people[reader];
  }

  private double loss(double metres) {
    return AT_ONE_METRE - 10 * exponent * StrictMath.log10(metres);
  }
}
