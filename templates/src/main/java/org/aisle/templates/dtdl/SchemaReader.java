package org.aisle.templates.dtdl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.definition.FieldType.Text.Form;
import org.aisle.templates.dtdl.Schema.Broken;
import org.aisle.templates.dtdl.Schema.Group;
import org.aisle.templates.dtdl.Schema.Leaf;
import org.aisle.templates.dtdl.Schema.Part;
import org.aisle.templates.source.SourceNode;
import org.aisle.templates.source.SourceNode.Kind;
import org.aisle.templates.source.SourceNode.Mapping;
import org.aisle.templates.source.SourceNode.Scalar;
import org.aisle.templates.source.SourceNode.Sequence;
import org.jspecify.annotations.Nullable;

/** Resolves schemas; each reusable one is read once, so that work is linear in the document. */
final class SchemaReader {

  private static final Broken BROKEN = new Broken();
  private static final Map<String, FieldType> PRIMITIVE =
      Map.ofEntries(
          Map.entry("boolean", new FieldType.Bool()),
          Map.entry("date", new FieldType.Text(Form.DATE)),
          Map.entry("dateTime", new FieldType.Moment()),
          Map.entry("double", new FieldType.Decimal()),
          Map.entry("duration", new FieldType.Text(Form.DURATION)),
          Map.entry("float", new FieldType.Decimal()),
          Map.entry("integer", new FieldType.Whole(32)),
          Map.entry("long", new FieldType.Whole(64)),
          Map.entry("string", new FieldType.Text(Form.ANY)),
          Map.entry("time", new FieldType.Text(Form.TIME)),
          Map.entry("geopoint", new FieldType.GeoPoint()),
          Map.entry("vector", new FieldType.Vector()),
          Map.entry("point", new FieldType.Tree()),
          Map.entry("multiPoint", new FieldType.Tree()),
          Map.entry("lineString", new FieldType.Tree()),
          Map.entry("multiLineString", new FieldType.Tree()),
          Map.entry("polygon", new FieldType.Tree()),
          Map.entry("multiPolygon", new FieldType.Tree()));
  private static final Map<String, FieldType> VERSION_4 =
      Map.of(
          "byte", new FieldType.Whole(32),
          "short", new FieldType.Whole(32),
          "unsignedByte", new FieldType.Whole(32),
          "unsignedShort", new FieldType.Whole(32),
          "unsignedInteger", new FieldType.Whole(64),
          "decimal", new FieldType.Decimal(),
          "uuid", new FieldType.Text(Form.ANY),
          "bytes", new FieldType.Text(Form.ANY));
  private static final Set<String> COMPLEX = Set.of("Object", "Enum", "Map", "Array");

  private final Problems problems;
  private final Labels labels;
  private final Quantities quantities;
  private final Map<String, Declared> reusable = new HashMap<>();
  private final Map<String, Schema> resolved = new HashMap<>();
  private final Set<String> resolving = new HashSet<>();

  private record Declared(Mapping schema, int version) {}

  SchemaReader(Problems problems, Labels labels, Quantities quantities) {
    this.problems = problems;
    this.labels = labels;
    this.quantities = quantities;
  }

  /** Makes a schema of an interface's {@code schemas} known by its id. */
  void declare(Mapping schema, int version) {
    String id = schema.text("@id");
    if (id == null || !Dtmi.isValid(id)) {
      problems.add(
          "schema-id-invalid",
          schema.spotOf("@id"),
          "A reusable schema needs a DTMI as its \"@id\".",
          "Write one like dtmi:org:example:Cooler:DoorState;1.");
    } else if (reusable.putIfAbsent(id, new Declared(schema, version)) != null) {
      problems.add(
          "schema-duplicate",
          schema.spotOf("@id"),
          "The schema %s is declared twice.".formatted(id),
          "Keep one of them.");
    }
  }

  /** Checks the reusable schemas that nothing refers to, too. */
  void checkDeclared() {
    for (String id : List.copyOf(reusable.keySet())) {
      byId(id);
    }
  }

  /** The schema under {@code key} of {@code of}. */
  Schema read(Mapping of, String key, int version) {
    return read(of, key, version, 1);
  }

  private Schema read(Mapping of, String key, int version, int level) {
    SourceNode node = of.get(key);
    if (node instanceof Sequence s && s.items().size() == 1) {
      node = s.items().getFirst();
    }
    return switch (node) {
      case null -> {
        problems.add(
            "schema-missing",
            of.spot(),
            "It has no \"%s\".".formatted(key),
            "Add one, for example \"%s\": \"double\".".formatted(key));
        yield BROKEN;
      }
      case Scalar s when s.kind() == Kind.TEXT -> named(s, version);
      case Mapping m when m.entries().size() == 1 && m.get("@id") instanceof Scalar id ->
          named(id, version);
      case Mapping m -> complex(m, version, level);
      default -> {
        problems.add(
            "schema-unknown",
            node.spot(),
            "A schema can't be %s.".formatted(node.description()),
            "Name a schema such as \"double\", or write an Object, Enum, Map or Array.");
        yield BROKEN;
      }
    };
  }

