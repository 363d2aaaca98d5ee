package org.aisle.backend.rest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.aisle.templates.reading.Value;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Values as JSON: numbers, booleans, text, ISO 8601 moments, and objects for the rest. */
final class JsonValues {

  private static final JsonMapper JSON = new JsonMapper();

  private JsonValues() {}

  static Object of(Value value) {
    return switch (value) {
      case Value.Num(double number) -> number;
      case Value.Whole(long number) -> number;
      case Value.Flag(boolean flag) -> flag;
      case Value.Text(String text) -> text;
      case Value.Moment(var moment) -> moment.toString();
      case Value.Geo(double lat, double lon, Double alt) -> {
        Map<String, Object> geo = new LinkedHashMap<>();
        geo.put("lat", lat);
        geo.put("lon", lon);
        if (alt != null) {
          geo.put("alt", alt);
        }
        yield geo;
      }
      case Value.Vec(double x, double y, double z) -> {
        Map<String, Object> vector = new LinkedHashMap<>();
        vector.put("x", x);
        vector.put("y", y);
        vector.put("z", z);
        yield vector;
      }
      case Value.Tree(String json) -> JSON.readTree(json);
    };
  }

  /** An object that is there already, as maps and lists. */
  static Map<String, Object> object(ObjectNode node) {
    return JSON.convertValue(node, new TypeReference<LinkedHashMap<String, Object>>() {});
  }

  static Map<String, Object> all(Map<String, ? extends Value> values) {
    Map<String, Object> all = new TreeMap<>();
    values.forEach((name, value) -> all.put(name, of(value)));
    return all;
  }
}
