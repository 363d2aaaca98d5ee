package org.aisle.templates.dtdl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aisle.templates.definition.DerivedField;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.dtdl.Envelopes.Declared;
import org.aisle.templates.dtdl.InterfaceModel.Base;
import org.aisle.templates.dtdl.Schema.Label;
import org.aisle.templates.dtdl.Schema.Leaf;
import org.aisle.templates.dtdl.Schema.Quantity;
import org.aisle.templates.source.SourceNode;
import org.aisle.templates.source.SourceNode.Kind;
import org.aisle.templates.source.SourceNode.Mapping;
import org.aisle.templates.source.SourceNode.Scalar;
import org.aisle.templates.source.SourceNode.Sequence;
import org.jspecify.annotations.Nullable;

/** Reads an interface and its contents, each for itself. */
final class ContentReader {

  private static final String OWN_CONTEXT = "dtmi:org:aisle:context;1";
  private static final Map<String, String> KINDS =
      Map.of(
          "Telemetry", "Telemetry",
          "Property", "Property",
          "CloudProperty", "Property",
          "Command", "Command",
          "Component", "Component",
          "Relationship", "Relationship");

  private final Problems problems;
  private final Labels labels;
  private final SchemaReader schemas;
  private final Quantities quantities;

  ContentReader(Problems problems, Labels labels, SchemaReader schemas, Quantities quantities) {
    this.problems = problems;
    this.labels = labels;
    this.schemas = schemas;
    this.quantities = quantities;
  }

  InterfaceModel read(Declared declared, boolean bundled) {
    Mapping source = declared.source();
    Limits limits = Limits.of(declared.version());
    List<Content> contents = new ArrayList<>();
    List<SourceNode> items = Types.list(source, "contents", problems);
    if (items.size() > limits.contents()) {
      problems.add(
          "too-many-contents",
          source.spotOf("contents"),
          "The interface has %d contents.".formatted(items.size()),
          "Use at most %d; move some into components.".formatted(limits.contents()));
      items = items.subList(0, limits.contents());
    }
    Set<String> names = new HashSet<>();
    for (SourceNode item : items) {
      Content content = item instanceof Mapping m ? content(m, declared, limits) : notContent(item);
      if (content != null && names.add(content.name())) {
        contents.add(content);
      } else if (content != null) {
        duplicate(content);
      }
    }
    return new InterfaceModel(
        id(source),
        declared.version(),
        labels.label(source, limits),
        bases(declared, limits),
        contents,
        source,
        bundled);
  }

  private void duplicate(Content content) {
    problems.add(
        "name-duplicate",
        content.spot(),
        "The interface has two contents named %s.".formatted(content.name()),
        "Rename one of them.");
  }

  private @Nullable Content notContent(SourceNode item) {
    problems.add(
        "content-invalid",
        item.spot(),
        "An entry of \"contents\" is an object, not %s.".formatted(item.description()),
        "Write {\"@type\": \"Telemetry\", \"name\": …, \"schema\": …}.");
    return null;
  }

  private String id(Mapping source) {
    String id = source.text("@id");
    if (id == null || !Dtmi.isValid(id)) {
      problems.add(
          "id-invalid",
          source.spotOf("@id"),
          id == null
              ? "The interface has no \"@id\"."
              : "The id %s is no DTMI.".formatted(Problems.quote(id)),
          "Write one like dtmi:org:example:Cooler;1: letters, digits and underscores between colons,"
              + " at most 128 characters.");
    }
    return id == null ? "" : id;
  }

