package org.aisle.gateway.enrolment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machine's clock, corrected by the server's where the two differ by {@value #TOLERATED}
 * seconds or more: devices whose time is right must be believed also where the gateway's is wrong.
 * Thread-safe.
 */
public final class GuidedClock implements InstantSource {

  private static final Logger LOG = LoggerFactory.getLogger(GuidedClock.class);
  private static final int TOLERATED = 30;

  private final InstantSource machine;
  private volatile Duration offset = Duration.ZERO;
  private volatile Duration correction = Duration.ZERO;

  public GuidedClock(InstantSource machine) {
    this.machine = machine;
  }

  /** Compares with the server's time of this moment, which is known to the second. */
  void hear(Instant server) {
    Duration now = Duration.between(server, machine.instant());
    offset = now;
    Duration wanted = now.abs().toSeconds() >= TOLERATED ? now : Duration.ZERO;
    if (wanted.minus(correction).abs().toSeconds() >= 2) {
      if (wanted.isZero()) {
        LOG.info("This machine's clock agrees with the server's again.");
      } else {
        LOG.warn(
            "This machine's clock is {} s {} the server's; the gateway goes by the server's. Set the machine's clock.",
            now.abs().toSeconds(),
            now.isNegative() ? "behind" : "ahead of");
      }
      correction = wanted;
    }
  }

  /** The machine's clock minus the server's, as of the last answer; zero before the first. */
  public Duration offset() {
    return offset;
  }

  /** Whether the machine's time is corrected at the moment. */
  public boolean isCorrecting() {
    return !correction.isZero();
  }

  @Override
  public Instant instant() {
    return machine.instant().minus(correction);
  }
}
