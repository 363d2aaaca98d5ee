package org.aisle.sim.cooler;

import java.time.Duration;
import java.time.Instant;
import org.aisle.sim.world.RandomStream;
import org.aisle.sim.world.StoreHours;

/**
 * A door and the people who open it: a Poisson process whose rate follows the store's hours,
 * sampled by thinning in fixed steps (Lewis and Shedler, 1979); each opening lasts 4 to 15 s.
 */
final class Door {

  private final RandomStream random;
  private final StoreHours hours;
  private final double openingsPerHour;
  private double secondsLeft;
  private boolean heldOpen;
  private int openings;

  Door(RandomStream random, StoreHours hours, double openingsPerHour) {
    this.random = random;
    this.hours = hours;
    this.openingsPerHour = openingsPerHour;
  }

  /** Returns for which share of the step the door stood open, 0 to 1. */
  double advance(Instant now, Duration step, boolean held) {
    double seconds = step.toNanos() / 1e9;
    boolean someone =
        random.chance(
            openingsPerHour * hours.traffic(now) * seconds / Duration.ofHours(1).toSeconds());
    double lasting = random.uniform(4, 15);
    if (held) {
      if (!heldOpen) {
        openings++;
      }
      heldOpen = true;
      return 1;
    }
    heldOpen = false;
    if (someone && secondsLeft <= 0) {
      openings++;
      secondsLeft = lasting;
    }
    double open = Math.min(Math.max(secondsLeft, 0), seconds);
    secondsLeft -= open;
    return open / seconds;
  }

  boolean open() {
    return heldOpen || secondsLeft > 0;
  }

  int takeOpenings() {
    int taken = openings;
    openings = 0;
    return taken;
  }
}
