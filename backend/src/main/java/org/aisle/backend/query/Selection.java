package org.aisle.backend.query;

import static org.aisle.backend.timeseries.TableName.quoted;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.backend.query.Telemetry.Row;
import org.aisle.backend.timeseries.ExtraJson;
import org.aisle.backend.timeseries.FieldColumns;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.reading.Value;

/**
 * Which columns of one of a template's two tables answer a question for rows. Names that the
 * template does not know are looked for among the unmodelled fields.
 */
final class Selection {

  private final List<Field> fields = new ArrayList<>();
  private final List<Measure> components = new ArrayList<>();
  private final Set<String> extras = new LinkedHashSet<>();
  private final boolean everything;
  private final boolean derived;

  /**
   * @param derived whether the table is that of the derived fields, not that of the readings
   */
  Selection(DeviceTemplate template, List<String> paths, boolean derived) {
    everything = paths.isEmpty();
    this.derived = derived;
    List<String> wanted = everything ? template.fields().stream().map(Field::path).toList() : paths;
    for (String path : new LinkedHashSet<>(wanted)) {
      List<Measure> measures = Measure.of(template, path);
      Field field = template.field(path).orElse(null);
      if (field != null) {
        if (derived == template.derived(path).isPresent()) {
          fields.add(field);
        }
      } else if (!measures.isEmpty()) {
        measures.stream().filter(m -> m.derived() == derived).forEach(components::add);
      } else if (!derived) {
        extras.add(path);
      }
    }
  }

  /** Whether the table holds nothing that is asked for. */
  boolean isEmpty() {
    return fields.isEmpty() && components.isEmpty() && extras.isEmpty() && (derived || !everything);
  }

  String columns() {
    StringBuilder columns =
        new StringBuilder(
            derived
                ? "observed_at, observed_at, null::int8, null::timestamptz, null::text"
                : "observed_at, received_at, seq, claimed_at, extra");
    for (Field field : fields) {
      field.columns().forEach(column -> columns.append(", ").append(quoted(column.name())));
    }
    components.forEach(component -> columns.append(", ").append(component.sql()));
    return columns.toString();
  }

  /** True for rows that hold anything asked for; has one parameter, {@link #extras}. */
  String condition() {
    List<String> any = new ArrayList<>();
    any.add("jsonb_exists_any(" + (derived ? "null::jsonb" : "extra") + ", ?)");
    if (everything) {
      any.add("true");
    }
    fields.forEach(field -> any.add(quoted(field.columns().getFirst().name()) + " IS NOT NULL"));
    components.forEach(component -> any.add(component.sql() + " IS NOT NULL"));
    return "(" + String.join(" OR ", any) + ")";
  }

  String[] extras() {
    return extras.toArray(new String[0]);
  }

  Row read(ResultSet row) throws SQLException {
    SortedMap<String, Value> values = new TreeMap<>();
    int column = 6;
    for (Field field : fields) {
      Value value = FieldColumns.read(field, row, column);
      if (value != null) {
        values.put(field.path(), value);
      }
      column += field.columns().size();
    }
    for (Measure component : components) {
      double number = row.getDouble(column++);
      if (!row.wasNull()) {
        values.put(component.path(), new Value.Num(number));
      }
    }
    SortedMap<String, Value.Tree> extra = new TreeMap<>(ExtraJson.read(row.getString(5)));
    if (!everything) {
      extra.keySet().retainAll(extras);
    }
    long seq = row.getLong(3);
    boolean hasSeq = !row.wasNull();
    OffsetDateTime claimed = row.getObject(4, OffsetDateTime.class);
    return new Row(
        row.getObject(1, OffsetDateTime.class).toInstant(),
        row.getObject(2, OffsetDateTime.class).toInstant(),
        hasSeq ? seq : null,
        claimed == null ? null : claimed.toInstant(),
        values,
        extra);
  }
}
