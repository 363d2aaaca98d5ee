package org.aisle.backend.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.aisle.templates.identity.AppId;

/**
 * Lets simulated devices live. A server may have none: it registers such devices, and they stay
 * silent. Thread-safe.
 */
public interface Simulator {

  /**
   * How far the devices of an app have come. Those that are disabled say nothing, and are not
   * counted.
   *
   * @param devices that are enabled
   * @param from where their history begins
   * @param live where it ends
   * @param reached how far the slowest device has come, from {@code from} to {@code live}
   * @param sent messages since the server or the devices were started
   * @param waiting devices that have no connection at present
   * @param disabled devices that are disabled
   * @param unstored messages that may belong to the history and still wait in the broker's queue
   */
  record Progress(
      int devices,
      Instant from,
      Instant live,
      Instant reached,
      long sent,
      int waiting,
      int disabled,
      long unstored) {

    /** Whether all of it was made up and is stored. */
    public boolean historyDone() {
      return !reached.isBefore(live) && unstored == 0;
    }

    /** How much of the history there is, from 0 to 100. */
    public int percent() {
      long all = Duration.between(from, live).toSeconds();
      long done = Duration.between(from, reached).toSeconds();
      return all <= 0 || historyDone() ? 100 : (int) Math.clamp(100 * done / all, 0, 99);
    }
  }

  /** How much of the past the devices of an app make up when its plan says nothing. */
  Duration usualHistory();

  /** A device measures no more often than this in its history. */
  Duration historyEvery();

  /** Empty while no device of the app is simulated. */
  Optional<Progress> progress(AppId app);

  /**
   * Ends the history where it is: the devices go on with the present, and what is missing stays so.
   * Returns at once; false when there is nothing to end.
   */
  boolean cutHistory(AppId app);
}
