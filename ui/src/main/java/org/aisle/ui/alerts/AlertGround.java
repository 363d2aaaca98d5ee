package org.aisle.ui.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.aisle.backend.alerts.Alert;
import org.aisle.backend.evaluation.Occurrence;
import org.aisle.backend.evaluation.Occurrence.Line;
import org.aisle.backend.registry.Place;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.place.GeoPosition;
import org.aisle.templates.place.Shape;
import org.aisle.templates.place.Shapes;
import org.aisle.templates.reading.Value;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.Trigger;
import org.aisle.templates.rule.Trigger.Geofence.Event;
import org.aisle.templates.rule.Trigger.Geofence.Where;
import org.aisle.ui.format.ValueFormat;
import org.jspecify.annotations.Nullable;

/**
 * Where an alert about a position happened.
 *
 * @param field the position
 * @param fences what the position was judged against, the nearest first; empty when that is not
 *     known
 * @param at where it was raised, or null when that is not known
 * @param changed whether the rule is no longer the one that raised it
 */
record AlertGround(Field field, List<Fence> fences, @Nullable At at, boolean changed) {

  /** Of several places no more are drawn, so that the device stays to be seen. */
  private static final int MOST_FENCES = 3;

  private static final String OWN = "the rule's fence";

  /** From so many metres on a distance is told in kilometres. */
  private static final double FAR = 50_000;

  /** A fence by its name, as something that a map draws and as what is inside of it. */
  record Fence(Place drawn, Shape shape) {
    double metres(Value.Geo at) {
      return Shapes.metresToBorder(shape, at.lat(), at.lon());
    }
  }

  /** The position that was looked at when it was raised. */
  record At(Instant observed, Value.Geo position) {}

  AlertGround {
    fences = List.copyOf(fences);
  }

  /**
   * Empty when the alert rests on no position.
   *
   * @param rule in the revision that raised it; empty when there is another by now
   */
  static Optional<AlertGround> of(
      Alert alert, Optional<DeviceTemplate> template, Optional<Rule> rule, List<Place> places) {
    return template
        .flatMap(known -> position(alert.occurrence(), known))
        .map(field -> ground(alert, field, rule.map(Rule::trigger).orElse(null), places));
  }

  private static Optional<Field> position(Occurrence what, DeviceTemplate template) {
    return what.evidence().lines().stream()
        .map(Line::field)
        .flatMap(path -> template.field(path).stream())
        .filter(field -> field.type() instanceof FieldType.GeoPoint)
        .findFirst();
  }

  private static AlertGround ground(
      Alert alert, Field field, @Nullable Trigger trigger, List<Place> places) {
    At at = at(alert.occurrence(), field.path());
    List<Fence> fences = fences(trigger, alert.place(), places);
    if (at != null) {
      boolean inside =
          trigger instanceof Trigger.Geofence geofence
              && (geofence.event() == Event.INSIDE || geofence.event() == Event.ENTER);
      fences =
          fences.stream()
              .sorted(Comparator.comparingDouble(fence -> fence.metres(at.position())))
              .sorted(Comparator.comparing(fence -> !holds(fence, at.position())))
              .limit(inside ? 1 : MOST_FENCES)
              .toList();
    }
    return new AlertGround(field, fences, at, trigger == null);
  }

  /** The position in the evidence that is nearest in time to the raise. */
  private static @Nullable At at(Occurrence what, String path) {
    return what.evidence().samples().stream()
        .flatMap(
            sample ->
                sample.values().get(path) instanceof Value.Geo geo
                    ? Stream.of(new At(sample.observedAt(), geo))
                    : Stream.empty())
        .min(Comparator.comparing(at -> Duration.between(at.observed(), what.raisedAt()).abs()))
        .orElse(null);
  }

  private static List<Fence> fences(
      @Nullable Trigger trigger, @Nullable String home, List<Place> places) {
    if (trigger == null) {
      return List.of();
    }
    Where where =
        trigger instanceof Trigger.Geofence geofence ? geofence.where() : new Where.Home();
    return switch (where) {
      case Where.Home h ->
          places.stream().filter(place -> place.id().equals(home)).map(AlertGround::fence).toList();
      case Where.Places some ->
          places.stream()
              .filter(place -> some.ids().contains(place.id()))
              .map(AlertGround::fence)
              .toList();
      case Where.OfKind of ->
          places.stream()
              .filter(place -> place.kind().equals(of.kind()))
              .map(AlertGround::fence)
              .toList();
      case Where.Own own -> List.of(new Fence(drawn(own.shape()), own.shape()));
    };
  }

  private static Fence fence(Place place) {
    return new Fence(place, place.shape());
  }

  private static Place drawn(Shape shape) {
    return switch (shape) {
      case Shape.Circle(GeoPosition centre, double radius) ->
          new Place("", OWN, null, "", centre.lat(), centre.lon(), radius, null);
      case Shape.Polygon polygon -> outlined(polygon);
      case Shape.Corridor corridor -> outlined(new Shape.Polygon(Shapes.outline(corridor)));
    };
  }

  private static Place outlined(Shape.Polygon polygon) {
    Shape.Circle around = Shapes.around(polygon);
    GeoPosition centre = around.centre();
    return new Place(
        "",
        OWN,
        null,
        "",
        centre.lat(),
        centre.lon(),
        around.radiusMetres(),
        null,
        polygon.corners());
  }

  private static boolean holds(Fence fence, Value.Geo at) {
    return Shapes.contains(fence.shape(), at.lat(), at.lon());
  }

  /** {@code 4,210 m outside of Kiosk 12}; empty when there is no fence or no position. */
  Optional<String> distance(ValueFormat format) {
    At raised = at;
    if (raised == null || fences.isEmpty()) {
      return Optional.empty();
    }
    Fence nearest = fences.getFirst();
    double metres = nearest.metres(raised.position());
    return Optional.of(
        "%s %s of %s"
            .formatted(
                metres < FAR
                    ? format.number(metres, 0) + " m"
                    : format.number(metres / 1000, 0) + " km",
                holds(nearest, raised.position()) ? "inside" : "outside",
                nearest.drawn().name()));
  }

  /** What the map shows, for who does not see it. */
  String sentence(ValueFormat format) {
    At raised = at;
    if (raised == null) {
      return "Where it was when this was raised is not known.";
    }
    String when = format.moment(raised.observed());
    return distance(format)
        .map(words -> "At %s it was %s, measured to the border.".formatted(when, words))
        .orElseGet(
            () ->
                changed
                    ? "The rule has been changed or removed since, what it judged against is not"
                        + " drawn. It was at %s, %s at %s."
                            .formatted(
                                format.number(raised.position().lat(), 5),
                                format.number(raised.position().lon(), 5),
                                when)
                    : "It was at %s, %s at %s; the place it was judged against is not known."
                        .formatted(
                            format.number(raised.position().lat(), 5),
                            format.number(raised.position().lon(), 5),
                            when));
  }
}
