package org.aisle.templates.dtdl;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.aisle.templates.definition.DerivedField;
import org.aisle.templates.definition.DeviceTemplate.Property;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.definition.Promise;
import org.aisle.templates.definition.Promise.During;
import org.aisle.templates.definition.Promise.Limit;
import org.aisle.templates.source.SourceNode;
import org.aisle.templates.source.SourceNode.Kind;
import org.aisle.templates.source.SourceNode.Mapping;
import org.aisle.templates.source.SourceNode.Scalar;
import org.aisle.templates.source.SourceNode.Sequence;
import org.jspecify.annotations.Nullable;

/** Reads {@code promise} of telemetry with the co-type Promised against all fields. */
final class Promises {

  private static final Set<String> KEYS = Set.of("atLeast", "atMost", "for", "during");
  private static final Duration LONGEST = Duration.ofDays(31);

  private final Problems problems;
  private final List<Field> fields;
  private final List<Field> properties;

  Promises(
      Problems problems,
      List<Field> telemetry,
      List<DerivedField> derived,
      List<Property> properties) {
    this.problems = problems;
    this.fields =
        Stream.concat(telemetry.stream(), derived.stream().map(DerivedField::field)).toList();
    this.properties = properties.stream().map(Property::field).toList();
  }

  /** Adds those that could be read to {@code promises}; faults of the others are reported. */
  void read(Map<String, Mapping> promised, List<Promise> promises) {
    promised.forEach(
        (path, source) ->
            named(fields, path).flatMap(field -> promise(field, source)).ifPresent(promises::add));
  }

  private Optional<Promise> promise(Field field, Mapping source) {
    if (!field.numeric()) {
      problems.add(
          "promise-schema",
          source.spot(),
          "A promise has limits, and %s is no number.".formatted(field.path()),
          "Promise a numeric telemetry, or remove Promised from \"@type\".");
      return Optional.empty();
    }
    for (String key : source.entries().keySet()) {
      if (!KEYS.contains(key)) {
        problems.add(
            "promise-key-unknown",
            source.spotOf(key),
            "There is no key %s here.".formatted(Problems.quote(key)),
            "Use atLeast, atMost, for and during.");
      }
    }
    Limit atLeast = limit(field, source, "atLeast");
    Limit atMost = limit(field, source, "atMost");
    if (source.get("atLeast") == null && source.get("atMost") == null) {
      problems.add(
          "promise-limit",
          source.spot(),
          "The promise has no limit.",
          "Add \"atLeast\" or \"atMost\".");
    }
    return Optional.of(
        new Promise(field.path(), atLeast, atMost, tolerance(source), during(source)));
  }

  private @Nullable Limit limit(Field field, Mapping source, String key) {
    SourceNode node = source.get(key);
    if (node == null) {
      return null;
    }
    if (node instanceof Scalar s) {
      if (s.kind() == Kind.WHOLE || s.kind() == Kind.DECIMAL) {
        double number = Double.parseDouble(s.text());
        if (Double.isFinite(number)) {
          return new Limit.Fixed(number);
        }
      } else if (s.kind() == Kind.TEXT) {
        Optional<Field> property = named(properties, s.text());
        if (property.isPresent()
            && property.get().numeric()
            && java.util.Objects.equals(property.get().unit(), field.unit())) {
          return new Limit.OfProperty(s.text());
        }
      }
    }
    problems.add(
        "promise-limit",
        source.spotOf(key),
        "\"%s\" is a number, or the name of a numeric property in the unit of %s."
            .formatted(key, field.path()),
        "Write for example 8, or declare the property%s."
            .formatted(field.unit() == null ? "" : " with the unit " + field.unit().name()));
    return null;
  }

  private Duration tolerance(Mapping source) {
    if (source.get("for") == null) {
      return Duration.ZERO;
    }
    try {
      Duration tolerance = Duration.parse(source.get("for") instanceof Scalar s ? s.text() : "");
      if (!tolerance.isNegative() && tolerance.compareTo(LONGEST) <= 0) {
        return tolerance;
      }
    } catch (DateTimeException | ArithmeticException e) {
      // reported below, like a duration out of range
    }
    problems.add(
        "promise-duration",
        source.spotOf("for"),
        "\"for\" is a duration from PT0S to P31D.",
        "Write for example \"PT30M\".");
    return Duration.ZERO;
  }

  private @Nullable During during(Mapping source) {
    if (source.get("during") == null) {
      return null;
    }
    if (source.get("during") instanceof Mapping m && m.entries().size() == 1) {
      Map.Entry<String, SourceNode> entry = m.entries().entrySet().iterator().next();
      Set<String> known = named(fields, entry.getKey()).map(Promises::states).orElse(Set.of());
      List<String> states = new ArrayList<>();
      for (SourceNode item :
          entry.getValue() instanceof Sequence s ? s.items() : List.<SourceNode>of()) {
        if (item instanceof Scalar s && known.contains(s.text())) {
          states.add(s.text());
        } else {
          states.clear();
          break;
        }
      }
      if (!states.isEmpty()) {
        return new During(entry.getKey(), states);
      }
    }
    problems.add(
        "promise-during",
        source.spotOf("during"),
        "\"during\" names one field with states, and some of its states.",
        "Write for example {\"stage\": [\"loading\", \"onTheWay\"]}.");
    return null;
  }

  private static Set<String> states(Field field) {
    return field.type() instanceof FieldType.Choice choice
        ? Set.copyOf(choice.options().stream().map(FieldType.Choice.Option::name).toList())
        : Set.of();
  }

  private static Optional<Field> named(List<Field> fields, String path) {
    return fields.stream().filter(field -> field.path().equals(path)).findFirst();
  }
}
