package org.aisle.ui.chart;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.aisle.backend.query.Telemetry.Point;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.ui.format.ValueFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
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

  static ObjectNode marks(List<ChartMark> marks) {
    ObjectNode node = NODES.objectNode();
    ArrayNode limits = node.putArray("limits");
    ArrayNode moments = node.putArray("moments");
    ArrayNode stretches = node.putArray("stretches");
    for (ChartMark mark : marks) {
      switch (mark) {
        case ChartMark.Limit limit ->
            limits
                .addObject()
                .put("line", limit.line())
                .put("value", limit.value())
                .put("text", limit.text());
        case ChartMark.Moment moment ->
            moments
                .addObject()
                .put("at", moment.at().toEpochMilli())
                .put("kind", key(moment.kind()))
                .put("text", moment.text());
        case ChartMark.Stretch stretch ->
            stretches
                .addObject()
                .put("from", stretch.from().toEpochMilli())
                .put("to", stretch.to().toEpochMilli())
                .put("kind", key(stretch.kind()))
                .put("text", stretch.text());
      }
    }
    return node;
  }

  private static String key(ChartMark.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  static ObjectNode object() {
    return NODES.objectNode();
  }

  static JsonNode nothing() {
    return NODES.nullNode();
  }

  static ArrayNode array() {
    return NODES.arrayNode();
  }

  private static ArrayNode pair(Instant at, @Nullable Double value) {
    ArrayNode pair = NODES.arrayNode().add(at.toEpochMilli());
    return value == null ? pair.addNull() : pair.add(value);
  }
}
