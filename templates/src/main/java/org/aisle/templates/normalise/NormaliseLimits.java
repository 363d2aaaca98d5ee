package org.aisle.templates.normalise;

import java.time.Duration;

/**
 * How far a device is believed.
 *
 * @param maxClockLead how far a device's clock may run ahead of the gateway's
 * @param maxExtraFields unmodelled fields kept of one sample
 * @param maxExtraLength length of their canonical JSON together, in characters
 */
public record NormaliseLimits(Duration maxClockLead, int maxExtraFields, int maxExtraLength) {

  /** 5 minutes, 100 fields, 64 Ki characters. */
  public static final NormaliseLimits DEFAULT =
      new NormaliseLimits(Duration.ofMinutes(5), 100, 64 * 1024);

  public NormaliseLimits {
    if (maxClockLead.isNegative() || maxExtraFields < 0 || maxExtraLength < 0) {
      throw new IllegalArgumentException("Limits must not be negative.");
    }
  }
}
