package org.aisle.sim.replay;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.aisle.templates.identity.DeviceRef;

/**
 * How a recording is played.
 *
 * @param speed seconds of the recording for each real second; empty means as fast as messages are
 *     acknowledged
 * @param shiftToNow moves all times by the same amount, so that the last sample falls on the moment
 *     at which it is due to be sent: at speed 1 the first is now, without a speed the last
 * @param batch samples in a message; empty means as they were recorded (an array is a message, at
 *     most 500 samples)
 * @param reverse from the last row to the first; at most {@link Replay#REVERSIBLE} rows
 * @param fromSample the row with which to begin, in the order of playing, counted from 1
 */
public record ReplaySettings(
    DeviceRef device,
    OptionalDouble speed,
    boolean shiftToNow,
    OptionalInt batch,
    boolean reverse,
    long fromSample) {

  public ReplaySettings {
    if (speed.isPresent() && !(speed.getAsDouble() > 0 && speed.getAsDouble() <= 1e6)) {
      throw new IllegalArgumentException("A speed is greater than 0 and at most 1000000.");
    }
    if (batch.isPresent() && (batch.getAsInt() < 1 || batch.getAsInt() > Replay.LARGEST_BATCH)) {
      throw new IllegalArgumentException("A batch has 1 to 500 samples.");
    }
    if (fromSample < 1) {
      throw new IllegalArgumentException("Samples are counted from 1.");
    }
  }

  /** Everything, as fast as acknowledged, with the times and messages of the recording. */
  public static ReplaySettings asRecorded(DeviceRef device) {
    return new ReplaySettings(device, OptionalDouble.empty(), false, OptionalInt.empty(), false, 1);
  }
}
