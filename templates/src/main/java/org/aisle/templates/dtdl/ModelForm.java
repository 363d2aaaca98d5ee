package org.aisle.templates.dtdl;

import static java.lang.Double.NaN;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.dtdl.FieldDraft.Kind;
import org.aisle.templates.source.SourceNode;
import org.aisle.templates.source.SourceReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model's own entries as a form shows them, also of a model with faults. What it says is what
 * {@link ModelEdit} may say.
 *
 * @param id as written, perhaps malformed
 * @param fields measured fields and properties in the order of the model
 * @param derived in the order of the model
 * @param commands in the order of the model
 * @param components in the order of the model
 * @param interfaces the ids of the other interfaces of the text, of which components can be
 * @param others what only the text shows: relationships, what is inherited
 */
public record ModelForm(
    String id,
    @Nullable String displayName,
    @Nullable String description,
    List<FieldDraft> fields,
    List<DerivedDraft> derived,
    List<CommandDraft> commands,
    List<ComponentDraft> components,
    List<String> interfaces,
    List<Other> others) {

  /** An entry that a form does not change; {@code kind} is its DTDL type. */
  public record Other(String kind, String name, @Nullable String displayName) {}

  public ModelForm {
    fields = List.copyOf(fields);
    derived = List.copyOf(derived);
    commands = List.copyOf(commands);
    components = List.copyOf(components);
    interfaces = List.copyOf(interfaces);
    others = List.copyOf(others);
  }

  /**
   * Empty when the text is no JSON, or describes no interface of that line and several others.
   *
   * @param line the model's id without its version
   */
  public static Optional<ModelForm> of(String dtdl, String line) {
    SourceNode root = SourceReader.json(dtdl.getBytes(StandardCharsets.UTF_8)).root();
    if (root == null) {
      return Optional.empty();
    }
    JsonNode document = Models.json(root);
    return OwnModel.find(document, line).map(model -> of(model, document));
  }

  /** The version of the id; empty when it has none that is a whole number. */
  public Optional<Integer> version() {
    return Dtmi.isValid(id) && new Dtmi(id).version().matches("[1-9][0-9]{0,8}")
        ? Optional.of(Integer.valueOf(new Dtmi(id).version()))
        : Optional.empty();
  }

  public Optional<FieldDraft> field(String name) {
    return fields.stream().filter(f -> f.name().equals(name)).findFirst();
  }

  public Optional<DerivedDraft> derived(String name) {
    return derived.stream().filter(d -> d.name().equals(name)).findFirst();
  }

  public Optional<CommandDraft> command(String name) {
    return commands.stream().filter(c -> c.name().equals(name)).findFirst();
  }

  private static ModelForm of(OwnModel model, JsonNode document) {
    List<CommandDraft> commands = new ArrayList<>();
    List<ComponentDraft> components = new ArrayList<>();
    List<FieldDraft> fields = new ArrayList<>();
    List<DerivedDraft> derived = new ArrayList<>();
    List<Other> others = new ArrayList<>();
    for (ObjectNode entry : model.contents()) {
      List<String> types = OwnModel.types(entry);
      if (model.isDerived(entry)) {
        derived.add(derived(entry));
      } else if (types.contains("Telemetry")) {
        fields.add(field(entry, Kind.TELEMETRY));
      } else if (types.contains("Property") || types.contains("CloudProperty")) {
        fields.add(field(entry, Kind.PROPERTY));
      } else if (types.contains("Command")) {
        commands.add(command(entry));
      } else if (types.contains("Component") && entry.path("schema").isString()) {
        components.add(component(entry));
      } else {
        others.add(
            new Other(
                types.isEmpty() ? "" : types.getFirst(), name(entry), label(entry, "displayName")));
      }
    }
    String id = model.id();
    return new ModelForm(
        id == null ? "" : id,
        label(model.source(), "displayName"),
        label(model.source(), "description"),
        fields,
        derived,
        commands,
        components,
        model.besides(document),
        others);
  }

  static CommandDraft command(ObjectNode entry) {
    return new CommandDraft(
        name(entry),
        label(entry, "displayName"),
        label(entry, "description"),
        payload(entry.get("request")),
        payload(entry.get("response")));
  }

  private static CommandDraft.@Nullable Payload payload(@Nullable JsonNode node) {
    return node instanceof ObjectNode payload
        ? new CommandDraft.Payload(name(payload), schema(payload))
        : null;
  }

  private static ComponentDraft component(ObjectNode entry) {
    return new ComponentDraft(
        name(entry), label(entry, "displayName"), label(entry, "description"), schema(entry));
  }

  static FieldDraft field(ObjectNode entry, Kind kind) {
    List<String> types = OwnModel.types(entry);
    return new FieldDraft(
        kind,
        name(entry),
        label(entry, "displayName"),
        label(entry, "description"),
        schema(entry),
        semanticType(types),
        OwnModel.text(entry, "unit"),
        types.contains("Event"),
        entry.path("writable").isBoolean() && entry.path("writable").booleanValue(),
        number(entry, "minimum"),
        number(entry, "maximum"));
  }

  static DerivedDraft derived(ObjectNode entry) {
    JsonNode derivation = entry.get("derivation");
    return new DerivedDraft(
        name(entry),
        label(entry, "displayName"),
        label(entry, "description"),
        schema(entry),
        semanticType(OwnModel.types(entry)),
        OwnModel.text(entry, "unit"),
        derivation == null ? "{}" : derivation.toString(),
        OwnModel.text(entry, "every"),
        OwnModel.text(entry, "gap"));
  }

  private static String name(ObjectNode entry) {
    String name = OwnModel.text(entry, "name");
    return name == null ? "" : name;
  }

  private static String schema(ObjectNode entry) {
    JsonNode schema = entry.get("schema");
    if (schema == null) {
      return "";
    }
    return schema.isString() ? schema.asString() : schema.toString();
  }

  static @Nullable String semanticType(List<String> types) {
    return types.stream().filter(SemanticTypes::exists).findFirst().orElse(null);
  }

  static @Nullable Double number(ObjectNode entry, String key) {
    JsonNode node = entry.get(key);
    double number = node != null && node.isNumber() ? Double.parseDouble(node.asString()) : NaN;
    return Double.isFinite(number) ? Double.valueOf(number) : null;
  }

  /** A plain text, or the first language's. */
  static @Nullable String label(ObjectNode of, String key) {
    JsonNode node = of.get(key);
    if (node instanceof ObjectNode languages) {
      return languages.properties().stream()
          .map(Map.Entry::getValue)
          .filter(JsonNode::isString)
          .map(JsonNode::asString)
          .findFirst()
          .orElse(null);
    }
    return node != null && node.isString() ? node.asString() : null;
  }
}
