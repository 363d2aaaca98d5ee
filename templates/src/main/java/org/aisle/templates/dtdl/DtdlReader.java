package org.aisle.templates.dtdl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.dtdl.Envelopes.Declared;
import org.aisle.templates.source.SourceFault;
import org.aisle.templates.source.SourceNode;
import org.aisle.templates.source.SourceNode.Mapping;
import org.aisle.templates.source.SourceReader;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads DTDL v2 with IoT Central's extension, v3 with quantitative types, and v4 as far as it says
 * the same, into device templates. Unknown co-types, contexts and keys are passed over; all faults
 * are reported at once. Terminates on every input in bounded time and memory, and lets no exception
 * out. Thread-safe.
 *
 * <p>Components and Objects become fields with dotted paths; arrays, maps and GeoJSON stay trees.
 * {@code dtmi:azure:DeviceManagement:DeviceInformation;1} is known without being in the document.
 */
public final class DtdlReader {

  private static final byte[] DEVICE_INFORMATION = resource("device-information-1.json");

  private DtdlReader() {}

  /** Reads one interface or an array of interfaces. */
  public static DtdlOutcome read(String document) {
    return read(document.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads one interface or an array of interfaces, in UTF-8, at most 1 MiB. */
  public static DtdlOutcome read(byte[] document) {
    Problems problems = new Problems();
    SourceReader.Parsed parsed = SourceReader.json(document);
    for (SourceFault fault : parsed.faults()) {
      problems.add(fault.code(), fault.spot(), fault.sentence(), fault.cure());
    }
    return parsed.root() == null
        ? new DtdlOutcome.Faults(problems.inOrder())
        : read(parsed.root(), problems);
  }

  private static DtdlOutcome read(SourceNode root, Problems problems) {
    Map<String, InterfaceModel> byId = interfaces(root, problems);
    Hierarchy hierarchy = new Hierarchy(byId, problems);
    hierarchy.connect();
    List<Flattening> templates = new ArrayList<>();
    for (InterfaceModel model : hierarchy.roots()) {
      Flattening flattening = new Flattening(model, hierarchy, problems);
      flattening.run();
      templates.add(flattening);
    }
    if (templates.isEmpty() && problems.isEmpty()) {
      problems.add(
          "no-root",
          root.spot(),
          "Every interface is a component or base of another.",
          "Remove the cycle.");
    }
    if (!problems.isEmpty()) {
      return new DtdlOutcome.Faults(problems.inOrder());
    }
    return new DtdlOutcome.Read(
        templates.stream().map(t -> t.template(normalised(hierarchy.closure(t.root())))).toList());
  }

  private static Map<String, InterfaceModel> interfaces(SourceNode root, Problems problems) {
    Labels labels = new Labels(problems);
    Quantities quantities = new Quantities(problems);
    SchemaReader schemas = new SchemaReader(problems, labels, quantities);
    ContentReader contents = new ContentReader(problems, labels, schemas, quantities);
    List<Declared> declared = new Envelopes(problems).interfaces(root);
    for (Declared one : declared) {
      for (SourceNode schema : Types.list(one.source(), "schemas", problems)) {
        if (schema instanceof Mapping m) {
          schemas.declare(m, one.version());
        } else {
          problems.add(
              "schema-unknown", schema.spot(), "A reusable schema is an object.", "Write one.");
        }
      }
    }
    schemas.checkDeclared();
    Map<String, InterfaceModel> byId = new LinkedHashMap<>();
    for (Declared one : declared) {
      InterfaceModel model = contents.read(one, false);
      if (!Dtmi.isValid(model.id())) {
        model = model.withId("?" + byId.size());
        byId.put(model.id(), model);
      } else if (byId.putIfAbsent(model.id(), model) != null) {
        problems.add(
            "id-duplicate",
            model.source().spotOf("@id"),
            "The interface %s occurs twice.".formatted(model.id()),
            "Keep one of them.");
      }
    }
    if (SourceReader.json(DEVICE_INFORMATION).root() instanceof Mapping m) {
      InterfaceModel bundled = contents.read(new Declared(m, 2, false), true);
      byId.putIfAbsent(bundled.id(), bundled);
    }
    return byId;
  }

  private static byte[] resource(String name) {
    try (InputStream in = DtdlReader.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The class path lacks " + name + ".");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String normalised(List<InterfaceModel> models) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (InterfaceModel model : models) {
      array.add(Models.json(Envelopes.asInterface(model)));
    }
    return array.toString();
  }
}
