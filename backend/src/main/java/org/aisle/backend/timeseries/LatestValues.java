package org.aisle.backend.timeseries;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.reading.MergedReading;
import org.aisle.templates.reading.Value;
import org.jspecify.annotations.Nullable;

/**
 * The newest value of each field of a device in one table, as {@code aisle.latest} keeps it: a
 * function of the table's rows, whatever their order of arrival.
 *
 * @param table the name of the table, without schema
 * @param observedAt of the newest reading
 * @param receivedAt of the newest reading
 * @param extra the unmodelled fields of the newest reading
 */
public record LatestValues(
    DeviceId device,
    String table,
    Instant observedAt,
    Instant receivedAt,
    SortedMap<String, Timed> values,
    SortedMap<String, Value.Tree> extra) {

  /** The columns of {@code aisle.latest} that {@link #read} needs, in its order. */
  public static final String COLUMNS =
      "device, tbl, observed_at, received_at, fields::text, extra::text";

  /** A value and when it was observed. */
  public record Timed(Instant at, Value value) {}

  public LatestValues {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    extra = Collections.unmodifiableSortedMap(new TreeMap<>(extra));
  }

  static LatestValues of(String table, MergedReading reading) {
    SortedMap<String, Timed> values = new TreeMap<>();
    reading
        .values()
        .forEach((path, v) -> values.put(path, new Timed(reading.observedAt(), v.value())));
    SortedMap<String, Value.Tree> extra = new TreeMap<>();
    reading
        .extra()
        .forEach(
            (name, v) -> {
              if (v.value() instanceof Value.Tree tree) {
                extra.put(name, tree);
              }
            });
    return new LatestValues(
        reading.device().device(),
        table,
        reading.observedAt(),
        reading.receivedAt(),
        values,
        extra);
  }

  /**
   * With rows that were written later than those known here; at equal times theirs are the merged
   * truth.
   */
  LatestValues with(LatestValues later) {
    SortedMap<String, Timed> joined = new TreeMap<>(values);
    later.values.forEach(
        (path, timed) ->
            joined.merge(path, timed, (old, now) -> now.at().isBefore(old.at()) ? old : now));
    LatestValues newest = later.observedAt.isBefore(observedAt) ? this : later;
    return new LatestValues(
        device, table, newest.observedAt, newest.receivedAt, joined, newest.extra);
  }

  /** A row whose columns are {@link #COLUMNS}. */
  public static LatestValues read(ResultSet row) throws SQLException {
    return new LatestValues(
        new DeviceId(row.getString(1)),
        row.getString(2),
        row.getObject(3, OffsetDateTime.class).toInstant(),
        row.getObject(4, OffsetDateTime.class).toInstant(),
        fields(row.getString(5)),
        ExtraJson.read(row.getString(6)));
  }

  /** The column {@code fields}; null holds nothing. */
  public static SortedMap<String, Timed> fields(@Nullable String json) {
    return json == null ? new TreeMap<>() : LatestJson.read(json);
  }

  String valuesJson() {
    return LatestJson.write(values);
  }

  String extraJson() {
    String json = ExtraJson.ofTrees(extra);
    return json == null ? "{}" : json;
  }
}
