package org.aisle.templates.rule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aisle.templates.place.GeoPosition;
import org.aisle.templates.place.Shape;
import org.aisle.templates.place.ShapeFault;
import org.aisle.templates.place.Shapes;
import org.aisle.templates.rule.Trigger.Geofence.Event;
import org.aisle.templates.rule.Trigger.Geofence.Where;
import org.aisle.templates.rule.Trigger.Window.Aggregate;
import org.aisle.templates.rule.Trigger.Window.Kind;
import org.aisle.templates.source.SourceNode;
import org.aisle.templates.source.SourceNode.Sequence;
import org.jspecify.annotations.Nullable;

/** Reads {@code when}. */
final class TriggerReader {

  private static final List<String> TRIGGERS =
      List.of("condition", "window", "silent", "geofence", "change", "repeated");
  private static final List<String> PLACES =
      List.of("home", "places", "kind", "circle", "polygon", "corridor");
  private static final Trigger NONE = new Trigger.Threshold("false", Duration.ZERO);

  private TriggerReader() {}

  static Trigger read(RuleNode rule) {
    RuleNode when = rule.node("when");
    if (when == null) {
      if (!rule.has("when")) {
        rule.missing("when", "{condition: \"internalTemperature > 8\", for: PT30M}");
      }
      return NONE;
    }
    Trigger trigger = trigger(only(when, TRIGGERS, "when"), when);
    when.end();
    return trigger;
  }

  private static Trigger trigger(String kind, RuleNode when) {
    return switch (kind) {
      case "condition" ->
          new Trigger.Threshold(
              when.text("condition", "doorOpen"), when.duration("for", Duration.ZERO));
      case "window" -> window(when.node("window"));
      case "silent" -> new Trigger.Absence(when.duration("silent", "PT2H"));
      case "geofence" -> geofence(when.node("geofence"), when.duration("for", Duration.ZERO));
      case "change" -> change(when.node("change"));
      case "repeated" -> repeated(when.node("repeated"));
      default -> NONE;
    };
  }

  /** The one key of several that is there; empty, and reported, when there is not exactly one. */
  private static String only(RuleNode node, List<String> keys, String of) {
    List<String> found = keys.stream().filter(node::has).toList();
    if (found.size() == 1) {
      return found.getFirst();
    }
    if (found.isEmpty()) {
      node.fault(
          keys.getFirst(),
          "key-missing",
          "\"%s\" needs one of %s.".formatted(of, String.join(", ", keys)));
    } else {
      node.fault(
          found.get(1),
          "key-excess",
          "\"%s\" has %s; keep one of them.".formatted(of, String.join(" and ", found)));
    }
    return "";
  }

  private static Trigger window(@Nullable RuleNode node) {
    if (node == null) {
      return NONE;
    }
    Aggregate aggregate = node.choice("aggregate", RuleWords.AGGREGATES, null);
    Trigger window =
        new Trigger.Window(
            aggregate,
            node.text("of", "internalTemperature"),
            node.duration("width", "PT1H"),
            node.choice("kind", RuleWords.KINDS, Kind.SLIDING),
            node.choice("is", RuleWords.COMPARISONS, null),
            node.text("limit", "\"8\""),
            node.whole("atLeast", RuleWords.usualAtLeast(aggregate)));
    node.end();
    return window;
  }

  private static Trigger geofence(@Nullable RuleNode node, Duration holdFor) {
    if (node == null) {
      return NONE;
    }
    Event event = node.choice("event", RuleWords.EVENTS, null);
    Where where = where(only(node, PLACES, "geofence"), node);
    node.end();
    return new Trigger.Geofence(event, where, holdFor);
  }

  private static Where where(String kind, RuleNode node) {
    return switch (kind) {
      case "home" -> {
        if (!node.flag("home", true)) {
          node.fault("home", "wrong-type", "\"home\" is true, or left out.");
        }
        yield new Where.Home();
      }
      case "places" -> new Where.Places(node.texts("places"));
      case "kind" -> new Where.OfKind(node.text("kind", "depot"));
      case "circle" -> own(circle(node.node("circle")));
      case "polygon" -> own(new Shape.Polygon(positions(node, "polygon")));
      case "corridor" -> own(corridor(node.node("corridor")));
      default -> new Where.Home();
    };
  }

  private static Where own(@Nullable Shape shape) {
    return shape == null ? new Where.Home() : new Where.Own(shape);
  }

  private static @Nullable Shape circle(@Nullable RuleNode node) {
    if (node == null) {
      return null;
    }
    GeoPosition centre = null;
    if (node.has("centre")) {
      centre = position(node, "centre", node.value("centre"));
    } else {
      node.missing("centre", "[53.55, 9.99]");
    }
    double radius = node.number("radiusMetres", "200");
    node.end();
    return centre == null ? null : new Shape.Circle(centre, radius);
  }

  private static @Nullable Shape corridor(@Nullable RuleNode node) {
    if (node == null) {
      return null;
    }
    if (!node.has("line")) {
      node.missing("line", "[[53.55, 9.99], [52.52, 13.40]]");
    }
    Shape corridor = new Shape.Corridor(positions(node, "line"), node.number("widthMetres", "500"));
    node.end();
    return corridor;
  }

  private static List<GeoPosition> positions(RuleNode node, String key) {
    List<GeoPosition> positions = new ArrayList<>();
    int index = 0;
    for (SourceNode item : node.items(key, "a list of positions [latitude, longitude]")) {
      GeoPosition position = position(node, key + "[" + index++ + "]", item);
      if (position != null) {
        positions.add(position);
      }
    }
    return positions;
  }

  private static @Nullable GeoPosition position(
      RuleNode node, String key, @Nullable SourceNode value) {
    if (value instanceof Sequence s && s.items().size() == 2) {
      Double lat = RuleNode.number(s.items().get(0));
      Double lon = RuleNode.number(s.items().get(1));
      if (lat != null && lon != null) {
        Optional<ShapeFault> fault = Shapes.checkPosition(lat, lon);
        if (fault.isEmpty()) {
          return new GeoPosition(lat, lon);
        }
        node.fault(key, "position", fault.get().sentence());
        return null;
      }
    }
    node.fault(
        key,
        "position",
        "A position is [latitude, longitude] in degrees: -90 to 90 and -180 to 180.");
    return null;
  }

  private static Trigger change(@Nullable RuleNode node) {
    if (node == null) {
      return NONE;
    }
    Trigger change =
        new Trigger.Change(
            node.text("field", "connectedState"),
            node.optionalText("from"),
            node.optionalText("to"));
    node.end();
    return change;
  }

  private static Trigger repeated(@Nullable RuleNode node) {
    if (node == null) {
      return NONE;
    }
    if (!node.has("times")) {
      node.missing("times", "5");
    }
    Trigger repeated =
        new Trigger.Repeated(
            node.text("condition", "doorOpen"),
            node.whole("times", 2),
            node.duration("within", "PT1H"));
    node.end();
    return repeated;
  }
}
