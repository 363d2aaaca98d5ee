package org.aisle.templates.dtdl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.source.SourceNode;
import org.aisle.templates.source.SourceReader;
import tools.jackson.databind.JsonNode;

/**
 * Takes device templates out of a document from elsewhere: DTDL v2, v3 or v4, one interface or a
 * list of them, or device templates as IoT Central exports them. Terminates on every input and lets
 * no exception out. Thread-safe.
 */
public final class ModelImport {

  /**
   * What was found.
   *
   * @param models one for each device template; of a document with faults the one whose id can be
   *     read, with its text as it came, or none
   * @param faults of the document; empty when it is sound
   */
  public record Found(List<Model> models, List<DtdlProblem> faults) {
    public Found {
      models = List.copyOf(models);
      faults = List.copyOf(faults);
    }
  }

  /**
   * A device template of the document.
   *
   * @param line its id without the version
   * @param dtdl its own text: a list of interfaces without any envelope
   * @param notes what became of what the document says
   */
  public record Model(String line, String dtdl, List<ImportNote> notes) {
    public Model {
      notes = List.copyOf(notes);
    }
  }

  private ModelImport() {}

  public static Found read(String document) {
    DtdlOutcome outcome = DtdlReader.read(document);
    SourceNode root = SourceReader.json(document.getBytes(StandardCharsets.UTF_8)).root();
    JsonNode tree = root == null ? null : Models.json(root);
    return switch (outcome) {
      case DtdlOutcome.Read(var templates) -> {
        List<Model> models = new ArrayList<>();
        for (DeviceTemplate template : templates) {
          List<ImportNote> notes = new ArrayList<>(ImportNotes.of(template));
          if (models.isEmpty() && tree != null) {
            notes.addAll(ImportNotes.of(tree));
          }
          models.add(new Model(template.id().line(), DtdlWriter.indented(template), notes));
        }
        yield new Found(models, List.of());
      }
      case DtdlOutcome.Faults(var faults) ->
          new Found(tree == null ? List.of() : asItCame(tree, document), faults);
    };
  }

  private static List<Model> asItCame(JsonNode tree, String document) {
    return line(tree).map(line -> new Model(line, document, ImportNotes.of(tree))).stream()
        .toList();
  }

  /** The first interface is the model, as a rule. */
  private static Optional<String> line(JsonNode tree) {
    JsonNode first = tree.isArray() ? tree.path(0) : tree;
    JsonNode model =
        first.path("capabilityModel").isObject() ? first.path("capabilityModel") : first;
    JsonNode id = model.path("@id");
    return id.isString() && Dtmi.isValid(id.asString())
        ? Optional.of(new Dtmi(id.asString()).line())
        : Optional.empty();
  }
}
