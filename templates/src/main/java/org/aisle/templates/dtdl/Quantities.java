package org.aisle.templates.dtdl;

import java.util.List;
import java.util.Optional;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.dtdl.Schema.Broken;
import org.aisle.templates.dtdl.Schema.Leaf;
import org.aisle.templates.dtdl.Schema.Quantity;
import org.aisle.templates.source.SourceNode.Kind;
import org.aisle.templates.source.SourceNode.Mapping;
import org.aisle.templates.source.SourceNode.Scalar;
import org.aisle.templates.source.Spot;
import org.aisle.templates.unit.Unit;
import org.jspecify.annotations.Nullable;

/** Reads semantic types and units, and checks that they belong together. */
final class Quantities {

  private final Problems problems;

  Quantities(Problems problems) {
    this.problems = problems;
  }

  Quantity read(Mapping element, Schema schema, int version) {
    Quantity measured = measured(element, schema, version);
    Double least = limit(element, "minimum", schema);
    Double most = limit(element, "maximum", schema);
    return least == null && most == null || least != null && most != null && least >= most
        ? measured
        : new Quantity(measured.semanticType(), measured.unit(), least, most);
  }

  /** Words of Aisle's context, which others may use otherwise: what is no number is passed over. */
  private static @Nullable Double limit(Mapping element, String key, Schema schema) {
    boolean number =
        schema instanceof Leaf l
            && (l.type() instanceof FieldType.Decimal || l.type() instanceof FieldType.Whole);
    if (!number
        || !(element.get(key) instanceof Scalar s)
        || s.kind() != Kind.WHOLE && s.kind() != Kind.DECIMAL) {
      return null;
    }
    double limit = Double.parseDouble(s.text());
    return Double.isFinite(limit) ? limit : null;
  }

  private Quantity measured(Mapping element, Schema schema, int version) {
    List<String> types = Types.of(element);
    List<String> semantic = types.stream().filter(SemanticTypes::exists).distinct().toList();
    if (semantic.size() > 1) {
      problems.add(
          "semantic-type-ambiguous",
          element.spotOf("@type"),
          "It has several semantic types: %s.".formatted(String.join(", ", semantic)),
          "Keep one of them.");
      return Quantity.NONE;
    }
    String type = semantic.isEmpty() ? null : semantic.getFirst();
    if (type != null && !fits(type, schema)) {
      problems.add(
          "semantic-type-misplaced",
          element.spotOf("@type"),
          SemanticTypes.isVector(type)
              ? "%s needs the schema \"vector\".".formatted(type)
              : "%s needs a numeric schema.".formatted(type),
          "Change the schema, or remove the semantic type.");
    }
    Unit unit = unit(element);
    Spot spot = element.spotOf("unit");
    if (element.get("unit") == null) {
      if (type != null && version <= 2) {
        problems.add(
            "unit-missing",
            element.spotOf("@type"),
            "The semantic type %s needs a unit.".formatted(type),
            "Add \"unit\".");
      }
      return new Quantity(type, null);
    }
    if (unit == null) {
      return new Quantity(type, null);
    }
    if (type == null) {
      // A vendor's own co-type may be the one that gives the unit its meaning.
      if (types.size() <= 1 || types.contains("State") || types.contains("Event")) {
        problems.add(
            "unit-without-semantic-type",
            spot,
            "The unit %s has no semantic type to go with it.".formatted(unit.name()),
            SemanticTypes.fitting(unit)
                .map("Add the semantic type %s to \"@type\"."::formatted)
                .orElse("Remove it."));
      }
    } else {
      Optional<org.aisle.templates.unit.Dimension> measured = SemanticTypes.dimension(type);
      if (measured.isPresent() && measured.get() != unit.dimension()) {
        problems.add(
            "unit-of-other-dimension",
            spot,
            "%s can't be measured in %s.".formatted(type, unit.name()),
            SemanticTypes.fitting(unit)
                .map(("Use another unit, or the semantic type %s.")::formatted)
                .orElse("Use another unit."));
        return new Quantity(type, null);
      }
    }
    return new Quantity(type, unit);
  }

  private static boolean fits(String type, Schema schema) {
    return switch (schema) {
      case Broken b -> true;
      case Schema.Group g -> false;
      case Leaf l ->
          l.type() instanceof FieldType.Vector
              || !SemanticTypes.isVector(type)
                  && (l.type() instanceof FieldType.Decimal || l.type() instanceof FieldType.Whole);
    };
  }

  private @Nullable Unit unit(Mapping element) {
    if (element.get("unit") == null) {
      return null;
    }
    if (!(element.get("unit") instanceof Scalar s) || s.kind() != Kind.TEXT) {
      problems.add(
          "unit-unknown",
          element.spotOf("unit"),
          "A unit is a name.",
          "Write for example \"degreeCelsius\".");
      return null;
    }
    String name =
        s.text().startsWith("dtmi:standard:unit:")
            ? s.text().replaceAll("^.*:|;.*$", "")
            : s.text();
    Optional<Unit> unit = Unit.named(name);
    if (unit.isEmpty()) {
      problems.add(
          "unit-unknown",
          s.spot(),
          "There is no unit %s.".formatted(Problems.quote(s.text())),
          "Use a unit of DTDL, such as degreeCelsius, percent, lux, gForce or second.");
    }
    return unit.orElse(null);
  }
}
