package org.aisle.templates.dtdl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.aisle.templates.dtdl.EditOutcome.EditProblem;
import org.aisle.templates.dtdl.FieldDraft.Kind;
import org.aisle.templates.source.SourceNode;
import org.aisle.templates.source.SourceReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes models as a form does: all edits or none. What an edit does not speak of stays as it is,
 * also what is not understood: annotations, co-types, other languages, components, the order. Pure,
 * terminates on every input, lets no exception out. Thread-safe.
 */
public final class ModelEdits {

  /** How many edits are made at once. */
  public static final int MOST = 500;

  private record Key(String code, String sentence) {}

  private final OwnModel model;
  private final EntryWriter writer;
  private final List<String> interfaces;
  private final List<EditProblem> problems = new ArrayList<>();
  private final Map<ObjectNode, Integer> touched = new IdentityHashMap<>();
  private int number;

  private ModelEdits(OwnModel model, JsonNode document) {
    this.model = model;
    this.interfaces = model.besides(document);
    this.writer = new EntryWriter(model);
  }

  /**
   * @param line the model's id without its version
   */
  public static EditOutcome apply(String dtdl, String line, List<ModelEdit> edits) {
    SourceReader.Parsed parsed = SourceReader.json(dtdl.getBytes(StandardCharsets.UTF_8));
    SourceNode root = parsed.root();
    if (root == null || !parsed.faults().isEmpty()) {
      return refused(
          "edit.not-json",
          "The model is not written in JSON as it should be: %s Correct the text first."
              .formatted(parsed.faults().getFirst().sentence()));
    }
    if (edits.size() > MOST) {
      return refused("edit.too-many", "Make at most %d edits at once.".formatted(MOST));
    }
    JsonNode document = Models.json(root);
    Optional<OwnModel> model = OwnModel.find(document, line);
    if (model.isEmpty()) {
      return refused(
          "edit.model-unknown",
          "The text has no interface %s: correct its \"@id\" first."
              .formatted(Problems.quote(line)));
    }
    return new ModelEdits(model.get(), document).apply(document, line, edits, faults(dtdl));
  }

