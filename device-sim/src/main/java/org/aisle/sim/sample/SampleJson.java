package org.aisle.sim.sample;

import java.util.List;
import org.aisle.templates.reading.Value;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes samples as {@code application/json}: one as an object, several as an array. {@code ts} is
 * ISO 8601, paths become nested objects, keys are in alphabetical order after {@code ts} and {@code
 * seq}. Equal samples give equal bytes. Thread-safe.
 */
public final class SampleJson {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private SampleJson() {}

  /** The payload of one message; {@code samples} is not empty. */
  public static byte[] write(List<Sample> samples) {
    if (samples.size() == 1) {
      return JSON.writeValueAsBytes(object(samples.getFirst()));
    }
    ArrayNode array = NODES.arrayNode();
    samples.forEach(sample -> array.add(object(sample)));
    return JSON.writeValueAsBytes(array);
  }

  private static ObjectNode object(Sample sample) {
    ObjectNode root = NODES.objectNode();
    root.put("ts", sample.observedAt().toString());
    sample.seq().ifPresent(seq -> root.put("seq", seq));
    sample.values().forEach((path, value) -> put(root, path, node(value)));
    sample.extra().forEach((name, value) -> root.set(name, JSON.readTree(value.json())));
    return root;
  }

  private static void put(ObjectNode root, String path, JsonNode value) {
    ObjectNode parent = root;
    String[] names = path.split("\\.");
    for (int i = 0; i < names.length - 1; i++) {
      parent =
          parent.get(names[i]) instanceof ObjectNode child ? child : parent.putObject(names[i]);
    }
    parent.set(names[names.length - 1], value);
  }

  private static JsonNode node(Value value) {
    return switch (value) {
      case Value.Num num -> NODES.numberNode(num.value());
      case Value.Whole whole -> NODES.numberNode(whole.value());
      case Value.Flag flag -> NODES.booleanNode(flag.value());
      case Value.Text text -> NODES.stringNode(text.value());
      case Value.Moment moment -> NODES.stringNode(moment.value().toString());
      case Value.Geo geo -> {
        ObjectNode node = NODES.objectNode().put("lat", geo.lat()).put("lon", geo.lon());
        if (geo.alt() != null) {
          node.put("alt", geo.alt());
        }
        yield node;
      }
      case Value.Vec vec ->
          NODES.objectNode().put("x", vec.x()).put("y", vec.y()).put("z", vec.z());
      case Value.Tree tree -> JSON.readTree(tree.json());
    };
  }
}
