package org.aisle.backend.timeseries;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.reading.CanonicalJson;
import org.aisle.templates.reading.Value;
import org.jspecify.annotations.Nullable;

/** How a field's value is spread over its columns, and read back from them. */
public final class FieldColumns {

  private FieldColumns() {}

  /**
   * The column values in the order of {@link Field#columns()}: Double, Integer, Long, Boolean,
   * String (also for jsonb), or epoch microseconds as Long for a timestamp.
   *
   * @throws IllegalArgumentException when the value is not of the field's type or range
   */
  static @Nullable Object[] write(Field field, Value value) {
    return switch (field.type()) {
      case FieldType.Decimal d when value instanceof Value.Num n -> one(n.value());
      case FieldType.Whole w when value instanceof Value.Whole n ->
          one(w.bits() <= 32 ? (Object) Math.toIntExact(n.value()) : (Object) n.value());
      case FieldType.Bool b when value instanceof Value.Flag f -> one(f.value());
      case FieldType.Text t when value instanceof Value.Text s -> one(s.value());
      case FieldType.Choice c when value instanceof Value.Text s -> one(s.value());
      case FieldType.Moment m when value instanceof Value.Moment t -> one(micros(t.value()));
      case FieldType.Tree t when value instanceof Value.Tree j -> one(j.json());
      case FieldType.GeoPoint g when value instanceof Value.Geo p ->
          new @Nullable Object[] {p.lat(), p.lon(), p.alt()};
      case FieldType.Vector v when value instanceof Value.Vec p ->
          new @Nullable Object[] {p.x(), p.y(), p.z()};
      default ->
          throw new IllegalArgumentException(
              "The field %s is of type %s and can't hold %s."
                  .formatted(
                      field.path(),
                      field.type().getClass().getSimpleName(),
                      value.getClass().getSimpleName()));
    };
  }

  /** Whether {@link #write} would take the value. */
  public static boolean fits(Field field, Value value) {
    if (field.type() instanceof FieldType.Whole w
        && value instanceof Value.Whole n
        && w.bits() <= 32) {
      return n.value() == (int) n.value();
    }
    try {
      write(field, value);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * The value in the field's columns, which start at {@code first} (from 1) in the row; null when
   * there is none.
   */
  public static @Nullable Value read(Field field, ResultSet row, int first) throws SQLException {
    return switch (field.type()) {
      case FieldType.Decimal d -> {
        double number = row.getDouble(first);
        yield row.wasNull() ? null : new Value.Num(number);
      }
      case FieldType.Whole w -> {
        long number = row.getLong(first);
        yield row.wasNull() ? null : new Value.Whole(number);
      }
      case FieldType.Bool b -> {
        boolean flag = row.getBoolean(first);
        yield row.wasNull() ? null : new Value.Flag(flag);
      }
      case FieldType.Text t -> text(row.getString(first));
      case FieldType.Choice c -> text(row.getString(first));
      case FieldType.Moment m -> {
        OffsetDateTime time = row.getObject(first, OffsetDateTime.class);
        yield time == null ? null : new Value.Moment(time.toInstant());
      }
      case FieldType.Tree t -> {
        String json = row.getString(first);
        yield json == null ? null : CanonicalJson.parse(json);
      }
      case FieldType.GeoPoint g -> {
        double lat = row.getDouble(first);
        if (row.wasNull()) {
          yield null;
        }
        double lon = row.getDouble(first + 1);
        double alt = row.getDouble(first + 2);
        yield new Value.Geo(lat, lon, row.wasNull() ? null : alt);
      }
      case FieldType.Vector v -> {
        double x = row.getDouble(first);
        yield row.wasNull()
            ? null
            : new Value.Vec(x, row.getDouble(first + 1), row.getDouble(first + 2));
      }
    };
  }

  static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static @Nullable Value text(@Nullable String text) {
    return text == null ? null : new Value.Text(text);
  }

  private static @Nullable Object[] one(Object value) {
    return new @Nullable Object[] {value};
  }
}
