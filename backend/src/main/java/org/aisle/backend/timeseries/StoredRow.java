package org.aisle.backend.timeseries;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.MergedReading;
import org.aisle.templates.reading.MergedReading.Stamped;
import org.aisle.templates.reading.Value;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A merged reading as one row. The column {@code seq} is the highest sequence number of all fields;
 * {@code field_seq} names those filled columns whose number differs from it, and below {@code
 * extra} those unmodelled names. Usually there are none.
 *
 * @param reading as far as the template at hand knows the row's columns
 * @param unseen the sequence numbers of filled columns that the template does not know, because
 *     another version added them; their values stay as they are
 */
record StoredRow(MergedReading reading, SortedMap<String, @Nullable Long> unseen) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  static StoredRow of(MergedReading reading) {
    return new StoredRow(reading, new TreeMap<>());
  }

  StoredRow merge(MergedReading other) {
    return new StoredRow(reading.merge(other), unseen);
  }

  @Nullable Long seq() {
    Long highest = reading.seq();
    for (Long seq : unseen.values()) {
      highest = highest == null || (seq != null && seq > highest) ? seq : highest;
    }
    return highest;
  }

  @Nullable String fieldSeqJson(DeviceTemplate template) {
    Long rowSeq = seq();
    if (unseen.isEmpty() && alike(reading.values(), rowSeq) && alike(reading.extra(), rowSeq)) {
      return null;
    }
    ObjectNode differing = JsonNodeFactory.instance.objectNode();
    for (Field field : template.telemetry()) {
      Stamped stamped = reading.values().get(field.path());
      if (stamped != null) {
        @Nullable Object[] parts = FieldColumns.write(field, stamped.value());
        for (int i = 0; i < parts.length; i++) {
          if (parts[i] != null) {
            put(differing, field.columns().get(i).name(), stamped.seq(), rowSeq);
          }
        }
      }
    }
    unseen.forEach((column, seq) -> put(differing, column, seq, rowSeq));
    ObjectNode extra = JsonNodeFactory.instance.objectNode();
    reading.extra().forEach((name, stamped) -> put(extra, name, stamped.seq(), rowSeq));
    if (!extra.isEmpty()) {
      differing.set("extra", extra);
    }
    return differing.isEmpty() ? null : JSON.writeValueAsString(differing);
  }

  private static boolean alike(SortedMap<String, Stamped> fields, @Nullable Long rowSeq) {
    for (Stamped stamped : fields.values()) {
      if (!Objects.equals(stamped.seq(), rowSeq)) {
        return false;
      }
    }
    return true;
  }

  private static void put(
      ObjectNode differing, String name, @Nullable Long seq, @Nullable Long rowSeq) {
    if (seq == null ? rowSeq != null : !seq.equals(rowSeq)) {
      differing.put(name, seq);
    }
  }

  /** Reads a row of {@link TableRows#lock}. */
  static StoredRow read(TableRows rows, ResultSet row, SortedMap<String, Integer> unknown)
      throws SQLException {
    long number = row.getLong(5);
    Long rowSeq = row.wasNull() ? null : number;
    String fieldSeqText = row.getString(7);
    JsonNode fieldSeq =
        fieldSeqText == null ? JsonNodeFactory.instance.objectNode() : JSON.readTree(fieldSeqText);
    SortedMap<String, Stamped> values = new TreeMap<>();
    int column = 8;
    for (Field field : rows.template().telemetry()) {
      Value value = FieldColumns.read(field, row, column);
      if (value != null) {
        String first = field.columns().getFirst().name();
        values.put(field.path(), new Stamped(value, seq(fieldSeq, first, rowSeq)));
      }
      column += field.columns().size();
    }
    SortedMap<String, @Nullable Long> unseen = new TreeMap<>();
    for (Map.Entry<String, Integer> other : unknown.entrySet()) {
      if (row.getObject(other.getValue()) != null) {
        unseen.put(other.getKey(), seq(fieldSeq, other.getKey(), rowSeq));
      }
    }
    SortedMap<String, Stamped> extra = new TreeMap<>();
    JsonNode extraSeq = fieldSeq.path("extra");
    ExtraJson.read(row.getString(6))
        .forEach((name, tree) -> extra.put(name, new Stamped(tree, seq(extraSeq, name, rowSeq))));
    OffsetDateTime claimed = row.getObject(4, OffsetDateTime.class);
    return new StoredRow(
        new MergedReading(
            new DeviceRef(rows.app(), new DeviceId(row.getString(1))),
            row.getObject(2, OffsetDateTime.class).toInstant(),
            row.getObject(3, OffsetDateTime.class).toInstant(),
            claimed == null ? null : claimed.toInstant(),
            values,
            extra),
        unseen);
  }

  private static @Nullable Long seq(JsonNode fieldSeq, String name, @Nullable Long rowSeq) {
    JsonNode own = fieldSeq.get(name);
    if (own == null) {
      return rowSeq;
    }
    return own.isNull() ? null : own.longValue();
  }
}
