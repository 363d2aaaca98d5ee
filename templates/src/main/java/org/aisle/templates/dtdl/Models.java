package org.aisle.templates.dtdl;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.aisle.templates.source.SourceNode;
import org.aisle.templates.source.SourceNode.Mapping;
import org.aisle.templates.source.SourceNode.Scalar;
import org.aisle.templates.source.SourceNode.Sequence;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Models as JSON. */
final class Models {

  static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Models() {}

  static JsonNode json(SourceNode node) {
    return switch (node) {
      case Mapping m -> {
        ObjectNode object = NODES.objectNode();
        m.entries().forEach((key, value) -> object.set(key, json(value)));
        yield object;
      }
      case Sequence s -> {
        ArrayNode array = NODES.arrayNode();
        s.items().forEach(item -> array.add(json(item)));
        yield array;
      }
      case Scalar s ->
          switch (s.kind()) {
            case TEXT -> NODES.stringNode(s.text());
            case WHOLE -> NODES.numberNode(new BigInteger(s.text()));
            case DECIMAL -> NODES.numberNode(new BigDecimal(s.text()));
            case FLAG -> NODES.booleanNode(Boolean.parseBoolean(s.text()));
            case NOTHING -> NODES.nullNode();
          };
    };
  }
}
