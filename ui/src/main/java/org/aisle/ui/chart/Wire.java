package org.aisle.ui.chart;

import java.time.Instant;
import java.util.List;
import org.aisle.backend.query.Telemetry.Point;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.ui.format.ValueFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the browser's side of the charts is sent. */
final class Wire {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Wire() {}

  static ObjectNode head(String label, ValueFormat format, TimeRange range, String empty) {
    return range(NODES.objectNode(), range)
        .put("label", label)
        .put("locale", format.locale().toLanguageTag())
        .put("zone", format.zone().getId())
        .put("empty", empty);
  }

  static ObjectNode range(ObjectNode node, TimeRange range) {
    return node.put("from", range.from().toEpochMilli()).put("to", range.to().toEpochMilli());
  }

  static ArrayNode points(List<Point> points) {
    ArrayNode array = NODES.arrayNode();
    for (Point point : points) {
      array.add(pair(point.at(), point.value()));
    }
    return array;
  }

  static ArrayNode lines(List<ChartLine> lines) {
    ArrayNode array = NODES.arrayNode();
    for (ChartLine line : lines) {
      ObjectNode node = array.addObject();
      node.put("name", line.name()).put("unit", line.unit()).put("decimals", line.decimals());
      node.set("points", points(line.points()));
    }
    return array;
  }

  static ObjectNode object() {
    return NODES.objectNode();
  }

  private static ArrayNode pair(Instant at, @Nullable Double value) {
    ArrayNode pair = NODES.arrayNode().add(at.toEpochMilli());
    return value == null ? pair.addNull() : pair.add(value);
  }
}
