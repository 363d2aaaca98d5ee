package org.aisle.templates.reading;

import java.math.BigDecimal;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One text for one JSON value: keys sorted, whole numbers of up to 64 bits written as such, all
 * other numbers as the shortest decimal of the nearest double. The same text comes back after a
 * round trip through {@code jsonb}. Thread-safe.
 */
public final class CanonicalJson {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private CanonicalJson() {}

  /**
   * @throws IllegalArgumentException when a number is too large for a double, or a text or key
   *     holds the NUL character or half a surrogate pair
   */
  public static Value.Tree of(JsonNode node) {
    return new Value.Tree(JSON.writeValueAsString(canonical(node)));
  }

  /**
   * @throws IllegalArgumentException as for {@link #of}, or when the text is not JSON
   */
  public static Value.Tree parse(String json) {
    try {
      return of(JSON.readTree(json));
    } catch (tools.jackson.core.JacksonException e) {
      throw new IllegalArgumentException("Not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static JsonNode canonical(JsonNode node) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (node instanceof ObjectNode object) {
      TreeMap<String, JsonNode> sorted = new TreeMap<>();
      object.properties().forEach(e -> sorted.put(text(e.getKey()), canonical(e.getValue())));
      ObjectNode result = nodes.objectNode();
      sorted.forEach(result::set);
      return result;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode result = nodes.arrayNode();
      array.forEach(item -> result.add(canonical(item)));
      return result;
    }
    if (node.isNumber()) {
      return number(node);
    }
    if (node.isString()) {
      return nodes.stringNode(text(node.stringValue()));
    }
    if (node.isBinary()) {
      return nodes.stringNode(node.asString());
    }
    return node.isBoolean() ? node : nodes.nullNode();
  }

  private static JsonNode number(JsonNode node) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return nodes.numberNode(node.longValue());
    }
    double value = node.numberValue().doubleValue();
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("A number is too large: at most about 1.8e308.");
    }
    if (value == Math.rint(value) && Math.abs(value) < 0x1p63) {
      return nodes.numberNode((long) value);
    }
    return nodes.numberNode(new BigDecimal(Double.toString(value)));
  }

  private static String text(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("Text must not contain the NUL character.");
    }
    if (text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
      throw new IllegalArgumentException("Text must not contain half a surrogate pair.");
    }
    return text;
  }
}
