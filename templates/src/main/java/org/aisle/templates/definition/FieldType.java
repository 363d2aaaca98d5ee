package org.aisle.templates.definition;

import java.util.List;

/** What kind of value a field holds; decides the value class, the columns and how it is drawn. */
public sealed interface FieldType {

  /** {@code Value.Num}; DTDL double and float. */
  record Decimal() implements FieldType {}

  /** {@code Value.Whole} of 32 or 64 bits; DTDL integer and long. */
  record Whole(int bits) implements FieldType {}

  /** {@code Value.Flag}. */
  record Bool() implements FieldType {}

  /** {@code Value.Text}; DTDL string, and date, time and duration in their ISO 8601 form. */
  record Text(Form form) implements FieldType {
    /** Which texts are valid. */
    public enum Form {
      ANY,
      DATE,
      TIME,
      DURATION
    }
  }

  /** {@code Value.Text} holding an option's name; the wire may carry its name or its value. */
  record Choice(List<Option> options) implements FieldType {
    public Choice {
      options = List.copyOf(options);
    }

    /** One of the values; {@code wireValue} is a whole number or a text as the DTDL enum says. */
    public record Option(String name, String displayName, String wireValue) {}
  }

  /** {@code Value.Moment}; DTDL dateTime. */
  record Moment() implements FieldType {}

  /** {@code Value.Geo}. */
  record GeoPoint() implements FieldType {}

  /** {@code Value.Vec}. */
  record Vector() implements FieldType {}

  /** {@code Value.Tree}; DTDL arrays, maps and GeoJSON. */
  record Tree() implements FieldType {}
}
