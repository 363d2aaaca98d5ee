package org.aisle.sim.prove;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a proof is to do.
 *
 * @param kills how many processes are killed at least
 * @param serverKills how many kills may end the server
 * @param devices how many devices send
 * @param folder where the product's data, its output and the report lie; empty or absent
 * @param only the faults to draw from, empty for all
 * @param sabotage what is done behind the product's back half-way, to see that it is found
 */
record Settings(
    Launch launch,
    Topology topology,
    int kills,
    int serverKills,
    long seed,
    int devices,
    Path folder,
    Path report,
    Set<Fault> only,
    @Nullable Sabotage sabotage) {

  /** Which processes there are. */
  enum Topology {
    /** One server; devices connect to its broker. */
    SERVER,
    /** A server and a gateway; devices connect to the gateway. */
    GATEWAY
  }

  Settings {
    only = Set.copyOf(only);
    if (kills < 0 || serverKills < 0 || devices < 1 || devices > 99) {
      throw new IllegalArgumentException(
          "There are at least 0 kills, and from 1 to 99 devices; change --kills or --devices.");
    }
  }

  /** Whether a disk is to be filled. */
  boolean wantsDisk() {
    return kills > 0
        && (only.isEmpty() || only.stream().anyMatch(fault -> fault.where() == Fault.Where.DISK));
  }
}
