package org.aisle.templates.dtdl;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.aisle.templates.dtdl.FieldDraft.Kind;
import org.aisle.templates.source.SourceReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes what a form says into an entry of a model, and touches nothing that is the same. */
final class EntryWriter {

  private static final String IOT_CENTRAL = "dtmi:iotcentral:context;2";
  private static final String QUANTITIES = "dtmi:dtdl:extension:quantitativeTypes;1";

  private final OwnModel model;

  EntryWriter(OwnModel model) {
    this.model = model;
  }

  /** The types that say so. */
  static List<String> kinds(Kind kind) {
    return switch (kind) {
      case TELEMETRY -> List.of("Telemetry");
      case PROPERTY -> List.of("Property", "CloudProperty");
    };
  }

  ObjectNode make(FieldDraft field) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    entry.put("@type", kinds(field.kind()).getFirst());
    write(entry, field);
    return entry;
  }

  ObjectNode make(DerivedDraft field) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    entry.put("@type", "Telemetry");
    write(entry, field);
    return entry;
  }

  static ObjectNode make(ComponentDraft component) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    entry.put("@type", "Component").put("name", component.name());
    label(entry, "displayName", component.displayName());
    entry.put("schema", component.schema());
    label(entry, "description", component.description());
    return entry;
  }

  static ObjectNode make(CommandDraft command) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    entry.put("@type", "Command");
    write(entry, command);
    return entry;
  }

  static void write(ObjectNode entry, CommandDraft command) {
    text(entry, "name", command.name());
    label(entry, "displayName", command.displayName());
    payload(entry, "request", command.request());
    payload(entry, "response", command.response());
    label(entry, "description", command.description());
  }

  private static void payload(ObjectNode entry, String key, CommandDraft.@Nullable Payload wanted) {
    if (wanted == null) {
      entry.remove(key);
      return;
    }
    ObjectNode payload =
        entry.get(key) instanceof ObjectNode there ? there : JsonNodeFactory.instance.objectNode();
    text(payload, "name", wanted.name());
    JsonNode schema =
        isJson(wanted.schema())
            ? json(wanted.schema()).orElseThrow()
            : JsonNodeFactory.instance.stringNode(wanted.schema());
    if (!schema.equals(payload.get("schema"))) {
      payload.set("schema", schema);
    }
    entry.set(key, payload);
  }

  void write(ObjectNode entry, FieldDraft field) {
    Kind was = OwnModel.types(entry).contains("Telemetry") ? Kind.TELEMETRY : Kind.PROPERTY;
    FieldDraft before = ModelForm.field(entry, was);
    List<String> types = new ArrayList<>(OwnModel.types(entry));
    if (was != field.kind()) {
      types.replaceAll(t -> kinds(was).contains(t) ? kinds(field.kind()).getFirst() : t);
    }
    flag(types, "Event", field.kind() == Kind.TELEMETRY && field.event());
    common(
        entry,
        types,
        field.name(),
        field.displayName(),
        field.description(),
        field.schema(),
        field.semanticType(),
        field.unit());
    boolean writable = field.kind() == Kind.PROPERTY && field.writable();
    if (writable != before.writable()) {
      if (writable) {
        entry.put("writable", true);
      } else {
        entry.remove("writable");
      }
    }
    limit(entry, "minimum", before.minimum(), field.minimum());
    limit(entry, "maximum", before.maximum(), field.maximum());
  }

  void write(ObjectNode entry, DerivedDraft field) {
    List<String> types = new ArrayList<>(OwnModel.types(entry));
    flag(types, "Derived", true);
    model.require(OwnModel.OWN_CONTEXT);
    common(
        entry,
        types,
        field.name(),
        field.displayName(),
        field.description(),
        field.schema(),
        field.semanticType(),
        field.unit());
    json(field.derivation())
        .filter(derivation -> !derivation.equals(entry.get("derivation")))
        .ifPresent(derivation -> entry.set("derivation", derivation));
    text(entry, "every", field.every());
    text(entry, "gap", field.gap());
  }

  private void common(
      ObjectNode entry,
      List<String> types,
      String name,
      @Nullable String displayName,
      @Nullable String description,
      String schema,
      @Nullable String semanticType,
      @Nullable String unit) {
    String before = ModelForm.semanticType(types);
    if (!Objects.equals(before, semanticType)) {
      types.removeIf(SemanticTypes::exists);
      if (semanticType != null) {
        types.add(Math.min(1, types.size()), semanticType);
      }
    }
    JsonNode wanted =
        isJson(schema) ? json(schema).orElseThrow() : JsonNodeFactory.instance.stringNode(schema);
    JsonNode had = entry.get("schema");
    if (had != null && !wanted.equals(had)) {
      coTypes(types, wanted);
    }
    contexts(wanted, semanticType);
    OwnModel.types(entry, types);
    if (!name.equals(OwnModel.text(entry, "name"))) {
      entry.put("name", name);
    }
    label(entry, "displayName", displayName);
    if (!wanted.equals(had)) {
      entry.set("schema", wanted);
    }
    text(entry, "unit", unit);
    label(entry, "description", description);
  }

  /** Those that only went with the schema it had. */
  private static void coTypes(List<String> types, JsonNode schema) {
    String name = schema.isString() ? schema.asString() : "";
    boolean choice = schema.isObject() && schema.path("@type").toString().contains("\"Enum\"");
    if (!choice) {
      types.remove("State");
    }
    if (!name.equals("geopoint")) {
      types.remove("Location");
    }
  }

  private void contexts(JsonNode schema, @Nullable String semanticType) {
    String name = schema.isString() ? schema.asString() : "";
    if (name.equals("geopoint") || name.equals("vector")) {
      model.require(IOT_CENTRAL);
    }
    if (semanticType != null && SemanticTypes.isOwn(semanticType)) {
      model.require(OwnModel.OWN_CONTEXT);
    } else if (semanticType != null && !SemanticTypes.isVector(semanticType) && model.isLater()) {
      model.require(QUANTITIES);
    }
  }

  private void limit(ObjectNode entry, String key, @Nullable Double was, @Nullable Double is) {
    if (Objects.equals(was, is)) {
      return;
    }
    if (is == null) {
      entry.remove(key);
      return;
    }
    model.require(OwnModel.OWN_CONTEXT);
    if (is == Math.rint(is) && Math.abs(is) < 1e15) {
      entry.put(key, is.longValue());
    } else {
      entry.put(key, BigDecimal.valueOf(is));
    }
  }

  private static void flag(List<String> types, String type, boolean wanted) {
    if (!wanted) {
      types.remove(type);
    } else if (!types.contains(type)) {
      types.add(type);
    }
  }

  private static void text(ObjectNode entry, String key, @Nullable String wanted) {
    if (Objects.equals(OwnModel.text(entry, key), wanted)) {
      return;
    }
    if (wanted == null) {
      entry.remove(key);
    } else {
      entry.put(key, wanted);
    }
  }

  /** The first language's text, where there are several; the others stay. */
  static void label(ObjectNode of, String key, @Nullable String wanted) {
    if (Objects.equals(ModelForm.label(of, key), wanted)) {
      return;
    }
    if (wanted == null) {
      of.remove(key);
    } else if (of.get(key) instanceof ObjectNode languages && !languages.isEmpty()) {
      String first =
          languages.properties().stream()
              .filter(e -> e.getValue().isString())
              .map(Map.Entry::getKey)
              .findFirst()
              .orElse("en");
      languages.put(first, wanted);
    } else {
      of.put(key, wanted);
    }
  }

  /** Whether a schema is meant as JSON, not as a name. */
  static boolean isJson(String schema) {
    return schema.stripLeading().startsWith("{") || schema.stripLeading().startsWith("[");
  }

  static Optional<JsonNode> json(String text) {
    SourceReader.Parsed parsed = SourceReader.json(text.getBytes(StandardCharsets.UTF_8));
    return parsed.root() == null || !parsed.faults().isEmpty()
        ? Optional.empty()
        : Optional.of(Models.json(parsed.root()));
  }
}
