package org.aisle.sim.logistics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Position;
import org.aisle.sim.world.RandomStream;
import org.aisle.templates.place.GeoPosition;
import org.aisle.templates.place.Route;
import org.aisle.templates.place.Route.Leg;
import org.aisle.templates.place.Route.Mode;
import org.aisle.templates.place.Way;

/**
 * Where a shipment is: there along its route, stop by stop, and after a rest back again, for ever.
 * A truck accelerates by 0.3 m/s² and brakes by 0.5, drives at most 50 km/h within 5 km of a stop,
 * and its driver keeps Regulation (EC) 561/2006: 45 min of break after 4.5 h at the wheel, 11 h of
 * rest after 9 h. A ship gains and loses 0.01 m/s² and makes 8 knots within 12 km of its berth.
 * Without a route it stays where it is.
 */
final class Journey {

  /** The kind of stretch a journey is made of. */
  sealed interface Stretch {

    /**
     * A stop at a place.
     *
     * @param handling when the doors are open
     */
    record Stop(Position at, double seconds, Handling handling, boolean crane) implements Stretch {}

    /** A ride; backwards on the way home. */
    record Run(Mode mode, Way way, boolean back) implements Stretch {}
  }

  /** What is done with the cargo during a stop: doors are open for its last or first part. */
  enum Handling {
    NONE,
    LOADING,
    UNLOADING
  }

  private static final double KNOT = 1852.0 / 3600;
  private static final double KMH = 1 / 3.6;
  private static final double BREAK_AFTER = 4.5 * 3600;
  private static final double REST_AFTER = 9 * 3600;
  private static final double BREAK = 45 * 60;
  private static final double REST = 11 * 3600;
  private static final double HANDLING_SECONDS = 90 * 60;
  private static final double DOOR_CYCLE = 30 * 60;
  private static final double DOOR_OPEN = 12 * 60;
  private static final double TRAFFIC_RELAXATION = 900;

  private final List<Stretch> stretches = new ArrayList<>();
  private final RandomStream traffic;
  private final double truckSpeed;
  private final double shipSpeed;
  private final Position home;

  private int at;
  private double seconds;
  private double metres;
  private double speed;
  private double crowd = 0.3;
  private double driven;
  private double drivenToday;
  private double standing = REST;
  private double pause;

  Journey(AssetSettings settings) {
    home = settings.position();
    traffic = settings.stream("traffic");
    truckSpeed = settings.number("truckKilometresPerHour") * KMH;
    shipSpeed = settings.number("shipKnots") * KNOT;
    seconds = -3600 * settings.number("departsAfterHours");
    settings
        .route()
        .ifPresent(
            route -> {
              there(route);
              double turnaround = settings.number("turnaroundHours") * 3600;
              stop(middle(route.legs().getLast(), true), turnaround, Handling.NONE, false);
              back(route);
            });
  }

  private void there(Route route) {
    Mode before = Mode.TRUCK;
    Handling handling = Handling.LOADING;
    for (Leg leg : route.legs()) {
      stop(middle(leg, false), leg.stop().toSeconds(), handling, leg.mode() != before);
      stretches.add(new Stretch.Run(leg.mode(), new Way(leg.line()), false));
      before = leg.mode();
      handling = Handling.NONE;
    }
    Position end = middle(route.legs().getLast(), true);
    stop(end, route.unload().toSeconds(), Handling.UNLOADING, false);
  }

  private void back(Route route) {
    for (int i = route.legs().size() - 1; i >= 0; i--) {
      Leg leg = route.legs().get(i);
      stretches.add(new Stretch.Run(leg.mode(), new Way(leg.line()), true));
      if (i > 0) {
        stop(middle(leg, false), leg.stop().toSeconds(), Handling.NONE, false);
      }
    }
  }

  private void stop(Position at, double seconds, Handling handling, boolean crane) {
    stretches.add(new Stretch.Stop(at, seconds, handling, crane));
  }

  private static Position middle(Leg leg, boolean end) {
    GeoPosition at = end ? leg.line().getLast() : leg.line().getFirst();
    return new Position(at.lat(), at.lon());
  }

  /**
   * Lets time pass.
   *
   * @param blocked it does not move on
   */
  void advance(Duration step, boolean blocked) {
    double dt = step.toNanos() / 1e9;
    double share = dt / TRAFFIC_RELAXATION;
    crowd += -share * crowd + 0.4 * StrictMath.sqrt(2 * share) * traffic.normal();
    if (stretches.isEmpty()) {
      return;
    }
    switch (stretches.get(at)) {
      case Stretch.Stop stop -> {
        speed = 0;
        seconds += blocked && seconds + dt >= stop.seconds() ? 0 : dt;
        rest(dt);
        if (seconds >= stop.seconds()) {
          next();
        }
      }
      case Stretch.Run run -> ride(run, dt, blocked);
    }
  }