  private Schema named(Scalar name, int version) {
    String text = name.text();
    String term = text.startsWith("dtmi:dtdl:instance:Schema:") ? term(text) : text;
    FieldType type = PRIMITIVE.get(term);
    if (type == null && version >= 4) {
      type = VERSION_4.get(term);
    }
    if (type != null) {
      return new Leaf(type, type instanceof FieldType.Tree ? 1 : 0);
    }
    if (reusable.containsKey(text)) {
      return byId(text);
    }
    problems.add(
        "schema-unknown",
        name.spot(),
        "There is no schema %s.".formatted(Problems.quote(text)),
        Dtmi.isValid(text)
            ? "Declare it under \"schemas\" of an interface of this document."
            : "Use one of boolean, date, dateTime, double, duration, float, integer, long, string,"
                + " time, geopoint, vector, or an Object, Enum, Map or Array.");
    return BROKEN;
  }

  private static String term(String instance) {
    String last = instance.substring(instance.lastIndexOf(':') + 1);
    int version = last.indexOf(';');
    return version < 0 ? last : last.substring(0, version);
  }

  private Schema byId(String id) {
    Schema known = resolved.get(id);
    if (known != null) {
      return known;
    }
    Declared declared = reusable.get(id);
    if (declared == null) {
      return BROKEN;
    }
    if (!resolving.add(id)) {
      problems.add(
          "schema-recursive",
          declared.schema().spot(),
          "The schema %s contains itself.".formatted(id),
          "Break the cycle.");
      return BROKEN;
    }
    if (resolving.size() > Limits.SCHEMA_DEPTH + 1) {
      resolving.remove(id);
      return tooDeep(declared.schema());
    }
    Schema schema = complex(declared.schema(), declared.version(), 1);
    resolving.remove(id);
    resolved.put(id, schema);
    return schema;
  }

  private Schema complex(Mapping schema, int version, int level) {
    List<String> kinds = Types.of(schema).stream().filter(COMPLEX::contains).toList();
    if (kinds.size() != 1) {
      problems.add(
          "schema-unknown",
          schema.spotOf("@type"),
          "A complex schema is one of Object, Enum, Map and Array.",
          "Set its \"@type\" to one of them.");
      return BROKEN;
    }
    if (level > Limits.SCHEMA_DEPTH) {
      return tooDeep(schema);
    }
    Schema read =
        switch (kinds.getFirst()) {
          case "Object" -> object(schema, version, level);
          case "Enum" -> choice(schema, version);
          case "Map" -> map(schema, version, level);
          default -> array(schema, version, level);
        };
    return read.depth() > Limits.SCHEMA_DEPTH ? tooDeep(schema) : read;
  }

  private Schema tooDeep(Mapping schema) {
    problems.add(
        "schema-too-deep",
        schema.spot(),
        "Schemas nest deeper than %d levels.".formatted(Limits.SCHEMA_DEPTH),
        "Flatten it, or split it into several capabilities.");
    return BROKEN;
  }

  private Schema object(Mapping schema, int version, int level) {
    Limits limits = Limits.of(version);
    List<SourceNode> fields = Types.list(schema, "fields", problems);
    if (fields.size() > limits.objectFields()) {
      problems.add(
          "too-many-fields",
          schema.spotOf("fields"),
          "The Object has %d fields.".formatted(fields.size()),
          "Use at most %d.".formatted(limits.objectFields()));
      return BROKEN;
    }
    List<Part> parts = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int depth = 0;
    boolean broken = false;
    for (SourceNode item : fields) {
      if (!(item instanceof Mapping field)) {
        problems.add(
            "field-invalid", item.spot(), "A field is an object.", "Give it a name and a schema.");
        continue;
      }
      String name = labels.name(field, limits);
      Schema inner = read(field, "schema", version, level + 1);
      Schema.Quantity quantity = quantities.read(field, inner, version);
      depth = Math.max(depth, inner.depth());
      broken |= inner instanceof Broken;
      if (name != null && !names.add(name)) {
        problems.add(
            "name-duplicate",
            field.spotOf("name"),
            "The Object has two fields %s.".formatted(name),
            "Rename one of them.");
      } else if (name != null) {
        parts.add(new Part(name, labels.label(field, limits), quantity, inner));
      }
    }
    return broken ? BROKEN : new Group(parts, depth + 1);
  }

  private Schema map(Mapping schema, int version, int level) {
    if (schema.get("mapKey") instanceof Mapping key
        && schema.get("mapValue") instanceof Mapping v) {
      labels.name(key, Limits.of(version));
      labels.name(v, Limits.of(version));
      if (!"string".equals(key.text("schema"))) {
        problems.add(
            "map-key",
            key.spotOf("schema"),
            "The keys of a Map are texts.",
            "Set the schema of mapKey to \"string\".");
      }
      Schema inner = read(v, "schema", version, level + 1);
      quantities.read(v, inner, version);
      return tree(inner);
    }
    problems.add(
        "map-incomplete",
        schema.spot(),
        "A Map needs \"mapKey\" and \"mapValue\".",
        "Give both a name and a schema.");
    return BROKEN;
  }

  private Schema array(Mapping schema, int version, int level) {
    return tree(read(schema, "elementSchema", version, level + 1));
  }

  private static Schema tree(Schema inner) {
    return inner instanceof Broken ? BROKEN : new Leaf(new FieldType.Tree(), inner.depth() + 1);
  }

  private Schema choice(Mapping schema, int version) {
    FieldType.@Nullable Choice choice =
        new EnumReader(problems, labels).read(schema, Limits.of(version));
    return choice == null ? BROKEN : new Leaf(choice, 1);
  }
}
