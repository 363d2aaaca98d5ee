package org.aisle.sim.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a running fleet is doing.
 *
 * @param devices how many are simulated
 * @param connections how many connections to the broker they share
 * @param connected how many of the connections stand
 * @param sent messages handed to a connection
 * @param acknowledged messages the broker has taken responsibility for
 * @param refused messages that will not be sent again
 * @param simulatedTime how far the device has come that is furthest behind: everything before was
 *     simulated and acknowledged or refused; empty when nothing is left
 * @param troubles sentences about what does not work at present
 * @param finished whether the timeline has ended and nothing is waiting
 */
public record FleetStatus(
    int devices,
    int connections,
    int connected,
    long sent,
    long acknowledged,
    long refused,
    Optional<Instant> simulatedTime,
    List<String> troubles,
    boolean finished) {

  public FleetStatus {
    troubles = List.copyOf(troubles);
  }
}
