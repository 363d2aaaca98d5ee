package org.aisle.backend.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.aisle.backend.models.FieldChange.Difference;
import org.aisle.backend.models.FieldChange.Kind;
import org.aisle.backend.models.FieldChange.Part;
import org.aisle.templates.definition.DerivedField;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.unit.Unit;
import org.jspecify.annotations.Nullable;

/** What is different between two versions of a model. Pure. */
final class FieldChanges {

  private record Key(Part part, String path) {}

  private FieldChanges() {}

  /**
   * In the order of the newer version; what is removed comes last, in the order of the older.
   *
   * @param was null for a model that was not there
   */
  static List<FieldChange> between(@Nullable DeviceTemplate was, DeviceTemplate is) {
    Map<Key, Map<String, String>> before = was == null ? Map.of() : traits(was);
    Map<Key, Map<String, String>> after = traits(is);
    List<FieldChange> changes = new ArrayList<>();
    after.forEach(
        (key, traits) -> {
          Map<String, String> old = before.get(key);
          if (old == null) {
            if (key.part() != Part.MODEL) {
              changes.add(new FieldChange(Kind.ADDED, key.part(), key.path(), List.of()));
            }
          } else if (!old.equals(traits)) {
            changes.add(
                new FieldChange(Kind.CHANGED, key.part(), key.path(), differences(old, traits)));
          }
        });
    before.keySet().stream()
        .filter(key -> !after.containsKey(key))
        .forEach(
            key -> changes.add(new FieldChange(Kind.REMOVED, key.part(), key.path(), List.of())));
    return List.copyOf(changes);
  }

  private static List<Difference> differences(Map<String, String> was, Map<String, String> is) {
    Map<String, String> all = new LinkedHashMap<>(was);
    all.putAll(is);
    return all.keySet().stream()
        .filter(what -> !Objects.equals(was.get(what), is.get(what)))
        .map(what -> new Difference(what, was.get(what), is.get(what)))
        .toList();
  }

  private static Map<Key, Map<String, String>> traits(DeviceTemplate template) {
    Map<Key, Map<String, String>> all = new LinkedHashMap<>();
    Map<String, String> model = new LinkedHashMap<>();
    put(model, "display name", template.displayName());
    put(model, "description", template.description());
    all.put(new Key(Part.MODEL, ""), model);
    template.telemetry().forEach(f -> all.put(new Key(Part.TELEMETRY, f.path()), traits(f)));
    for (DerivedField derived : template.derived()) {
      Map<String, String> traits = traits(derived.field());
      put(traits, "derivation", derived.derivation().toString());
      put(traits, "every", derived.every().toString());
      put(traits, "gap", derived.gap().toString());
      all.put(new Key(Part.DERIVED, derived.field().path()), traits);
    }
    template
        .properties()
        .forEach(
            p -> {
              Map<String, String> traits = traits(p.field());
              put(traits, "writable", p.writable() ? "yes" : "no");
              all.put(new Key(Part.PROPERTY, p.field().path()), traits);
            });
    template
        .commands()
        .forEach(
            c -> {
              Map<String, String> traits = new LinkedHashMap<>();
              put(traits, "display name", c.displayName());
              put(traits, "request", c.request());
              put(traits, "response", c.response());
              all.put(new Key(Part.COMMAND, c.name()), traits);
            });
    return all;
  }

  private static Map<String, String> traits(Field field) {
    Map<String, String> traits = new LinkedHashMap<>();
    put(traits, "display name", field.displayName());
    put(traits, "description", field.description());
    put(traits, "type", type(field.type()));
    if (field.type() instanceof FieldType.Choice(var options)) {
      put(
          traits,
          "options",
          options.stream()
              .map(o -> "%s = %s (%s)".formatted(o.name(), o.wireValue(), o.displayName()))
              .collect(Collectors.joining(", ")));
    }
    Unit unit = field.unit();
    put(traits, "unit", unit == null ? null : unit.name());
    put(traits, "semantic type", field.semanticType());
    put(traits, "event", field.event() ? "yes" : "no");
    put(traits, "minimum", number(field.minimum()));
    put(traits, "maximum", number(field.maximum()));
    return traits;
  }

  /** As DTDL calls it. */
  static String type(FieldType type) {
    return switch (type) {
      case FieldType.Decimal d -> "double";
      case FieldType.Whole(int bits) -> bits <= 32 ? "integer" : "long";
      case FieldType.Bool b -> "boolean";
      case FieldType.Text(FieldType.Text.Form form) ->
          switch (form) {
            case ANY -> "string";
            case DATE -> "date";
            case TIME -> "time";
            case DURATION -> "duration";
          };
      case FieldType.Choice c -> "Enum";
      case FieldType.Moment m -> "dateTime";
      case FieldType.GeoPoint g -> "geopoint";
      case FieldType.Vector v -> "vector";
      case FieldType.Tree t -> "JSON";
    };
  }

  private static @Nullable String number(@Nullable Double number) {
    return number == null ? null : java.math.BigDecimal.valueOf(number).toPlainString();
  }

  private static void put(Map<String, String> traits, String what, @Nullable String value) {
    if (value != null) {
      traits.put(what, value);
    }
  }
}