  private List<Base> bases(Declared declared, Limits limits) {
    Mapping source = declared.source();
    SourceNode node = source.get("extends");
    List<SourceNode> items =
        node == null ? List.of() : node instanceof Sequence s ? s.items() : List.of(node);
    if (items.size() > limits.bases() && !declared.combined()) {
      problems.add(
          "too-many-bases",
          source.spotOf("extends"),
          "The interface extends %d others.".formatted(items.size()),
          "Use at most %d.".formatted(limits.bases()));
    }
    List<Base> bases = new ArrayList<>();
    for (SourceNode item : items) {
      if (item instanceof Scalar s && s.kind() == Kind.TEXT) {
        bases.add(new Base(s.text(), s.spot()));
      } else {
        problems.add(
            "extends-invalid",
            item.spot(),
            "An entry of \"extends\" is the id of an interface.",
            "Write a DTMI.");
      }
    }
    int most = declared.combined() ? Limits.INTERFACES : limits.bases();
    return bases.subList(0, Math.min(bases.size(), most));
  }

  private @Nullable Content content(Mapping m, Declared declared, Limits limits) {
    int version = declared.version();
    List<String> kinds =
        Types.of(m).stream().filter(KINDS::containsKey).map(KINDS::get).distinct().toList();
    if (kinds.size() != 1) {
      problems.add(
          "content-type",
          m.spotOf("@type"),
          "A content is exactly one of Telemetry, Property, Command, Component and Relationship.",
          "Set its \"@type\" to one of them.");
      return null;
    }
    String name = labels.name(m, limits);
    Label label = labels.label(m, limits);
    String known = name == null ? "" : name;
    Content content =
        switch (kinds.getFirst()) {
          case "Telemetry" ->
              derived(m, declared)
                  ? derived(m, known, label, declared)
                  : telemetry(m, known, label, declared);
          case "Property" -> property(m, known, label, version);
          case "Command" -> command(m, known, label, version);
          case "Component" -> component(m, known, label);
          default -> relationship(m, known, label);
        };
    return name == null ? null : content;
  }

  private Content telemetry(Mapping m, String name, Label label, Declared declared) {
    Schema schema = schemas.read(m, "schema", declared.version());
    Quantity quantity = quantities.read(m, schema, declared.version());
    boolean event = Types.of(m).contains("Event");
    if (event && !(schema instanceof Schema.Broken) && !scalar(schema)) {
      misplaced(m, "Event", "a number, text or truth value");
    }
    coTypes(m, schema);
    return new Content.Telemetry(
        name, label, quantity, schema, event, promise(m, declared), m.spot());
  }

  private @Nullable Mapping promise(Mapping m, Declared declared) {
    if (!Types.of(m).contains("Promised")) {
      return null;
    }
    if (m.get("promise") instanceof Mapping promise) {
      return promise;
    }
    if (m.get("promise") != null || own(declared)) {
      problems.add(
          "promise-missing",
          m.spotOf("promise"),
          "A promised telemetry has an object \"promise\".",
          "Write for example {\"atMost\": 8} or {\"atMost\": \"maximumTemperature\"}.");
    }
    return null;
  }

  /** Other contexts may have a co-type of that name that means something else. */
  private static boolean derived(Mapping m, Declared declared) {
    return Types.of(m).contains("Derived") && (m.get("derivation") != null || own(declared));
  }

  private static boolean own(Declared declared) {
    return Types.texts(declared.source().get("@context")).contains(OWN_CONTEXT);
  }

  private Content derived(Mapping m, String name, Label label, Declared declared) {
    Schema schema = schemas.read(m, "schema", declared.version());
    Quantity quantity = quantities.read(m, schema, declared.version());
    coTypes(m, schema);
    DerivationReader derivations = new DerivationReader(problems);
    return new Content.Derived(
        name,
        label,
        quantity,
        schema,
        derivations.read(m),
        derivations.every(m, DerivedField.USUAL_EVERY),
        derivations.gap(m, DerivedField.USUAL_GAP),
        promise(m, declared),
        m);
  }

  private Content property(Mapping m, String name, Label label, int version) {
    Schema schema = schemas.read(m, "schema", version);
    Quantity quantity = quantities.read(m, schema, version);
    coTypes(m, schema);
    SourceNode writable = m.get("writable");
    if (writable != null && !(writable instanceof Scalar s && s.kind() == Kind.FLAG)) {
      problems.add(
          "writable-invalid",
          writable.spot(),
          "\"writable\" is true or false.",
          "Write true or false without quotes.");
    }
    return new Content.Property(
        name, label, quantity, schema, "true".equals(m.text("writable")), m.spot());
  }

