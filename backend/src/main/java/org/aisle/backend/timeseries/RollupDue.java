package org.aisle.backend.timeseries;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.jspecify.annotations.Nullable;

/**
 * Marks what is written into time that is summed up already, in the transaction that writes it.
 * Marks are only ever added here, so that nobody waits for whoever works them off.
 */
final class RollupDue {

  private static final long HOUR = Duration.ofHours(1).toMillis() * 1_000;

  private static final String MARK =
      """
      INSERT INTO aisle.rollup_due (app, tbl, device, due_from, due_to)
      SELECT ?, ?, a.device, timestamptz 'epoch' + a.due_from * interval '1 microsecond',
        timestamptz 'epoch' + a.due_to * interval '1 microsecond'
      FROM unnest(?::text[], ?::int8[], ?::int8[]) AS a(device, due_from, due_to)
      """;

  private final List<String> devices = new ArrayList<>();
  private final List<Long> froms = new ArrayList<>();
  private final List<Long> tos = new ArrayList<>();

  /** The hours in which one device's rows were written. Not thread-safe. */
  static final class Hours {
    private final SortedSet<Long> hours = new TreeSet<>();
    private long last = Long.MIN_VALUE;

    void add(Instant time) {
      long hour = Math.floorDiv(FieldColumns.micros(time), HOUR);
      if (hour != last) {
        hours.add(hour);
        last = hour;
      }
    }
  }

  /**
   * @param rolledTo since when nothing is summed up yet, in microseconds; null when nothing is
   */
  void add(DeviceId device, Hours written, @Nullable Long rolledTo) {
    if (rolledTo == null) {
      return;
    }
    long from = 0;
    long to = Long.MIN_VALUE;
    for (long hour : written.hours.headSet(Math.ceilDiv(rolledTo, HOUR))) {
      if (hour * HOUR != to) {
        add(device, from, to);
        from = hour * HOUR;
      }
      to = (hour + 1) * HOUR;
    }
    add(device, from, to);
  }

  /** Everything from an instant on. */
  void addFrom(DeviceId device, Instant from, @Nullable Long rolledTo) {
    if (rolledTo != null) {
      add(device, Math.floorDiv(FieldColumns.micros(from), HOUR) * HOUR, rolledTo);
    }
  }

  private void add(DeviceId device, long from, long to) {
    if (from < to) {
      devices.add(device.value());
      froms.add(from);
      tos.add(to);
    }
  }

  void write(Connection connection, AppId app, String table) throws SQLException {
    if (devices.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(MARK)) {
      statement.setString(1, app.value());
      statement.setString(2, table);
      statement.setArray(3, connection.createArrayOf("text", devices.toArray()));
      statement.setArray(4, connection.createArrayOf("int8", froms.toArray()));
      statement.setArray(5, connection.createArrayOf("int8", tos.toArray()));
      statement.executeUpdate();
    }
  }
}
