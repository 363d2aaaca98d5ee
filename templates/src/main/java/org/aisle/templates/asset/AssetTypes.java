package org.aisle.templates.asset;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aisle.templates.asset.AssetTypeOutcome.Fault;
import org.aisle.templates.definition.Field;
import org.aisle.templates.dtdl.DtdlOutcome;
import org.aisle.templates.dtdl.DtdlProblem;
import org.aisle.templates.dtdl.DtdlReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads asset types: schemas, units and semantic types are those of DTDL and are judged by {@link
 * DtdlReader}. Terminates on every input. Thread-safe.
 */
public final class AssetTypes {

  /** The form of an asset type's id. */
  public static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  /** The schemas of properties; the rest of DTDL's is for what devices report. */
  public static final Set<String> SCHEMAS =
      new TreeSet<>(
          Set.of(
              "boolean",
              "date",
              "dateTime",
              "double",
              "enum",
              "float",
              "geopoint",
              "integer",
              "long",
              "string"));

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MAX_PROPERTIES = 100;
  private static final int MAX_VALUES = 100;
  private static final int MAX_NAME = 200;
  private static final Pattern IN_CONTENTS = Pattern.compile(".*/contents/(\\d+)(/.*)?");

  private AssetTypes() {}

  /** Reads one asset type. */
  public static AssetTypeOutcome read(String id, String name, List<PropertyDraft> properties) {
    List<Fault> faults = new ArrayList<>();
    if (!ID.matcher(id).matches()) {
      faults.add(
          new Fault(
              -1,
              "asset-type.id-invalid",
              "An asset type's id has at most 63 characters a-z, 0-9 or '-', a letter first."));
    }
    if (name.isBlank() || name.length() > MAX_NAME || name.chars().anyMatch(c -> c < ' ')) {
      faults.add(
          new Fault(
              -1,
              "asset-type.name-invalid",
              "Give the asset type a name of 1 to 200 characters without control characters."));
    }
    if (properties.size() > MAX_PROPERTIES) {
      faults.add(
          new Fault(
              -1,
              "asset-type.too-many",
              "An asset type has at most %d properties.".formatted(MAX_PROPERTIES)));
      return new AssetTypeOutcome.Faults(faults);
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < properties.size(); i++) {
      check(i, properties.get(i), names, faults);
    }
    if (!faults.isEmpty()) {
      return new AssetTypeOutcome.Faults(faults);
    }
    return switch (DtdlReader.read(model(id, name, properties))) {
      case DtdlOutcome.Read read ->
          new AssetTypeOutcome.Read(new AssetType(id, name, read.template()));
      case DtdlOutcome.Faults f ->
          new AssetTypeOutcome.Faults(f.problems().stream().map(AssetTypes::fault).toList());
    };
  }

  /** What an asset type was read from: {@link #read} makes an equal one of it. */
  public static List<PropertyDraft> drafts(AssetType type) {
    List<PropertyDraft> drafts = new ArrayList<>();
    for (JsonNode property : JSON.readTree(type.model().dtdl()).path(0).path("contents")) {
      JsonNode schema = property.path("schema");
      List<String> values = new ArrayList<>();
      schema.path("enumValues").forEach(value -> values.add(value.path("name").asString()));
      drafts.add(
          new PropertyDraft(
              property.path("name").asString(),
              text(property.path("displayName")),
              text(property.path("description")),
              schema.isObject() ? "enum" : schema.asString(),
              text(property.path("@type").path(1)),
              text(property.path("unit")),
              values));
    }
    return drafts;
  }

  private static @Nullable String text(JsonNode node) {
    return node.isString() ? node.stringValue() : null;
  }

  private static void check(
      int number, PropertyDraft property, Set<String> names, List<Fault> faults) {
    if (!SCHEMAS.contains(property.schema())) {
      faults.add(
          new Fault(
              number,
              "asset-type.schema-unknown",
              "\"schema\" is one of %s.".formatted(String.join(", ", SCHEMAS))));
    }
    if (property.schema().equals("enum") == property.values().isEmpty()) {
      faults.add(
          new Fault(
              number,
              "asset-type.values",
              "Give the schema \"enum\" its \"values\", and no other schema any."));
    }
    if (property.values().size() > MAX_VALUES) {
      faults.add(
          new Fault(
              number,
              "asset-type.too-many",
              "A property has at most %d values.".formatted(MAX_VALUES)));
    }
    if (!names.add(property.name())) {
      faults.add(
          new Fault(
              number,
              "asset-type.duplicate",
              "Two properties have this name; rename one, or remove it."));
    }
  }

  private static Fault fault(DtdlProblem problem) {
    Matcher at = IN_CONTENTS.matcher(problem.spot().pointer());
    return new Fault(
        at.matches() ? Integer.parseInt(at.group(1)) : -1,
        problem.code(),
        problem.sentence() + " " + problem.cure());
  }

  private static String model(String id, String name, List<PropertyDraft> properties) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    ObjectNode model = json.objectNode();
    model.putArray("@context").add("dtmi:dtdl:context;2").add("dtmi:iotcentral:context;2");
    model.put("@id", "dtmi:org:aisle:asset:a_" + id.replace('-', '_') + "_z;1");
    model.put("@type", "Interface").put("displayName", name);
    ArrayNode contents = model.putArray("contents");
    for (PropertyDraft property : properties) {
      ObjectNode one = contents.addObject();
      if (property.semanticType() == null) {
        one.put("@type", "Property");
      } else {
        one.putArray("@type").add("Property").add(property.semanticType());
      }
      one.put("name", property.name());
      if (property.displayName() != null) {
        one.put("displayName", property.displayName());
      }
      if (property.description() != null) {
        one.put("description", property.description());
      }
      if (property.unit() != null) {
        one.put("unit", property.unit());
      }
      if (property.schema().equals("enum")) {
        ObjectNode schema = one.putObject("schema").put("@type", "Enum");
        schema.put("valueSchema", "string");
        ArrayNode values = schema.putArray("enumValues");
        property.values().forEach(v -> values.addObject().put("name", v).put("enumValue", v));
      } else {
        one.put("schema", property.schema());
      }
    }
    return model.toString();
  }

  /** Sentences about properties of one name that are not of one kind in all types. */
  public static List<String> clashes(Collection<AssetType> types) {
    Map<String, Field> seen = new HashMap<>();
    List<String> clashes = new ArrayList<>();
    for (AssetType type : types) {
      for (Field field : type.fields()) {
        Field other = seen.putIfAbsent(field.path(), field);
        if (other != null
            && (!other.type().equals(field.type())
                || !java.util.Objects.equals(other.unit(), field.unit()))) {
          clashes.add(
              "Two asset types have a property %s with different schemas or units; rename one, since rules call both asset.%s."
                  .formatted(field.path(), field.path()));
        }
      }
    }
    return clashes;
  }
}
