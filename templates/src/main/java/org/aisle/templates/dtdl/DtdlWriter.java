package org.aisle.templates.dtdl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.source.SourceNode;
import org.aisle.templates.source.SourceReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes device templates as DTDL v3: what {@link DtdlReader} reads from it has the same fields,
 * properties and commands. Thread-safe.
 *
 * <p>The semantic types move to the context {@code dtmi:dtdl:extension:quantitativeTypes;1}, {@code
 * CommandPayload} and other things of v2 go, and so do co-types that no context defines, unless
 * they are all that gives a unit its meaning. {@code geopoint} and {@code vector} keep IoT
 * Central's context, and {@code SignalLevel}, {@code Derived} and {@code Promised} Aisle's own, as
 * v3 has no words for them.
 */
public final class DtdlWriter {

  private static final Set<String> KINDS =
      Set.of("Interface", "Telemetry", "Property", "Command", "Component", "Relationship");
  private static final Set<String> SCHEMAS =
      Set.of("Object", "Enum", "Map", "Array", "Field", "EnumValue", "MapKey", "MapValue");
  private static final Set<String> IOT_CENTRAL =
      Set.of("State", "Event", "Location", "VelocityVector", "AccelerationVector");
  private static final Set<String> IOT_CENTRAL_SCHEMAS = Set.of("geopoint", "vector");
  private static final Set<String> LIMITS = Set.of("minimum", "maximum");
  private static final Set<String> DROPPED =
      Set.of("commandType", "durable", "initialValue", "readOnly");

  private DtdlWriter() {}

  /** The template's model as an indented JSON array of interfaces, its root first. */
  public static String write(DeviceTemplate template) {
    JsonNode model;
    try {
      model = Models.MAPPER.readTree(template.dtdl());
    } catch (JacksonException e) {
      throw new IllegalArgumentException("The template's model is no JSON.", e);
    }
    ArrayNode written = JsonNodeFactory.instance.arrayNode();
    for (JsonNode one : model) {
      if (one instanceof ObjectNode source) {
        written.add(upgraded(source));
      }
    }
    return Models.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(written);
  }

  /** The template's model as it was read, as an indented JSON array of interfaces. */
  public static String indented(DeviceTemplate template) {
    SourceNode model = SourceReader.json(template.dtdl().getBytes(StandardCharsets.UTF_8)).root();
    if (model == null) {
      throw new IllegalArgumentException("The template's model is no JSON.");
    }
    return Models.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(Models.json(model));
  }

  private static ObjectNode upgraded(ObjectNode source) {
    Set<String> extensions = new LinkedHashSet<>();
    ObjectNode body = (ObjectNode) element(source, extensions, null);
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    ArrayNode context = result.putArray("@context");
    context.add("dtmi:dtdl:context;3");
    extensions.forEach(context::add);
    body.properties().forEach(e -> result.set(e.getKey(), e.getValue()));
    result.put("@type", "Interface");
    return result;
  }

  private static JsonNode element(JsonNode node, Set<String> extensions, @Nullable String key) {
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      array.forEach(item -> copy.add(element(item, extensions, key)));
      return copy;
    }
    if (node instanceof ObjectNode object) {
      return object(object, extensions);
    }
    if (key != null
        && (key.equals("schema") || key.equals("elementSchema"))
        && node.isString()
        && IOT_CENTRAL_SCHEMAS.contains(node.asString())) {
      extensions.add("dtmi:iotcentral:context;2");
    }
    return node;
  }

  private static ObjectNode object(ObjectNode object, Set<String> extensions) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    for (var entry : object.properties()) {
      String name = entry.getKey();
      if (name.equals("@type")) {
        List<String> types = types(entry.getValue(), object.has("unit"), extensions);
        if (types.size() == 1) {
          copy.put(name, types.getFirst());
        } else if (!types.isEmpty()) {
          ArrayNode list = copy.putArray(name);
          types.forEach(list::add);
        }
      } else if (name.equals("displayName") || name.equals("description")) {
        copy.set(name, entry.getValue());
      } else if (name.equals("unit")) {
        copy.set(name, entry.getValue());
        extensions.add("dtmi:dtdl:extension:quantitativeTypes;1");
      } else if (LIMITS.contains(name) && entry.getValue().isNumber()) {
        copy.set(name, entry.getValue());
        extensions.add("dtmi:org:aisle:context;1");
      } else if (!name.equals("@context") && !DROPPED.contains(name)) {
        copy.set(name, element(entry.getValue(), extensions, name));
      }
    }
    return copy;
  }

  private static List<String> types(JsonNode node, boolean measured, Set<String> extensions) {
    List<String> types = new ArrayList<>();
    List<String> foreign = new ArrayList<>();
    boolean semantic = false;
    for (JsonNode type : node.isArray() ? node : JsonNodeFactory.instance.arrayNode().add(node)) {
      String name = type.asString("");
      if (name.equals("CloudProperty")) {
        types.add("Property");
      } else if (KINDS.contains(name) || SCHEMAS.contains(name)) {
        types.add(name);
      } else if (name.equals("Derived") || name.equals("Promised")) {
        types.add(name);
        extensions.add("dtmi:org:aisle:context;1");
      } else if (IOT_CENTRAL.contains(name)) {
        types.add(name);
        semantic |= SemanticTypes.isVector(name);
        extensions.add("dtmi:iotcentral:context;2");
      } else if (SemanticTypes.exists(name)) {
        types.add(name);
        semantic = true;
        extensions.add(
            SemanticTypes.isOwn(name)
                ? "dtmi:org:aisle:context;1"
                : "dtmi:dtdl:extension:quantitativeTypes;1");
      } else if (type.isString()) {
        foreign.add(name);
      }
    }
    if (measured && !semantic) {
      types.addAll(foreign);
    }
    return types;
  }
}