  private void ride(Stretch.Run run, double dt, boolean blocked) {
    boolean truck = run.mode() == Mode.TRUCK;
    if (truck && pause == 0 && (driven >= BREAK_AFTER || drivenToday >= REST_AFTER)) {
      pause = drivenToday >= REST_AFTER ? REST : BREAK;
    }
    double rest = run.way().metres() - metres;
    double braking = truck ? 0.5 : 0.01;
    double limit = truck ? onTheRoad(run, rest) : atSea(run, rest);
    double allowed =
        StrictMath.sqrt(braking * braking * dt * dt + 2 * braking * rest) - braking * dt;
    limit = blocked || pause > 0 ? 0 : Math.min(limit, Math.max(allowed, 1));
    double gain = (truck ? 0.3 : 0.01) * dt;
    speed =
        limit >= speed ? Math.min(limit, speed + gain) : Math.max(limit, speed - braking * dt * 2);
    double moved = Math.min(rest, speed * dt);
    metres += moved;
    if (speed > 0) {
      standing = 0;
      driven += truck ? dt : 0;
      drivenToday += truck ? dt : 0;
    } else {
      rest(dt);
    }
    if (run.way().metres() - metres < 1) {
      next();
    }
  }

  private double onTheRoad(Stretch.Run run, double rest) {
    boolean near = Math.min(metres, rest) < 5_000 && run.way().metres() > 2_000;
    double flow = truckSpeed * Math.clamp(1 - 0.25 * Math.abs(crowd), 0.35, 1);
    return near ? Math.min(flow, 50 * KMH) : flow;
  }

  private double atSea(Stretch.Run run, double rest) {
    boolean near = Math.min(metres, rest) < 12_000 && run.way().metres() > 30_000;
    return near
        ? Math.min(shipSpeed, 8 * KNOT)
        : shipSpeed * (1 - 0.03 * Math.min(1, crowd * crowd));
  }

  private void rest(double dt) {
    standing += dt;
    if (standing >= BREAK) {
      driven = 0;
    }
    if (standing >= REST) {
      drivenToday = 0;
    }
    if (pause > 0 && standing >= pause) {
      pause = 0;
    }
  }

  private void next() {
    at = (at + 1) % stretches.size();
    seconds = 0;
    metres = 0;
    pause = 0;
    if (!(stretches.get(at) instanceof Stretch.Run)) {
      speed = 0;
    }
  }

  /** Where it is. */
  Position position() {
    if (stretches.isEmpty()) {
      return home;
    }
    return switch (stretches.get(at)) {
      case Stretch.Stop stop -> stop.at();
      case Stretch.Run run -> {
        GeoPosition there = run.way().at(run.back() ? run.way().metres() - metres : metres);
        yield new Position(there.lat(), there.lon());
      }
    };
  }

  /** Metres per second. */
  double speed() {
    return speed;
  }

  /** Whether it is on a ship that has left. */
  boolean sailing() {
    return run() instanceof Stretch.Run run && run.mode() == Mode.SHIP;
  }

  /** Whether it is on the road, moving or not. */
  boolean driving() {
    return run() instanceof Stretch.Run run && run.mode() == Mode.TRUCK;
  }

  /** Whether a crane lifts it from one vehicle to another. */
  boolean lifted() {
    return run() instanceof Stretch.Stop stop && stop.crane();
  }

  /** Metres to the nearer end of this ride; zero at a stop. */
  double offshore() {
    return run() instanceof Stretch.Run run ? Math.min(metres, run.way().metres() - metres) : 0;
  }

  /** Whether its doors are open at a dock: 12 minutes of each half hour of loading. */
  boolean doorsOpen() {
    if (!(run() instanceof Stretch.Stop stop) || stop.handling() == Handling.NONE) {
      return false;
    }
    double begins =
        stop.handling() == Handling.LOADING ? Math.max(0, stop.seconds() - HANDLING_SECONDS) : 0;
    double into = seconds - begins;
    return into >= 0
        && into < Math.min(HANDLING_SECONDS, stop.seconds())
        && into % DOOR_CYCLE < DOOR_OPEN;
  }

  private Stretch run() {
    return stretches.isEmpty()
        ? new Stretch.Stop(home, 1, Handling.NONE, false)
        : stretches.get(at);
  }
}
