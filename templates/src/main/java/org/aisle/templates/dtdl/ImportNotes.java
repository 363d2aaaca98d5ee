package org.aisle.templates.dtdl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.dtdl.ImportNote.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is told about a document that was imported. */
final class ImportNotes {

  private static final int SHOWN = 10;
  private static final Set<String> ENVELOPE =
      Set.of("@id", "@type", "@context", "displayName", "description", "capabilityModel", "etag");
  private static final Set<String> SOLUTION =
      Set.of("@id", "@type", "@context", "displayName", "cloudProperties");
  private static final Set<String> WITHOUT_EFFECT =
      Set.of("initialValue", "durable", "commandType");
  private static final Set<String> TYPES =
      Set.of(
          "Interface",
          "Telemetry",
          "Property",
          "CloudProperty",
          "Command",
          "Component",
          "Relationship",
          "Object",
          "Enum",
          "Map",
          "Array",
          "Field",
          "EnumValue",
          "MapKey",
          "MapValue",
          "CommandPayload",
          "CommandRequest",
          "CommandResponse",
          "State",
          "Event",
          "Location",
          "Derived",
          "CapabilityModel",
          "InterfaceInstance",
          "DeviceModel",
          "ModelDefinition",
          "SolutionModel");

  private final List<ImportNote> notes = new ArrayList<>();
  private final Set<String> coTypes = new LinkedHashSet<>();
  private final Map<String, Integer> keys = new LinkedHashMap<>();

  /** What was taken, and what became something else. */
  static List<ImportNote> of(DeviceTemplate template) {
    ImportNotes notes = new ImportNotes();
    String id = template.id().value();
    notes.add(
        Kind.TAKEN,
        "import.model",
        id,
        "%s: %s, %s, %s, %s, %s."
            .formatted(
                template.displayName(),
                count(template.telemetry(), "measured field", "measured fields"),
                count(template.derived(), "derived field", "derived fields"),
                count(template.properties(), "property", "properties"),
                count(template.commands(), "command", "commands"),
                count(template.relationships(), "relationship", "relationships")));
    List<Field> fields =
        Stream.concat(
                template.fields().stream(), template.properties().stream().map(p -> p.field()))
            .toList();
    notes.fields(
        "import.flattened",
        fields.stream().filter(f -> f.path().indexOf('.') >= 0).toList(),
        "%s: parts of Objects and components became fields of their own with dotted names.");
    notes.fields(
        "import.tree",
        fields.stream().filter(f -> f.type() instanceof FieldType.Tree).toList(),
        "%s: lists, maps and shapes are kept and shown as JSON; rules and charts do not use them.");
    return notes.notes;
  }

  private static String count(Collection<?> all, String one, String many) {
    return "%,d %s".formatted(all.size(), all.size() == 1 ? one : many);
  }

  /** What stood around the models, and what has no effect. */
  static List<ImportNote> of(JsonNode document) {
    ImportNotes notes = new ImportNotes();
    if (document.isArray()) {
      for (int i = 0; i < document.size(); i++) {
        notes.top(document.get(i), "/" + i);
      }
    } else {
      notes.top(document, "");
    }
    notes.walk(document);
    notes.keys.forEach(
        (key, times) ->
            notes.add(
                Kind.LEFT_OUT,
                "import.key-without-effect",
                key,
                "\"%s\" occurs %s: it stays in the text and has no effect."
                    .formatted(key, times == 1 ? "once" : times + " times")));
    if (!notes.coTypes.isEmpty()) {
      notes.add(
          Kind.LEFT_OUT,
          "import.co-type-unknown",
          "@type",
          "The types %s are not known here: they stay in the text and have no effect."
              .formatted(shown(List.copyOf(notes.coTypes))));
    }
    return notes.notes;
  }

  private void top(JsonNode node, String pointer) {
    if (!(node instanceof ObjectNode envelope)) {
      return;
    }
    if (envelope.has("capabilityModel")) {
      add(
          Kind.CONVERTED,
          "import.envelope",
          pointer,
          "IoT Central's envelope is taken off; the model in it is the draft.");
      leftOut(envelope, ENVELOPE, pointer, "solutionModel");
      if (envelope.get("solutionModel") instanceof ObjectNode solution) {
        cloudProperties(solution, pointer + "/solutionModel");
        leftOut(solution, SOLUTION, pointer + "/solutionModel", "");
      }
    }
    ObjectNode model =
        envelope.get("capabilityModel") instanceof ObjectNode inner ? inner : envelope;
    if (model.has("implements")) {
      add(
          Kind.CONVERTED,
          "import.capability-model",
          pointer,
          "What the capability model implements became the bases of one interface.");
    }
  }

  private void cloudProperties(ObjectNode solution, String pointer) {
    List<String> names = new ArrayList<>();
    for (JsonNode property : solution.path("cloudProperties")) {
      names.add(property.path("name").asString(""));
    }
    if (!names.isEmpty()) {
      add(
          Kind.CONVERTED,
          "import.cloud-properties",
          pointer + "/cloudProperties",
          "%s: cloud properties became properties of the model.".formatted(shown(names)));
    }
  }

  private void leftOut(ObjectNode of, Set<String> known, String pointer, String handled) {
    for (String key : of.propertyNames()) {
      if (!known.contains(key) && !key.equals(handled)) {
        add(
            Kind.LEFT_OUT,
            "import.left-out",
            pointer + "/" + key,
            "%s is not part of a model and is left out: views and forms become dashboards here."
                .formatted(Problems.quote(key)));
      }
    }
  }

  private void walk(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              entry -> {
                if (WITHOUT_EFFECT.contains(entry.getKey())) {
                  keys.merge(entry.getKey(), 1, Integer::sum);
                }
              });
      for (String type : OwnModel.types(object)) {
        if (!TYPES.contains(type) && !SemanticTypes.exists(type)) {
          coTypes.add(type);
        }
      }
    }
    node.forEach(this::walk);
  }

  private void fields(String code, List<Field> fields, String sentence) {
    if (!fields.isEmpty()) {
      List<String> paths = fields.stream().map(Field::path).toList();
      add(Kind.CONVERTED, code, paths.getFirst(), sentence.formatted(shown(paths)));
    }
  }

  private static String shown(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(names.size(), SHOWN)));
    String quoted = first.length() <= 300 ? first : first.substring(0, 299) + "…";
    return names.size() <= SHOWN
        ? quoted
        : "%s and %d more".formatted(quoted, names.size() - SHOWN);
  }

  private void add(Kind kind, String code, String where, String sentence) {
    if (notes.size() < Problems.LIMIT) {
      notes.add(new ImportNote(kind, code, where, sentence));
    }
  }
}