  private static boolean scalar(Schema schema) {
    return schema instanceof Leaf l
        && switch (l.type()) {
          case FieldType.Decimal d -> true;
          case FieldType.Whole w -> true;
          case FieldType.Bool b -> true;
          case FieldType.Text t -> true;
          case FieldType.Choice c -> true;
          case FieldType.Moment t -> true;
          case FieldType.GeoPoint g -> false;
          case FieldType.Vector v -> false;
          case FieldType.Tree t -> false;
        };
  }

  private void coTypes(Mapping m, Schema schema) {
    List<String> types = Types.of(m);
    if (schema instanceof Schema.Broken) {
      return;
    }
    FieldType type = schema instanceof Leaf l ? l.type() : null;
    if (types.contains("State") && !(type instanceof FieldType.Choice)) {
      misplaced(m, "State", "an Enum");
    }
    if (types.contains("Location")
        && !(type instanceof FieldType.GeoPoint)
        && !(type instanceof FieldType.Tree)) {
      misplaced(m, "Location", "\"geopoint\" or a GeoJSON schema");
    }
  }

  private void misplaced(Mapping m, String coType, String wanted) {
    problems.add(
        "co-type-misplaced",
        m.spotOf("schema"),
        "The schema of a %s is %s.".formatted(coType, wanted),
        "Change the schema, or remove %s from \"@type\".".formatted(coType));
  }

  private Content command(Mapping m, String name, Label label, int version) {
    return new Content.Command(
        name, label, payload(m, "request", version), payload(m, "response", version), m.spot());
  }

  private @Nullable String payload(Mapping command, String key, int version) {
    SourceNode node = command.get(key);
    if (node == null || node instanceof Scalar s && s.kind() == Kind.NOTHING) {
      return null;
    }
    if (!(node instanceof Mapping payload)) {
      problems.add(
          "payload-invalid",
          node.spot(),
          "The %s of a command is an object.".formatted(key),
          "Give it a name and a schema.");
      return null;
    }
    labels.name(payload, Limits.of(version));
    labels.label(payload, Limits.of(version));
    quantities.read(payload, schemas.read(payload, "schema", version), version);
    SourceNode schema = payload.get("schema");
    return schema == null ? null : Models.json(schema).toString();
  }

  private @Nullable Content component(Mapping m, String name, Label label) {
    List<String> target = Types.texts(m.get("schema"));
    if (target.size() != 1) {
      problems.add(
          "component-schema",
          m.spotOf("schema"),
          "The schema of a component is the id of one interface.",
          "Write its DTMI.");
      return null;
    }
    return new Content.Component(name, label, target.getFirst(), m.spotOf("schema"));
  }

  private Content relationship(Mapping m, String name, Label label) {
    String target = m.text("target");
    if (m.get("target") != null && (target == null || !Dtmi.isValid(target))) {
      problems.add(
          "target-invalid",
          m.spotOf("target"),
          "The target of a relationship is the id of an interface.",
          "Write a DTMI, or leave it out.");
      target = null;
    }
    multiplicity(m, "minMultiplicity", 0);
    multiplicity(m, "maxMultiplicity", 1);
    return new Content.Relationship(name, label, target, m.spot());
  }

  private void multiplicity(Mapping m, String key, int least) {
    SourceNode node = m.get(key);
    if (node != null
        && !(node instanceof Scalar s
            && s.kind() == Kind.WHOLE
            && s.text().matches("[0-9]{1,3}")
            && Integer.parseInt(s.text()) >= least
            && Integer.parseInt(s.text()) <= 500)) {
      problems.add(
          "multiplicity-invalid",
          node.spot(),
          "\"%s\" is a whole number from %d to 500.".formatted(key, least),
          "Correct it, or leave it out.");
    }
  }
}
