package org.aisle.templates.normalise;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.aisle.templates.decode.DeviceTime;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.definition.FieldType.Choice;
import org.aisle.templates.definition.FieldType.Text.Form;
import org.aisle.templates.reading.Value;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads one field's JSON as the value its template declares; never throws. */
final class FieldReader {

  /** Longest text that is kept, in UTF-16 units. */
  static final int LONGEST_TEXT = 16 * 1024;

  private static final Pattern DURATION =
      Pattern.compile(
          "[-+]?P(?=.)(?:\\d{1,9}Y)?(?:\\d{1,9}M)?(?:\\d{1,9}W)?(?:\\d{1,9}D)?"
              + "(?:T(?=.)(?:\\d{1,9}H)?(?:\\d{1,9}M)?(?:\\d{1,9}(?:[.,]\\d{1,9})?S)?)?");
  private static final int LONGEST_FORMAL_TEXT = 64;

  private FieldReader() {}

  static Outcome read(Field field, JsonNode node) {
    return switch (field.type()) {
      case FieldType.Decimal decimal -> decimal(field, node);
      case FieldType.Whole whole -> whole(field, whole, node);
      case FieldType.Bool bool ->
          node.isBoolean()
              ? new Outcome.Accepted(new Value.Flag(node.booleanValue()))
              : Outcome.wrongType("true or false");
      case FieldType.Text text -> text(text.form(), node);
      case Choice choice -> choice(choice, node);
      case FieldType.Moment moment -> moment(node);
      case FieldType.GeoPoint point -> geo(node);
      case FieldType.Vector vector -> vector(field, node);
      case FieldType.Tree tree -> tree(node);
    };
  }

  private static Outcome decimal(Field field, JsonNode node) {
    if (!node.isNumber()) {
      return Outcome.wrongType("a number");
    }
    double value = node.numberValue().doubleValue();
    if (!Double.isFinite(value)) {
      return Outcome.notFinite();
    }
    Outcome refused = Bounds.of(field).refusal(value);
    return refused != null ? refused : new Outcome.Accepted(new Value.Num(value));
  }

  private static Outcome whole(Field field, FieldType.Whole type, JsonNode node) {
    if (!node.isNumber()) {
      return Outcome.wrongType("a whole number");
    }
    double approximate = node.numberValue().doubleValue();
    if (!Double.isFinite(approximate)) {
      return Outcome.notFinite();
    }
    long value;
    if (node.isIntegralNumber()) {
      if (!fits(node, type.bits())) {
        return tooLarge(type);
      }
      value = node.longValue();
    } else if (approximate != Math.rint(approximate)) {
      return Outcome.wrongType("a whole number");
    } else if (Math.abs(approximate) >= 0x1p63) {
      return tooLarge(type);
    } else {
      value = (long) approximate;
    }
    if (type.bits() <= 32 && value != (int) value) {
      return tooLarge(type);
    }
    Outcome refused = Bounds.of(field).refusal(value);
    return refused != null ? refused : new Outcome.Accepted(new Value.Whole(value));
  }

  private static boolean fits(JsonNode node, int bits) {
    return !(node.numberValue() instanceof BigInteger big) || big.bitLength() < Math.min(bits, 64);
  }

  private static Outcome tooLarge(FieldType.Whole type) {
    return Outcome.outOfRange(
        "is too large for a whole number of %d bits; send it in a larger unit."
            .formatted(type.bits()));
  }

  private static Outcome text(Form form, JsonNode node) {
    if (!node.isString()) {
      return Outcome.wrongType(
          switch (form) {
            case ANY -> "a text";
            case DATE -> "a date as text (2026-11-20)";
            case TIME -> "a time of day as text (08:15:30)";
            case DURATION -> "a duration as text (PT15M)";
          });
    }
    String text = node.stringValue();
    if (!Texts.storable(text)) {
      return Outcome.wrongType("a text without the NUL character or half a surrogate pair");
    }
    if (text.length() > LONGEST_TEXT) {
      return Outcome.outOfRange("is longer than %d characters.".formatted(LONGEST_TEXT));
    }
    return switch (form) {
      case ANY -> new Outcome.Accepted(new Value.Text(text));
      case DATE -> date(text);
      case TIME -> time(text);
      case DURATION ->
          text.length() <= LONGEST_FORMAL_TEXT && DURATION.matcher(text).matches()
              ? new Outcome.Accepted(new Value.Text(text))
              : Outcome.wrongType("an ISO 8601 duration (PT15M, P3D)");
    };
  }

