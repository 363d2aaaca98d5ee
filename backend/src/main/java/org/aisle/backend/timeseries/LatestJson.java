package org.aisle.backend.timeseries;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.backend.timeseries.LatestValues.Timed;
import org.aisle.templates.reading.CanonicalJson;
import org.aisle.templates.reading.Value;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The column {@code fields} of {@code aisle.latest}: an object of paths to arrays of the instant in
 * microseconds, a letter for the value's type, and its parts. It is read and written with nearly
 * every message, so neither makes a tree of it.
 */
final class LatestJson {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private LatestJson() {}

  static String write(SortedMap<String, Timed> values) {
    StringBuilder json = new StringBuilder(48 * values.size() + 2).append('{');
    for (Map.Entry<String, Timed> entry : values.entrySet()) {
      if (json.length() > 1) {
        json.append(',');
      }
      text(json, entry.getKey()).append(":[");
      json.append(FieldColumns.micros(entry.getValue().at())).append(",\"");
      value(json, entry.getValue().value());
      json.append(']');
    }
    return json.append('}').toString();
  }

  private static void value(StringBuilder json, Value value) {
    switch (value) {
      case Value.Num(double number) -> json.append("n\",").append(number);
      case Value.Whole(long number) -> json.append("w\",").append(number);
      case Value.Flag(boolean flag) -> json.append("b\",").append(flag);
      case Value.Text(String text) -> text(json.append("s\","), text);
      case Value.Moment(Instant time) -> json.append("m\",").append(FieldColumns.micros(time));
      case Value.Geo(double lat, double lon, Double alt) ->
          json.append("g\",").append(lat).append(',').append(lon).append(',').append(alt);
      case Value.Vec(double x, double y, double z) ->
          json.append("v\",").append(x).append(',').append(y).append(',').append(z);
      case Value.Tree(String tree) -> json.append("t\",").append(tree);
    }
  }

  private static StringBuilder text(StringBuilder json, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        return json.append(JSON.writeValueAsString(text));
      }
    }
    return json.append('"').append(text).append('"');
  }

  static SortedMap<String, Timed> read(String json) {
    SortedMap<String, Timed> values = new TreeMap<>();
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalStateException("aisle.latest holds " + json);
      }
      for (String path = parser.nextName(); path != null; path = parser.nextName()) {
        parser.nextToken();
        parser.nextToken();
        Instant at = FieldColumns.instant(parser.getLongValue());
        parser.nextToken();
        String type = parser.getString();
        parser.nextToken();
        values.put(path, new Timed(at, value(type, parser)));
        parser.nextToken();
      }
    }
    return values;
  }

  /** Leaves the parser at the last part of the value. */
  private static Value value(String type, JsonParser parser) {
    return switch (type) {
      case "n" -> new Value.Num(parser.getDoubleValue());
      case "w" -> new Value.Whole(parser.getLongValue());
      case "b" -> new Value.Flag(parser.getBooleanValue());
      case "s" -> new Value.Text(parser.getString());
      case "m" -> new Value.Moment(FieldColumns.instant(parser.getLongValue()));
      case "g" -> new Value.Geo(parser.getDoubleValue(), next(parser), optional(parser));
      case "v" -> new Value.Vec(parser.getDoubleValue(), next(parser), next(parser));
      case "t" -> {
        JsonNode tree = parser.readValueAsTree();
        yield CanonicalJson.of(tree);
      }
      default -> throw new IllegalStateException("aisle.latest holds a value of type " + type);
    };
  }

  private static double next(JsonParser parser) {
    parser.nextToken();
    return parser.getDoubleValue();
  }

  private static @Nullable Double optional(JsonParser parser) {
    return parser.nextToken() == JsonToken.VALUE_NULL ? null : parser.getDoubleValue();
  }
}
