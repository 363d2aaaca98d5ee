package org.aisle.backend.timeseries;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;

/**
 * Which devices have rows that are not known to be evaluated. A mark is set in the transaction that
 * writes the rows, so it is there whenever they are, whatever ends the process. Thread-safe.
 */
public interface EvaluationMarks {

  /** Before every reading. */
  Instant BEGINNING = Instant.parse("0001-01-01T00:00:00Z");

  /**
   * How things stand with one device's table.
   *
   * @param changes the number of the last write
   * @param dueFrom the oldest instant that is to be evaluated; null when nothing is
   * @param heardAt when the newest reading arrived; null where nobody looked
   */
  record Mark(
      DeviceRef device,
      String table,
      long changes,
      @Nullable Instant dueFrom,
      @Nullable Instant heardAt) {}

  /** Every device that has something to be evaluated. */
  List<Mark> due();

  /** Empty when the device has no row there. */
  default Optional<Mark> of(DeviceRef device, String table) {
    return Optional.ofNullable(of(device.app(), table, List.of(device.device())).get(device));
  }

  /** Of those devices of an app that have a row there. */
  Map<DeviceRef, Mark> of(AppId app, String table, Collection<DeviceId> devices);

  /**
   * Nothing is due any more for those whose last write is still the one given; the others stay as
   * they are, and so do those that are being written to at this moment.
   */
  void settle(Collection<Mark> evaluated);

  /**
   * Has devices of an app evaluated anew, as if their rows had been written again. Takes part in
   * the caller's transaction.
   *
   * @param table of one table only; null for all
   * @param device one only; null for all
   */
  void markDue(AppId app, @Nullable String table, @Nullable DeviceId device, Instant from);
}
