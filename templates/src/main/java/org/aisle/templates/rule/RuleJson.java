package org.aisle.templates.rule;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.aisle.templates.place.GeoPosition;
import org.aisle.templates.place.Shape;
import org.aisle.templates.rule.Rule.Notification;
import org.aisle.templates.rule.Rule.Schedule;
import org.aisle.templates.rule.Trigger.Geofence.Where;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * Writes rules in the shape that {@link RuleReader} reads: what is read from it equals what was
 * written. What has its usual value is left out. Thread-safe.
 */
public final class RuleJson {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .disable(YAMLWriteFeature.SPLIT_LINES)
          .build();

  private RuleJson() {}

  /** One line of JSON that begins with the rule's id. */
  public static String write(Rule rule) {
    return JSON.writeValueAsString(tree(rule));
  }

  /** As {@link #write}, not yet as text. */
  public static ObjectNode tree(Rule rule) {
    ObjectNode tree = node();
    tree.put("id", rule.id());
    tree.setAll(body(rule));
    return tree;
  }

  /** A file for an app template; its name, not its content, is the rule's id. */
  public static String yaml(Rule rule) {
    return YAML.writeValueAsString(body(rule));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException for anything else; {@link RuleReader} reports faults instead
   */
  public static Rule read(String json) {
    return switch (RuleReader.json(null, json.getBytes(StandardCharsets.UTF_8))) {
      case RuleOutcome.Read r -> r.rule();
      case RuleOutcome.Faults f ->
          throw new IllegalArgumentException("This is no stored rule: " + f.faults());
    };
  }

  /** As {@link #read(String)}. */
  public static Rule read(JsonNode tree) {
    return read(JSON.writeValueAsString(tree));
  }

  private static ObjectNode body(Rule rule) {
    ObjectNode body = node();
    body.put("name", rule.name());
    text(body, "description", rule.description());
    body.put("template", rule.template());
    if (!rule.where().isEmpty()) {
      ObjectNode where = body.putObject("where");
      rule.where().forEach(where::put);
    }
    text(body, "group", rule.group());
    body.set("when", when(rule.trigger()));
    if (rule.clear() != null) {
      ObjectNode clear = body.putObject("clear");
      clear.put("condition", rule.clear().condition());
      duration(clear, "for", rule.clear().holdFor(), Duration.ZERO);
    }
    if (rule.unless() != null) {
      ObjectNode unless = body.putObject("unless");
      unless.put("condition", rule.unless().condition());
      duration(unless, "settle", rule.unless().settle(), Duration.ZERO);
    }
    if (rule.schedule() != null) {
      body.set("schedule", schedule(rule.schedule()));
    }
    body.put("severity", RuleWords.of(rule.severity()));
    if (!rule.escalations().isEmpty()) {
      ArrayNode escalate = body.putArray("escalate");
      for (Rule.Escalation escalation : rule.escalations()) {
        ObjectNode one = escalate.addObject();
        one.put("to", RuleWords.of(escalation.severity()));
        duration(one, "after", escalation.after(), null);
        text(one, "condition", escalation.condition());
      }
    }
    duration(body, "gap", rule.gap(), Rule.USUAL_GAP);
    if (!rule.notification().equals(Notification.NOBODY)) {
      body.set("notify", notification(rule.notification()));
    }
    if (!rule.enabled()) {
      body.put("enabled", false);
    }
    return body;
  }

  private static ObjectNode when(Trigger trigger) {
    ObjectNode when = node();
    switch (trigger) {
      case Trigger.Threshold t -> {
        when.put("condition", t.condition());
        duration(when, "for", t.holdFor(), Duration.ZERO);
      }
      case Trigger.Window w -> {
        ObjectNode window = when.putObject("window");
        window.put("aggregate", RuleWords.of(w.aggregate()));
        window.put("of", w.of());
        window.put("width", w.width().toString());
        window.put("kind", RuleWords.of(w.kind()));
        window.put("is", RuleWords.of(w.comparison()));
        window.put("limit", w.limit());
        if (w.atLeast() != RuleWords.usualAtLeast(w.aggregate())) {
          window.put("atLeast", w.atLeast());
        }
      }
      case Trigger.Absence a -> when.put("silent", a.limit().toString());
      case Trigger.Geofence g -> {
        ObjectNode fence = when.putObject("geofence");
        fence.put("event", RuleWords.of(g.event()));
        where(fence, g.where());
        duration(when, "for", g.holdFor(), Duration.ZERO);
      }
      case Trigger.Change c -> {
        ObjectNode change = when.putObject("change");
        change.put("field", c.field());
        text(change, "from", c.from());
        text(change, "to", c.to());
      }
      case Trigger.Repeated r -> {
        ObjectNode repeated = when.putObject("repeated");
        repeated.put("condition", r.condition());
        repeated.put("times", r.times());
        repeated.put("within", r.within().toString());
      }
    }
    return when;
  }

  private static void where(ObjectNode fence, Where where) {
    switch (where) {
      case Where.Home h -> fence.put("home", true);
      case Where.Places p -> {
        ArrayNode places = fence.putArray("places");
        p.ids().forEach(places::add);
      }
      case Where.OfKind k -> fence.put("kind", k.kind());
      case Where.Own own -> shape(fence, own.shape());
    }
  }

  private static void shape(ObjectNode fence, Shape shape) {
    switch (shape) {
      case Shape.Circle c -> {
        ObjectNode circle = fence.putObject("circle");
        circle.set("centre", position(c.centre()));
        circle.put("radiusMetres", c.radiusMetres());
      }
      case Shape.Polygon p -> fence.set("polygon", positions(p.corners()));
      case Shape.Corridor c -> {
        ObjectNode corridor = fence.putObject("corridor");
        corridor.set("line", positions(c.line()));
        corridor.put("widthMetres", c.widthMetres());
      }
    }
  }

  private static ArrayNode positions(List<GeoPosition> positions) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    positions.forEach(p -> list.add(position(p)));
    return list;
  }

  private static ArrayNode position(GeoPosition position) {
    return JsonNodeFactory.instance.arrayNode().add(position.lat()).add(position.lon());
  }

  private static ObjectNode schedule(Schedule schedule) {
    ObjectNode node = node();
    ArrayNode days = node.putArray("days");
    schedule.days().forEach(day -> days.add(RuleWords.of(day)));
    node.put("from", schedule.from().toString());
    node.put("until", schedule.until().toString());
    return node;
  }

  private static ObjectNode notification(Notification notification) {
    Notification usual = Notification.NOBODY;
    ObjectNode node = node();
    ArrayNode to = node.putArray("to");
    notification.to().forEach(to::add);
    duration(node, "digest", notification.digest(), usual.digest());
    if (notification.quietHours() != null) {
      node.set("quietHours", schedule(notification.quietHours()));
    }
    duration(node, "repeat", notification.repeatEvery(), null);
    if (notification.past() != usual.past()) {
      node.put("past", RuleWords.of(notification.past()));
    }
    duration(node, "pastAfter", notification.pastAfter(), usual.pastAfter());
    return node;
  }

  private static void text(ObjectNode node, String key, @Nullable String text) {
    if (text != null) {
      node.put(key, text);
    }
  }

  private static void duration(
      ObjectNode node, String key, @Nullable Duration duration, @Nullable Duration usual) {
    if (duration != null && !duration.equals(usual)) {
      node.put(key, duration.toString());
    }
  }

  private static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }
}
