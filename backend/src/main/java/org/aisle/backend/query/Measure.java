package org.aisle.backend.query;

import static org.aisle.backend.timeseries.TableName.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;

/**
 * Something that can be drawn as a line: a numeric field, a boolean (0 or 1), or one component of a
 * vector ({@code acceleration.x}) or position ({@code location.lat}).
 *
 * @param sql an expression of type double precision, null where there is no value
 */
record Measure(String path, String sql) {

  /** The measures of that path: one, or all components of a vector; none when it has none. */
  static List<Measure> of(DeviceTemplate template, String path) {
    Optional<Field> field = template.field(path);
    if (field.isPresent()) {
      return all(field.get());
    }
    int dot = path.lastIndexOf('.');
    if (dot < 0) {
      return List.of();
    }
    return template.field(path.substring(0, dot)).stream()
        .flatMap(parent -> components(parent).stream())
        .filter(measure -> measure.path().equals(path))
        .toList();
  }

  /** What a chart of everything shows: all numeric fields and vectors. */
  static List<Measure> of(DeviceTemplate template) {
    List<Measure> measures = new ArrayList<>();
    for (Field field : template.telemetry()) {
      if (field.numeric() || field.type() instanceof FieldType.Vector) {
        measures.addAll(all(field));
      }
    }
    return measures;
  }

  private static List<Measure> all(Field field) {
    String column = quoted(field.columns().getFirst().name());
    if (field.numeric()) {
      return List.of(new Measure(field.path(), column + "::float8"));
    }
    if (field.type() instanceof FieldType.Bool) {
      return List.of(new Measure(field.path(), column + "::int::float8"));
    }
    return field.type() instanceof FieldType.Vector ? components(field) : List.of();
  }

  private static List<Measure> components(Field field) {
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
                    quoted(column.name())))
        .toList();
  }
}