  private static Outcome date(String text) {
    try {
      return new Outcome.Accepted(new Value.Text(LocalDate.parse(text).toString()));
    } catch (DateTimeException e) {
      return Outcome.wrongType("an ISO 8601 date (2026-11-20)");
    }
  }

  private static Outcome time(String text) {
    try {
      DateTimeFormatter.ISO_TIME.parse(text);
      return new Outcome.Accepted(new Value.Text(text));
    } catch (DateTimeException e) {
      return Outcome.wrongType("an ISO 8601 time of day (08:15:30, 08:15:30Z)");
    }
  }

  private static Outcome choice(Choice choice, JsonNode node) {
    String said;
    if (node.isString()) {
      said = node.stringValue();
    } else if (node.isIntegralNumber()) {
      said = node.numberValue().toString();
    } else if (node.isNumber()
        && node.numberValue().doubleValue() == Math.rint(node.numberValue().doubleValue())
        && Math.abs(node.numberValue().doubleValue()) < 0x1p53) {
      said = Long.toString((long) node.numberValue().doubleValue());
    } else {
      return Outcome.wrongType("one of " + options(choice));
    }
    for (Choice.Option option : choice.options()) {
      if (option.name().equals(said)) {
        return new Outcome.Accepted(new Value.Text(option.name()));
      }
    }
    for (Choice.Option option : choice.options()) {
      if (option.wireValue().equals(said)) {
        return new Outcome.Accepted(new Value.Text(option.name()));
      }
    }
    return Outcome.outOfRange("must be one of " + options(choice) + ".");
  }

  private static String options(Choice choice) {
    return choice.options().stream()
        .limit(12)
        .map(o -> o.name().equals(o.wireValue()) ? o.name() : o.name() + " (" + o.wireValue() + ")")
        .collect(Collectors.joining(", "));
  }

  private static Outcome moment(JsonNode node) {
    return switch (DeviceTime.of(node)) {
      case DeviceTime.At at -> new Outcome.Accepted(new Value.Moment(at.instant()));
      case DeviceTime.Unreadable bad ->
          Outcome.wrongType(
              "a time in ISO 8601 with an offset (2026-11-20T08:15:30Z) or in milliseconds since"
                  + " 1970, between the years 1 and 9999");
    };
  }

  private static Outcome geo(JsonNode node) {
    JsonNode lat = node.get("lat");
    JsonNode lon = node.get("lon");
    JsonNode alt = node.get("alt");
    boolean altitude = alt != null && !alt.isNull();
    if (notNumber(lat) || notNumber(lon) || altitude && notNumber(alt)) {
      return Outcome.wrongType(
          "an object {\"lat\":…,\"lon\":…,\"alt\":…} of numbers; alt may be absent");
    }
    double latitude = number(lat);
    double longitude = number(lon);
    double metres = altitude ? number(alt) : 0;
    if (!Double.isFinite(latitude) || !Double.isFinite(longitude) || !Double.isFinite(metres)) {
      return Outcome.notFinite();
    }
    if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
      return Outcome.outOfRange(
          "must have a latitude of -90 to 90 and a longitude of -180 to 180 degrees.");
    }
    return new Outcome.Accepted(new Value.Geo(latitude, longitude, altitude ? metres : null));
  }

  private static Outcome vector(Field field, JsonNode node) {
    JsonNode x = node.get("x");
    JsonNode y = node.get("y");
    JsonNode z = node.get("z");
    if (notNumber(x) || notNumber(y) || notNumber(z)) {
      return Outcome.wrongType("an object {\"x\":…,\"y\":…,\"z\":…} of numbers");
    }
    for (JsonNode component : new JsonNode[] {x, y, z}) {
      double value = number(component);
      if (!Double.isFinite(value)) {
        return Outcome.notFinite();
      }
      Outcome refused = Bounds.of(field).refusal(value);
      if (refused != null) {
        return refused;
      }
    }
    return new Outcome.Accepted(new Value.Vec(number(x), number(y), number(z)));
  }

  private static boolean notNumber(@Nullable JsonNode node) {
    return node == null || !node.isNumber();
  }

  private static double number(JsonNode node) {
    return node.numberValue().doubleValue();
  }

  private static Outcome tree(JsonNode node) {
    return node.isContainer() ? Texts.canonical(node) : Outcome.wrongType("an object or an array");
  }
}
