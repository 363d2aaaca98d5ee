package org.aisle.backend.alerts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.aisle.backend.evaluation.Occurrence.Evidence;
import org.aisle.backend.evaluation.Occurrence.Line;
import org.aisle.backend.evaluation.Occurrence.Step;
import org.aisle.backend.evaluation.Sample;
import org.aisle.templates.reading.Value;
import org.aisle.templates.rule.Severity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What shows an alert, as the JSON that is kept with it. The same evidence gives the same text. */
final class EvidenceJson {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private EvidenceJson() {}

  static String write(Evidence evidence) {
    ObjectNode node = JSON.createObjectNode();
    node.put("sentence", evidence.sentence());
    node.put("from", evidence.from().toString());
    node.put("until", evidence.until().toString());
    node.put("readings", evidence.readings());
    ArrayNode lines = node.putArray("lines");
    for (Line line : evidence.lines()) {
      ObjectNode each = lines.addObject().put("field", line.field());
      Double limit = line.limit();
      if (limit != null && Double.isFinite(limit)) {
        each.put("limit", limit);
      }
      if (line.component() != null) {
        each.put("component", line.component());
      }
    }
    ArrayNode samples = node.putArray("samples");
    for (Sample sample : evidence.samples()) {
      ObjectNode each = samples.addObject().put("at", sample.observedAt().toString());
      ObjectNode values = each.putObject("values");
      sample.values().forEach((field, value) -> values.set(field, value(value)));
    }
    return node.toString();
  }

  static Evidence evidence(String text) {
    JsonNode node = JSON.readTree(text);
    List<Line> lines = new ArrayList<>();
    for (JsonNode line : node.path("lines")) {
      lines.add(
          new Line(
              line.path("field").stringValue(""),
              line.has("limit") ? line.path("limit").doubleValue() : null,
              line.has("component") ? line.path("component").stringValue("") : null));
    }
    List<Sample> samples = new ArrayList<>();
    for (JsonNode sample : node.path("samples")) {
      TreeMap<String, Value> values = new TreeMap<>();
      sample.path("values").properties().forEach(e -> values.put(e.getKey(), value(e.getValue())));
      samples.add(new Sample(instant(sample.path("at")), values));
    }
    return new Evidence(
        node.path("sentence").stringValue(""),
        instant(node.path("from")),
        instant(node.path("until")),
        node.path("readings").longValue(),
        lines,
        samples);
  }

  static String write(List<Step> steps) {
    ArrayNode all = JSON.createArrayNode();
    steps.forEach(
        s -> all.addObject().put("at", s.at().toString()).put("severity", s.severity().name()));
    return all.toString();
  }

  static List<Step> steps(String text) {
    List<Step> steps = new ArrayList<>();
    for (JsonNode step : JSON.readTree(text)) {
      steps.add(
          new Step(
              instant(step.path("at")), Severity.valueOf(step.path("severity").stringValue(""))));
    }
    return steps;
  }

  private static Instant instant(JsonNode node) {
    return Instant.parse(node.stringValue(""));
  }

  private static ObjectNode value(Value value) {
    ObjectNode node = JSON.createObjectNode();
    switch (value) {
      case Value.Num(double number) -> node.put("num", number);
      case Value.Whole(long number) -> node.put("whole", number);
      case Value.Flag(boolean flag) -> node.put("flag", flag);
      case Value.Text(String text) -> node.put("text", text);
      case Value.Moment(Instant moment) -> node.put("moment", moment.toString());
      case Value.Geo(double lat, double lon, Double alt) -> {
        ArrayNode geo = node.putArray("geo").add(lat).add(lon);
        if (alt != null) {
          geo.add(alt);
        }
      }
      case Value.Vec(double x, double y, double z) -> node.putArray("vec").add(x).add(y).add(z);
      case Value.Tree(String json) -> node.put("tree", json);
    }
    return node;
  }

  private static Value value(JsonNode node) {
    String kind = node.propertyNames().iterator().next();
    JsonNode content = node.path(kind);
    return switch (kind) {
      case "num" -> new Value.Num(content.doubleValue());
      case "whole" -> new Value.Whole(content.longValue());
      case "flag" -> new Value.Flag(content.booleanValue());
      case "text" -> new Value.Text(content.stringValue(""));
      case "moment" -> new Value.Moment(instant(content));
      case "geo" ->
          new Value.Geo(
              content.path(0).doubleValue(),
              content.path(1).doubleValue(),
              content.has(2) ? content.path(2).doubleValue() : null);
      case "vec" ->
          new Value.Vec(
              content.path(0).doubleValue(),
              content.path(1).doubleValue(),
              content.path(2).doubleValue());
      case "tree" -> new Value.Tree(content.stringValue(""));
      default -> throw new IllegalStateException("Kept evidence holds an unknown kind: " + kind);
    };
  }
}
