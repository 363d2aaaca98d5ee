package org.aisle.ui.fake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The system's time, and what a test adds to it. */
public final class FakeClock implements InstantSource {

  private volatile Duration ahead = Duration.ZERO;

  /** Lets time pass at once. */
  public void forward(Duration by) {
    ahead = ahead.plus(by);
  }

  @Override
  public Instant instant() {
    return InstantSource.system().instant().plus(ahead);
  }
}
