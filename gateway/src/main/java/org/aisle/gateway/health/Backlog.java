package org.aisle.gateway.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What waits on a gateway's disk for its uplink. Thread-safe; asked every few seconds. */
@FunctionalInterface
public interface Backlog {

  /**
   * A moment's answer.
   *
   * @param messages messages that are kept and not yet acknowledged by the server
   * @param oldest when the oldest of them was received; null when nothing waits or it is not known
   * @param usedBytes disk that the queue takes
   * @param freeBytes disk that is left to it
   * @param notice what the overflow policy does at the moment, for people; null while there is room
   */
  record Level(
      long messages,
      @Nullable Instant oldest,
      long usedBytes,
      long freeBytes,
      @Nullable String notice) {}

  Level level();
}
