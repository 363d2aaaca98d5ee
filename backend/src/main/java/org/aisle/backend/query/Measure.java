package org.aisle.backend.query;

import static org.aisle.backend.timeseries.TableName.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aisle.backend.timeseries.TableName;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.identity.AppId;

/**
 * Something that can be drawn as a line: a numeric field, a boolean (0 or 1), or one component of a
 * vector ({@code acceleration.x}) or position ({@code location.lat}).
 *
 * @param column the name of its column
 * @param sql an expression of type double precision, null where there is no value
 * @param derived whether it is in the table of the derived fields
 */
record Measure(String path, String column, String sql, boolean derived) {

  /** The measures of that path: one, or all components of a vector; none when it has none. */
  static List<Measure> of(DeviceTemplate template, String path) {
    Optional<Field> field = template.field(path);
    if (field.isPresent()) {
      return all(field.get(), template.derived(path).isPresent());
    }
    int dot = path.lastIndexOf('.');
    if (dot < 0) {
      return List.of();
    }
    boolean derived = template.derived(path.substring(0, dot)).isPresent();
    return template.field(path.substring(0, dot)).stream()
        .flatMap(parent -> components(parent, derived).stream())
        .filter(measure -> measure.path().equals(path))
        .toList();
  }

  /** The table that holds it. */
  TableName table(AppId app, DeviceTemplate template) {
    return tableOf(app, template, derived);
  }

  static TableName tableOf(AppId app, DeviceTemplate template, boolean derived) {
    return derived
        ? new TableName(app.schema(), template.derivedTable())
        : TableName.of(app, template);
  }

  /** What a chart of everything shows: all numeric fields and vectors. */
  static List<Measure> of(DeviceTemplate template) {
    List<Measure> measures = new ArrayList<>();
    for (Field field : template.fields()) {
      if (field.numeric() || field.type() instanceof FieldType.Vector) {
        measures.addAll(all(field, template.derived(field.path()).isPresent()));
      }
    }
    return measures;
  }

  /** Those of some paths, none twice; all that a chart shows where there are no paths. */
  static List<Measure> of(DeviceTemplate template, List<String> paths) {
    return paths.isEmpty()
        ? of(template)
        : paths.stream().flatMap(path -> of(template, path).stream()).distinct().toList();
  }

  private static List<Measure> all(Field field, boolean derived) {
    String name = field.columns().getFirst().name();
    String column = quoted(name);
    if (field.numeric()) {
      return List.of(new Measure(field.path(), name, column + "::float8", derived));
    }
    if (field.type() instanceof FieldType.Bool) {
      return List.of(new Measure(field.path(), name, column + "::int::float8", derived));
    }
    return field.type() instanceof FieldType.Vector ? components(field, derived) : List.of();
  }

  private static List<Measure> components(Field field, boolean derived) {
    if (!(field.type() instanceof FieldType.Vector || field.type() instanceof FieldType.GeoPoint)) {
      return List.of();
    }
    return field.columns().stream()
        .map(
            column ->
                new Measure(
                    field.path()
                        + "."
                        + column.name().substring(column.name().lastIndexOf('_') + 1),
                    column.name(),
                    quoted(column.name()),
                    derived))
        .toList();
  }
}
