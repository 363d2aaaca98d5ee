package org.aisle.sim.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.sim.store.CheckoutLane.Customer;
import org.aisle.sim.world.Asset;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Conditions;
import org.aisle.sim.world.RandomStream;
import org.aisle.sim.world.Sensor;
import org.aisle.sim.world.Tag;
import org.aisle.templates.reading.Value;

/**
 * Three checkout lanes and the occupancy sensor above them. Customers arrive as a Poisson process
 * whose rate follows the store's hours, sampled by thinning in fixed steps (Lewis and Shedler,
 * 1979), and stand in the shortest open lane; the last of a lane goes over to one that is shorter
 * by two. A third of a service is the same for all, the rest is exponential. A cashier comes to a
 * further lane a while after somebody was the third in one, and leaves when there has been too
 * little to do for five minutes. Whoever is not served within 20 minutes, or finds 14 people in the
 * shortest lane, leaves the goods behind.
 */
final class CheckoutModel implements Asset {

  private static final int LANES = 3;
  private static final int LONG = 3;
  private static final int TOO_LONG = 14;
  private static final double PATIENCE = 1200;
  private static final double QUIET = 300;

  private final OpeningHours hours;
  private final RandomStream customers;
  private final RandomStream moves;
  private final RandomStream motion;
  private final Tag battery;
  private final List<CheckoutLane> lanes =
      List.of(new CheckoutLane(), new CheckoutLane(), new CheckoutLane());
  private final int staffedLanes;
  private final double perHour;
  private final double service;
  private final double responds;
  private Conditions conditions = Conditions.SOUND;
  private double time;
  private double longSince;
  private double quietSince;
  private double movedAt = Double.NEGATIVE_INFINITY;
  private long arrived;
  private long served;
  private long gaveUp;
  private long toldArrived;
  private long toldServed;
  private long motions;

  CheckoutModel(AssetSettings settings) {
    hours = OpeningHours.of(settings);
    customers = settings.stream("customers");
    moves = settings.stream("moves");
    motion = settings.stream("motion");
    battery = new Tag(settings);
    staffedLanes = (int) Math.round(settings.number("lanes"));
    perHour = settings.number("customersPerHour");
    service = settings.number("serviceSeconds");
    responds = settings.number("cashierSeconds");
  }

  @Override
  public void advance(Instant now, Duration step, Conditions wrong) {
    conditions = wrong;
    double seconds = step.toNanos() / 1e9;
    time += seconds;
    staff(now, wrong);
    arrive(now, seconds, wrong);
    for (int i = 0; i < LANES; i++) {
      if (!concerns("till-down", i) && lanes.get(i).serve(seconds)) {
        served++;
      } else if (lanes.get(i).giveUp(time, PATIENCE)) {
        gaveUp++;
      }
    }
    goOver();
    move(now, seconds, wrong);
    battery.advance(step);
  }

  private void staff(Instant now, Conditions wrong) {
    int most = Math.min(staffedLanes, (int) wrong.number("short-staffed", "lanes", LANES));
    if (!hours.open(now)) {
      lanes.forEach(lane -> lane.open(lane.size() > 0 && lane.open()));
      return;
    }
    lanes.getFirst().open(true);
    int open = (int) lanes.stream().filter(CheckoutLane::open).count();
    boolean crowded = lanes.stream().anyMatch(lane -> lane.open() && lane.size() >= LONG);
    longSince = crowded ? longSince : time;
    quietSince = inLanes() < open ? quietSince : time;
    if (time - longSince >= responds && open < most) {
      lanes.stream().filter(lane -> !lane.open()).findFirst().ifPresent(lane -> lane.open(true));
      longSince = time;
    } else if (open > most || open > 1 && time - quietSince >= QUIET) {
      last().open(false);
      quietSince = time;
    }
  }

  /** The open lane that is furthest from the entrance. */
  private CheckoutLane last() {
    return lanes.reversed().stream()
        .filter(CheckoutLane::open)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No lane is open."));
  }

  private void arrive(Instant now, double seconds, Conditions wrong) {
    double rush = wrong.number("rush", "factor", 1);
    boolean someone = customers.chance(perHour * rush * hours.traffic(now) * seconds / 3600);
    double needs = service / 3 - service * 2 / 3 * StrictMath.log(1 - customers.uniform());
    if (!someone) {
      return;
    }
    arrived++;
    if (shortest().size() >= TOO_LONG) {
      gaveUp++;
      return;
    }
    shortest().join(new Customer(time, Math.min(needs, 4 * service)));
  }

  /** The shortest of the open lanes that people notice. */
  private CheckoutLane shortest() {
    CheckoutLane best = null;
    for (int i = 0; i < LANES; i++) {
      CheckoutLane lane = lanes.get(i);
      boolean noticed = lane.open() && !concerns("lane-unnoticed", i);
      if (noticed && (best == null || lane.size() < best.size())) {
        best = lane;
      }
    }
    return best == null ? lanes.getFirst() : best;
  }

  private void goOver() {
    CheckoutLane to = shortest();
    for (CheckoutLane from : lanes) {
      boolean worthIt = to.open() && from.size() >= to.size() + 2;
      if (moves.chance(0.3) && worthIt) {
        to.join(from.leave());
      }
    }
  }

  private boolean concerns(String kind, int lane) {
    return conditions.of(kind).anyMatch(trouble -> Math.round(trouble.number("lane")) == lane + 1);
  }

  /** Each person before the sensor moves every ten seconds or so. */
  private void move(Instant now, double seconds, Conditions wrong) {
    double people = inLanes() + 2 * hours.traffic(now) + (wrong.has("after-hours") ? 1.5 : 0);
    if (motion.chance(1 - StrictMath.exp(-people * seconds / 10))) {
      motions++;
      movedAt = time;
    }
  }

  @Override
  public SortedMap<String, Value> observe(Instant now) {
    SortedMap<String, Value> values = new TreeMap<>();
    for (int i = 0; i < LANES; i++) {
      CheckoutLane lane = lanes.get(i);
      values.put("count" + (i + 1), new Value.Whole(lane.size()));
      values.put("DwellTime" + (i + 1), Sensor.rounded(lane.dwell(time), 1));
      values.put("open" + (i + 1), new Value.Flag(lane.open()));
    }
    values.put("arrivals", new Value.Whole(arrived - toldArrived));
    values.put("served", new Value.Whole(served - toldServed));
    toldArrived = arrived;
    toldServed = served;
    values.put("motionCount", new Value.Whole(motions));
    values.put("occupied", new Value.Flag(inLanes() > 0 || time - movedAt < 60));
    motions = 0;
    battery.observe(now, 20, values);
    Batteries.wear(values, conditions);
    return values;
  }

  /** How many people stand in the lanes. */
  int inLanes() {
    return lanes.stream().mapToInt(CheckoutLane::size).sum();
  }

  List<CheckoutLane> lanes() {
    return lanes;
  }

  /** Since the beginning. */
  long arrived() {
    return arrived;
  }

  /** Since the beginning. */
  long served() {
    return served;
  }

  /** Who left without having been served, since the beginning. */
  long gaveUp() {
    return gaveUp;
  }
}
