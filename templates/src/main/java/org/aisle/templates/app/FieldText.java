package org.aisle.templates.app;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;

/** Values of properties as the texts that a file holds. */
public final class FieldText {

  private FieldText() {}

  /** Whether a file can hold that as the field's value: positions, vectors and trees it can't. */
  public static boolean fits(String value, Field field) {
    try {
      return switch (field.type()) {
        case FieldType.Decimal d -> Double.isFinite(Double.parseDouble(value));
        case FieldType.Whole w ->
            w.bits() > 32 ? Long.parseLong(value) != Long.MIN_VALUE : fitsInt(value);
        case FieldType.Bool b -> value.equals("true") || value.equals("false");
        case FieldType.Text t ->
            switch (t.form()) {
              case ANY -> true;
              case DATE -> LocalDate.parse(value).getYear() > 0;
              case TIME -> java.time.LocalTime.parse(value).getHour() >= 0;
              case DURATION -> Duration.parse(value).abs().toDays() < 1_000_000;
            };
        case FieldType.Choice c -> c.options().stream().anyMatch(o -> o.name().equals(value));
        case FieldType.Moment m -> Instant.parse(value).isAfter(Instant.EPOCH);
        case FieldType.GeoPoint g -> false;
        case FieldType.Vector v -> false;
        case FieldType.Tree t -> false;
      };
    } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
      return false;
    }
  }

  private static boolean fitsInt(String value) {
    return Integer.parseInt(value) >= Integer.MIN_VALUE;
  }
}
