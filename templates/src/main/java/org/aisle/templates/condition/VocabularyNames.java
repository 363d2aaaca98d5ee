package org.aisle.templates.condition;

import java.util.ArrayList;
import java.util.List;
import org.aisle.templates.condition.Vocabulary.Kind;
import org.aisle.templates.condition.Vocabulary.Name;
import org.aisle.templates.condition.Vocabulary.Relation;
import org.aisle.templates.condition.Vocabulary.Source;
import org.aisle.templates.definition.DerivedField;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.jspecify.annotations.Nullable;

/** Lists the names of a template; fields that no condition can use (trees) have none. */
final class VocabularyNames {

  private final List<Name> names = new ArrayList<>();

  private VocabularyNames() {}

  static List<Name> of(DeviceTemplate template, List<Field> assets) {
    VocabularyNames all = new VocabularyNames();
    template.telemetry().forEach(field -> all.field(field, false));
    template.derived().stream().map(DerivedField::field).forEach(field -> all.field(field, true));
    template
        .properties()
        .forEach(
            p -> {
              Kind kind = kind(p.field().type());
              if (kind != null) {
                all.add("property." + p.field().path(), kind, new Source.OfProperty(p.field()));
              }
            });
    for (Field field : assets) {
      Kind kind = kind(field.type());
      if (kind != null) {
        all.add("asset." + field.path(), kind, new Source.OfAsset(field));
      }
    }
    if (template.telemetry().stream().anyMatch(f -> f.type() instanceof FieldType.GeoPoint)) {
      all.add("home.inside", Kind.FLAG, new Source.OfPlace(Relation.HOME_INSIDE));
      all.add("home.metres", Kind.NUMBER, new Source.OfPlace(Relation.HOME_METRES));
      all.add("here.id", Kind.TEXT, new Source.OfPlace(Relation.HERE_ID));
      all.add("here.kind", Kind.TEXT, new Source.OfPlace(Relation.HERE_KIND));
      if (template.properties().stream().anyMatch(p -> p.field().path().equals("route"))) {
        all.add("route.metres", Kind.NUMBER, new Source.OfPlace(Relation.ROUTE_METRES));
        all.add("route.left", Kind.NUMBER, new Source.OfPlace(Relation.ROUTE_LEFT));
        all.add("route.mode", Kind.TEXT, new Source.OfPlace(Relation.ROUTE_MODE));
      }
    }
    return all.names;
  }

  private void field(Field field, boolean derived) {
    Kind kind = kind(field.type());
    if (kind != null) {
      add(field.path(), kind, new Source.OfField(field, null, derived));
    }
    for (String component : components(field.type())) {
      add(
          field.path() + "." + component,
          Kind.NUMBER,
          new Source.OfField(field, component, derived));
    }
  }

  private void add(String name, Kind kind, Source source) {
    if (names.stream().noneMatch(n -> n.name().equals(name))) {
      names.add(new Name(name, kind, source, names.size()));
    }
  }

  private static List<String> components(FieldType type) {
    return switch (type) {
      case FieldType.GeoPoint g -> List.of("lat", "lon", "alt");
      case FieldType.Vector v -> List.of("x", "y", "z", "magnitude");
      default -> List.of();
    };
  }

  private static @Nullable Kind kind(FieldType type) {
    return switch (type) {
      case FieldType.Decimal d -> Kind.NUMBER;
      case FieldType.Whole w -> Kind.NUMBER;
      case FieldType.Moment m -> Kind.NUMBER;
      case FieldType.Bool b -> Kind.FLAG;
      case FieldType.Text t -> Kind.TEXT;
      case FieldType.Choice c -> Kind.TEXT;
      case FieldType.GeoPoint g -> null;
      case FieldType.Vector v -> null;
      case FieldType.Tree t -> null;
    };
  }
}
