package org.aisle.sim.replay;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What came of a replay; counts are of samples, not of messages.
 *
 * @param rows rows read
 * @param sent handed to the broker at least once
 * @param acknowledged the broker has taken responsibility for them
 * @param refused the broker refused them, or the replay ended before they were acknowledged
 * @param rejected rows that could not be mapped
 * @param rejections the first 100 of those
 * @param leftOut source fields that the map does not mention
 * @param resumeFrom where to begin again if the replay did not come to its end
 * @param stopped why it did not, if so
 */
public record ReplaySummary(
    long rows,
    long sent,
    long acknowledged,
    long refused,
    long rejected,
    List<Recorded.Rejected> rejections,
    Set<String> leftOut,
    OptionalLong resumeFrom,
    Optional<String> stopped) {

  public ReplaySummary {
    rejections = List.copyOf(rejections);
    leftOut = Set.copyOf(leftOut);
  }

  /** Whether every row was mapped, sent and acknowledged. */
  public boolean complete() {
    return rejected == 0 && refused == 0 && sent == acknowledged && stopped.isEmpty();
  }
}
