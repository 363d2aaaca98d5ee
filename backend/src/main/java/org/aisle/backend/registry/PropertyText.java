package org.aisle.backend.registry;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.reading.Value;
import org.jspecify.annotations.Nullable;

/** Property values as text in their canonical form. */
final class PropertyText {

  /** The longest value, in characters. */
  static final int LENGTH = 4_000;

  private PropertyText() {}

  /** The canonical text of every value that {@code template} knows; the others are problems. */
  static Map<String, String> check(
      DeviceTemplate template, Map<String, String> values, Problems problems) {
    Map<String, String> canonical = new TreeMap<>();
    values.forEach(
        (path, text) -> {
          var property = template.property(path);
          if (property.isEmpty()) {
            problems.add(
                "property.unknown",
                "%s has no property %s: use one of %s."
                    .formatted(
                        template.id(),
                        Problems.quoted(path),
                        template.properties().stream().map(p -> p.field().path()).toList()));
            return;
          }
          String value = canonical(property.get().field(), text);
          if (value == null) {
            problems.add(
                "property.invalid",
                "The property %s can't be %s: give it %s."
                    .formatted(
                        path, Problems.quoted(text), expected(property.get().field().type())));
          } else {
            canonical.put(path, value);
          }
        });
    return canonical;
  }

  static String of(Value value) {
    return switch (value) {
      case Value.Num(double number) -> Double.toString(number);
      case Value.Whole(long number) -> Long.toString(number);
      case Value.Flag(boolean flag) -> Boolean.toString(flag);
      case Value.Text(String text) -> text;
      case Value.Moment(Instant moment) -> moment.toString();
      case Value.Geo(double lat, double lon, Double alt) ->
          alt == null ? lat + "," + lon : lat + "," + lon + "," + alt;
      case Value.Vec(double x, double y, double z) -> x + "," + y + "," + z;
      case Value.Tree(String json) -> json;
    };
  }

  private static @Nullable String canonical(Field field, String text) {
    if (text.length() > LENGTH || text.indexOf('\0') >= 0) {
      return null;
    }
    try {
      return switch (field.type()) {
        case FieldType.Decimal d -> of(new Value.Num(Double.parseDouble(text.strip())));
        case FieldType.Whole(int bits) ->
            bits <= 32
                ? Integer.toString(Integer.parseInt(text.strip()))
                : Long.toString(Long.parseLong(text.strip()));
        case FieldType.Bool b -> flag(text.strip().toLowerCase(Locale.ROOT));
        case FieldType.Choice(var options) ->
            options.stream()
                .filter(o -> o.name().equals(text) || o.wireValue().equals(text))
                .map(FieldType.Choice.Option::name)
                .findFirst()
                .orElse(null);
        case FieldType.Text(FieldType.Text.Form form) ->
            switch (form) {
              case ANY, DURATION -> text;
              case DATE -> LocalDate.parse(text).toString();
              case TIME -> LocalTime.parse(text).toString();
            };
        case FieldType.Moment m -> OffsetDateTime.parse(text).toInstant().toString();
        case FieldType.GeoPoint g -> numbers(text, 2, 3);
        case FieldType.Vector v -> numbers(text, 3, 3);
        case FieldType.Tree t -> text;
      };
    } catch (IllegalArgumentException | DateTimeException e) {
      return null;
    }
  }

  private static @Nullable String flag(String text) {
    return text.equals("true") || text.equals("false") ? text : null;
  }

  private static @Nullable String numbers(String text, int least, int most) {
    String[] parts = text.split(",", -1);
    if (parts.length < least || parts.length > most) {
      return null;
    }
    double[] n =
        java.util.Arrays.stream(parts).mapToDouble(p -> Double.parseDouble(p.strip())).toArray();
    return least == 2
        ? of(new Value.Geo(n[0], n[1], n.length == 3 ? n[2] : null))
        : of(new Value.Vec(n[0], n[1], n[2]));
  }

  private static String expected(FieldType type) {
    return switch (type) {
      case FieldType.Decimal d -> "a number";
      case FieldType.Whole w -> "a whole number";
      case FieldType.Bool b -> "true or false";
      case FieldType.Choice(var options) ->
          "one of " + options.stream().map(FieldType.Choice.Option::name).toList();
      case FieldType.Text(FieldType.Text.Form form) ->
          switch (form) {
            case ANY, DURATION -> "at most " + LENGTH + " characters";
            case DATE -> "a date like 2026-11-20";
            case TIME -> "a time like 14:30";
          };
      case FieldType.Moment m -> "a moment like 2026-11-20T14:30:00Z";
      case FieldType.GeoPoint g -> "a position like 52.52,13.40";
      case FieldType.Vector v -> "three numbers like 0,0,1";
      case FieldType.Tree t -> "at most " + LENGTH + " characters";
    };
  }
}
