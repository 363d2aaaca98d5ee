package org.aisle.backend.timeseries;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.reading.CanonicalJson;
import org.aisle.templates.reading.MergedReading;
import org.aisle.templates.reading.Value;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

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

  private static final JsonMapper JSON = JsonMapper.builder().build();

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
    SortedMap<String, Timed> values = new TreeMap<>();
    if (json != null) {
      JSON.readTree(json)
          .properties()
          .forEach(entry -> values.put(entry.getKey(), timed(entry.getValue())));
    }
    return values;
  }

  String valuesJson() {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    values.forEach((path, timed) -> fields.set(path, json(timed)));
    return JSON.writeValueAsString(fields);
  }

  String extraJson() {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    extra.forEach((name, tree) -> fields.set(name, JSON.readTree(tree.json())));
    return JSON.writeValueAsString(fields);
  }

  private static JsonNode json(Timed timed) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    json.add(FieldColumns.micros(timed.at()));
    return switch (timed.value()) {
      case Value.Num(double number) -> json.add("n").add(number);
      case Value.Whole(long number) -> json.add("w").add(number);
      case Value.Flag(boolean flag) -> json.add("b").add(flag);
      case Value.Text(String text) -> json.add("s").add(text);
      case Value.Moment(Instant time) -> json.add("m").add(FieldColumns.micros(time));
      case Value.Geo(double lat, double lon, Double alt) ->
          json.add("g").add(lat).add(lon).add(alt);
      case Value.Vec(double x, double y, double z) -> json.add("v").add(x).add(y).add(z);
      case Value.Tree(String text) -> json.add("t").add(JSON.readTree(text));
    };
  }

  private static Timed timed(JsonNode json) {
    JsonNode first = json.get(2);
    Value value =
        switch (json.get(1).stringValue()) {
          case "n" -> new Value.Num(first.doubleValue());
          case "w" -> new Value.Whole(first.longValue());
          case "b" -> new Value.Flag(first.booleanValue());
          case "s" -> new Value.Text(first.stringValue());
          case "m" -> new Value.Moment(FieldColumns.instant(first.longValue()));
          case "g" ->
              new Value.Geo(first.doubleValue(), json.get(3).doubleValue(), optional(json.get(4)));
          case "v" ->
              new Value.Vec(
                  first.doubleValue(), json.get(3).doubleValue(), json.get(4).doubleValue());
          case "t" -> CanonicalJson.of(first);
          default -> throw new IllegalStateException("aisle.latest holds " + json);
        };
    return new Timed(FieldColumns.instant(json.get(0).longValue()), value);
  }

  private static @Nullable Double optional(JsonNode json) {
    return json.isNull() ? null : json.doubleValue();
  }
}