  private EditOutcome apply(
      JsonNode document, String line, List<ModelEdit> edits, List<DtdlProblem> before) {
    for (number = 0; number < edits.size(); number++) {
      make(edits.get(number), line);
    }
    if (!problems.isEmpty()) {
      return new EditOutcome.Refused(problems);
    }
    String text = Models.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document);
    check(text, before);
    return problems.isEmpty() ? new EditOutcome.Edited(text) : new EditOutcome.Refused(problems);
  }

  private void make(ModelEdit edit, String line) {
    switch (edit) {
      case ModelEdit.AddField(FieldDraft field) -> {
        if (isFree(field.name()) && isSound(field)) {
          ObjectNode entry = writer.make(field);
          model.insertBehind(EntryWriter.kinds(field.kind()), false, entry);
          touched.put(entry, number);
        }
      }
      case ModelEdit.ChangeField(String name, FieldDraft field) ->
          field(name)
              .filter(entry -> name.equals(field.name()) || isFree(field.name()))
              .filter(entry -> isSound(field))
              .ifPresent(
                  entry -> {
                    writer.write(entry, field);
                    touched.put(entry, number);
                  });
      case ModelEdit.RemoveField(String name) -> field(name).ifPresent(this::remove);
      case ModelEdit.AddDerived(DerivedDraft field) -> {
        if (isFree(field.name()) && isSound(field)) {
          ObjectNode entry = writer.make(field);
          model.insertBehind(List.of("Telemetry"), true, entry);
          touched.put(entry, number);
        }
      }
      case ModelEdit.ChangeDerived(String name, DerivedDraft field) ->
          derived(name)
              .filter(entry -> name.equals(field.name()) || isFree(field.name()))
              .filter(entry -> isSound(field))
              .ifPresent(
                  entry -> {
                    writer.write(entry, field);
                    touched.put(entry, number);
                  });
      case ModelEdit.RemoveDerived(String name) -> derived(name).ifPresent(this::remove);
      case ModelEdit.AddCommand(CommandDraft command) -> {
        if (isFree(command.name()) && isSound(command)) {
          insert(List.of("Command"), EntryWriter.make(command));
        }
      }
      case ModelEdit.ChangeCommand(String name, CommandDraft command) ->
          entry("Command", "command", name)
              .filter(entry -> name.equals(command.name()) || isFree(command.name()))
              .filter(entry -> isSound(command))
              .ifPresent(
                  entry -> {
                    EntryWriter.write(entry, command);
                    touched.put(entry, number);
                  });
      case ModelEdit.RemoveCommand(String name) ->
          entry("Command", "command", name).ifPresent(this::remove);
      case ModelEdit.AddComponent(ComponentDraft component) -> {
        if (isFree(component.name()) && isThere(component)) {
          insert(List.of("Component"), EntryWriter.make(component));
        }
      }
      case ModelEdit.RemoveComponent(String name) ->
          entry("Component", "component", name).ifPresent(this::remove);
      case ModelEdit.Rename(String displayName) -> {
        if (displayName.isBlank()) {
          add("edit.display-name", "Give the model a display name.");
        } else {
          EntryWriter.label(model.source(), "displayName", displayName);
        }
      }
      case ModelEdit.Describe(String description) ->
          EntryWriter.label(model.source(), "description", description);
      case ModelEdit.SetVersion(int version) -> {
        if (version < 1 || version > 999_999_999) {
          add("edit.version", "A version is a whole number from 1 to 999999999.");
        } else {
          model.source().put("@id", line + ";" + version);
        }
      }
    }
  }

  private void insert(List<String> kinds, ObjectNode entry) {
    model.insertBehind(kinds, false, entry);
    touched.put(entry, number);
  }

  private void remove(ObjectNode entry) {
    touched.remove(entry);
    model.remove(entry);
  }

  private Optional<ObjectNode> field(String name) {
    Optional<ObjectNode> entry =
        model
            .content(name)
            .filter(c -> !model.isDerived(c))
            .filter(
                c ->
                    OwnModel.types(c).stream()
                        .anyMatch(
                            t ->
                                EntryWriter.kinds(Kind.TELEMETRY).contains(t)
                                    || EntryWriter.kinds(Kind.PROPERTY).contains(t)));
    if (entry.isEmpty()) {
      unknown("field", name);
    }
    return entry;
  }

  private Optional<ObjectNode> derived(String name) {
    Optional<ObjectNode> entry = model.content(name).filter(model::isDerived);
    if (entry.isEmpty()) {
      unknown("derived field", name);
    }
    return entry;
  }

  private Optional<ObjectNode> entry(String type, String what, String name) {
    Optional<ObjectNode> entry = model.content(name).filter(c -> OwnModel.types(c).contains(type));
    if (entry.isEmpty()) {
      unknown(what, name);
    }
    return entry;
  }

  private boolean isThere(ComponentDraft component) {
    if (interfaces.contains(component.schema())) {
      return true;
    }
    add(
        "edit.interface-unknown",
        "The text has no interface %s beside the model: write it into the text first, as another one of its list."
            .formatted(Problems.quote(component.schema())));
    return false;
  }

  private boolean isSound(CommandDraft command) {
    boolean sound = true;
    for (CommandDraft.@Nullable Payload payload :
        Arrays.<CommandDraft.@Nullable Payload>asList(command.request(), command.response())) {
      if (payload != null) {
        sound &= isSound(payload.name(), payload.schema(), null);
      }
    }
    return sound;
  }

  private void unknown(String what, String name) {
    add(
        "edit.field-unknown",
        "The model itself has no %s %s: one in a component, in an Object or inherited is changed in the text."
            .formatted(what, Problems.quote(name)));
  }

  private boolean isFree(String name) {
    if (model.content(name).isEmpty()) {
      return true;
    }
    add(
        "edit.name-taken",
        "The model has an entry %s already: choose another name.".formatted(Problems.quote(name)));
    return false;
  }

  private boolean isSound(FieldDraft field) {
    Double least = field.minimum();
    Double most = field.maximum();
    if (least != null && !Double.isFinite(least) || most != null && !Double.isFinite(most)) {
      add("edit.limits", "The limits of %s are numbers.".formatted(Problems.quote(field.name())));
      return false;
    }
    if (least != null && most != null && least >= most) {
      add(
          "edit.limits",
          "The least value of %s is below its greatest: correct one of them."
              .formatted(Problems.quote(field.name())));
      return false;
    }
    return isSound(field.name(), field.schema(), field.semanticType());
  }

  private boolean isSound(DerivedDraft field) {
    if (EntryWriter.json(field.derivation()).isEmpty()) {
      add(
          "edit.derivation",
          "How %s is derived is not written in JSON: write an object with a \"kind\"."
              .formatted(Problems.quote(field.name())));
      return false;
    }
    return isSound(field.name(), field.schema(), field.semanticType());
  }

  private boolean isSound(String name, String schema, @Nullable String semanticType) {
    boolean sound = true;
    if (EntryWriter.isJson(schema) && EntryWriter.json(schema).isEmpty()) {
      add(
          "edit.schema",
          "The schema of %s is not written in JSON: name one such as double, or write an object."
              .formatted(Problems.quote(name)));
      sound = false;
    }
    if (semanticType != null && !SemanticTypes.exists(semanticType)) {
      add(
          "edit.semantic-type",
          "There is no semantic type %s: choose one of DTDL, such as Temperature, or none."
              .formatted(Problems.quote(semanticType)));
      sound = false;
    }
    return sound;
  }

  /** New faults are the edits', unless they are in an entry that used what is gone. */
  private void check(String text, List<DtdlProblem> before) {
    Set<Key> known = before.stream().map(ModelEdits::key).collect(Collectors.toSet());
    Map<String, Integer> mine = new HashMap<>();
    touched.forEach(
        (entry, edit) -> {
          String pointer = model.pointer(entry);
          if (pointer != null) {
            mine.put(pointer, edit);
          }
        });
    Pattern entry = Pattern.compile(Pattern.quote(model.pointer()) + "/contents/[0-9]+");
    for (DtdlProblem fault : faults(text)) {
      Matcher in = entry.matcher(fault.spot().pointer());
      String pointer = in.lookingAt() ? in.group() : null;
      Integer edit = pointer == null ? Integer.valueOf(EditProblem.NO_EDIT) : mine.get(pointer);
      if (edit != null && !known.contains(key(fault))) {
        String path = pointer == null ? "" : fault.spot().pointer().substring(pointer.length());
        problems.add(
            new EditProblem(edit, fault.code(), fault.sentence() + " " + fault.cure(), path));
      }
    }
  }

  private static Key key(DtdlProblem problem) {
    return new Key(problem.code(), problem.sentence());
  }

  private static List<DtdlProblem> faults(String dtdl) {
    return switch (DtdlReader.read(dtdl)) {
      case DtdlOutcome.Read read -> List.of();
      case DtdlOutcome.Faults(var faults) -> faults;
    };
  }

  private void add(String code, String sentence) {
    problems.add(new EditProblem(number, code, sentence));
  }

  private static EditOutcome refused(String code, String sentence) {
    return new EditOutcome.Refused(List.of(new EditProblem(EditProblem.NO_EDIT, code, sentence)));
  }
}
