package org.aisle.backend.rest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.aisle.backend.models.ImportedModel;
import org.aisle.backend.models.ModelDraft;
import org.aisle.backend.models.ModelProblem;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.templates.dtdl.CommandDraft;
import org.aisle.templates.dtdl.ComponentDraft;
import org.aisle.templates.dtdl.DerivedDraft;
import org.aisle.templates.dtdl.FieldDraft;
import org.aisle.templates.dtdl.ImportNote;
import org.aisle.templates.dtdl.ModelEdit;
import org.aisle.templates.dtdl.ModelForm;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Drafts of device templates as JSON. */
final class DraftBodies {

  private static final JsonMapper JSON = new JsonMapper();

  private DraftBodies() {}

  /**
   * A measured field, property or derived field. A {@code schema} is a name or an object; a derived
   * one has a {@code derivation}.
   */
  record FieldForm(
      @Nullable String kind,
      @Nullable String name,
      @Nullable String displayName,
      @Nullable String description,
      @Nullable JsonNode schema,
      @Nullable String semanticType,
      @Nullable String unit,
      @Nullable Boolean event,
      @Nullable Boolean writable,
      @Nullable Double minimum,
      @Nullable Double maximum,
      @Nullable JsonNode derivation,
      @Nullable String every,
      @Nullable String gap) {

    static FieldForm of(FieldDraft f) {
      boolean telemetry = f.kind() == FieldDraft.Kind.TELEMETRY;
      return new FieldForm(
          Words.of(f.kind()),
          f.name(),
          f.displayName(),
          f.description(),
          tree(f.schema()),
          f.semanticType(),
          f.unit(),
          telemetry ? f.event() : null,
          telemetry ? null : f.writable(),
          f.minimum(),
          f.maximum(),
          null,
          null,
          null);
    }

    static FieldForm of(DerivedDraft d) {
      return new FieldForm(
          "derived",
          d.name(),
          d.displayName(),
          d.description(),
          tree(d.schema()),
          d.semanticType(),
          d.unit(),
          null,
          null,
          null,
          null,
          tree(d.derivation()),
          d.every(),
          d.gap());
    }

    FieldDraft field() {
      return new FieldDraft(
          kind == null ? FieldDraft.Kind.TELEMETRY : Words.one("kind", kind, FieldDraft.Kind.class),
          orEmpty(name),
          displayName,
          description,
          schema == null ? "" : text(schema),
          semanticType,
          unit,
          Boolean.TRUE.equals(event),
          Boolean.TRUE.equals(writable),
          minimum,
          maximum);
    }

    DerivedDraft derived() {
      return new DerivedDraft(
          orEmpty(name),
          displayName,
          description,
          schema == null ? "" : text(schema),
          semanticType,
          unit,
          derivation == null ? "" : derivation.toString(),
          every,
          gap);
    }

    private static JsonNode tree(String text) {
      return text.stripLeading().startsWith("{") || text.stripLeading().startsWith("[")
          ? JSON.readTree(text)
          : JSON.valueToTree(text);
    }

    private static String text(JsonNode node) {
      return node.isString() ? node.asString() : node.toString();
    }
  }

  /** A {@code schema} is a name or an object. */
  record PayloadForm(@Nullable String name, @Nullable JsonNode schema) {
    static @Nullable PayloadForm of(CommandDraft.@Nullable Payload p) {
      return p == null ? null : new PayloadForm(p.name(), FieldForm.tree(p.schema()));
    }

    static CommandDraft.@Nullable Payload read(@Nullable PayloadForm p) {
      return p == null
          ? null
          : new CommandDraft.Payload(
              orEmpty(p.name()), p.schema() == null ? "" : FieldForm.text(p.schema()));
    }
  }

  /** Without {@code request} it is sent with nothing, without {@code response} nothing comes. */
  record CommandForm(
      @Nullable String name,
      @Nullable String displayName,
      @Nullable String description,
      @Nullable PayloadForm request,
      @Nullable PayloadForm response) {
    static CommandForm of(CommandDraft c) {
      return new CommandForm(
          c.name(),
          c.displayName(),
          c.description(),
          PayloadForm.of(c.request()),
          PayloadForm.of(c.response()));
    }

    CommandDraft command() {
      return new CommandDraft(
          orEmpty(name),
          displayName,
          description,
          PayloadForm.read(request),
          PayloadForm.read(response));
    }
  }

  /** {@code schema} is the id of an interface in the same text. */
  record ComponentForm(
      @Nullable String name,
      @Nullable String displayName,
      @Nullable String description,
      @Nullable String schema) {
    static ComponentForm of(ComponentDraft c) {
      return new ComponentForm(c.name(), c.displayName(), c.description(), c.schema());
    }

    ComponentDraft component() {
      return new ComponentDraft(orEmpty(name), displayName, description, orEmpty(schema));
    }
  }

  record OtherBody(String kind, String name, @Nullable String displayName) {}

  record FormBody(
      String id,
      @Nullable String displayName,
      @Nullable String description,
      List<FieldForm> fields,
      List<FieldForm> derived,
      List<CommandForm> commands,
      List<ComponentForm> components,
      List<String> interfaces,
      List<OtherBody> others) {
    static FormBody of(ModelForm form) {
      return new FormBody(
          form.id(),
          form.displayName(),
          form.description(),
          form.fields().stream().map(FieldForm::of).toList(),
          form.derived().stream().map(FieldForm::of).toList(),
          form.commands().stream().map(CommandForm::of).toList(),
          form.components().stream().map(ComponentForm::of).toList(),
          form.interfaces(),
          form.others().stream()
              .map(o -> new OtherBody(o.kind(), o.name(), o.displayName()))
              .toList());
    }
  }

  /** {@code path} is a JSON Pointer into the draft's text, empty for the model itself. */
  record ProblemBody(String code, String path, int line, int column, String sentence) {
    static ProblemBody of(ModelProblem p) {
      return new ProblemBody(p.code(), p.path(), p.line(), p.column(), p.sentence());
    }
  }

  /**
   * {@code model} is the model's id without version, {@code form} null when the text is no JSON,
   * {@code problems} all that keeps the draft from being published.
   */
  record DraftBody(
      String model,
      @Nullable String base,
      int revision,
      String changedBy,
      Instant changedAt,
      @Nullable FormBody form,
      List<ProblemBody> problems,
      String dtdl) {
    static DraftBody of(ModelDraft draft) {
      return new DraftBody(
          draft.line(),
          draft.base() == null ? null : draft.base().value(),
          draft.revision(),
          draft.changedBy(),
          draft.changedAt(),
          draft.form().map(FormBody::of).orElse(null),
          draft.problems().stream().map(ProblemBody::of).toList(),
          draft.dtdl());
    }
  }

  record NoteBody(String kind, String code, String where, String sentence) {
    static NoteBody of(ImportNote n) {
      return new NoteBody(Words.of(n.kind()), n.code(), n.where(), n.sentence());
    }
  }

  record ImportedBody(DraftBody draft, List<NoteBody> notes) {
    static ImportedBody of(ImportedModel imported) {
      return new ImportedBody(
          DraftBody.of(imported.draft()), imported.notes().stream().map(NoteBody::of).toList());
    }
  }

  /**
   * {@code edit} says what: add-field, change-field, remove-field, add-derived, change-derived,
   * remove-derived, add-command, change-command, remove-command, add-component, remove-component,
   * rename, describe, set-version.
   */
  record EditBody(
      @Nullable String edit,
      @Nullable String name,
      @Nullable FieldForm field,
      @Nullable CommandForm command,
      @Nullable ComponentForm component,
      @Nullable String displayName,
      @Nullable String description,
      @Nullable Integer version) {}

  record EditsBody(@Nullable List<@Nullable EditBody> edits) {

    /**
     * The edits in their order.
     *
     * @throws RefusedRequest 400 with everything that can't be understood
     */
    List<ModelEdit> read() {
      List<Problem> problems = new ArrayList<>();
      List<ModelEdit> read = new ArrayList<>();
      List<@Nullable EditBody> all = edits == null ? List.of() : edits;
      for (int i = 0; i < all.size(); i++) {
        EditBody body = all.get(i);
        ModelEdit edit = body == null ? null : edit(body);
        if (edit == null) {
          problems.add(
              new Problem(
                  "edit.incomplete",
                  "Edit %d: write \"edit\" and what it needs: add-field (field), change-field (name, field), remove-field (name), add-derived (field), change-derived (name, field), remove-derived (name), add-command (command), change-command (name, command), remove-command (name), add-component (component), remove-component (name), rename (displayName), describe (description), set-version (version)."
                      .formatted(i + 1)));
        } else {
          read.add(edit);
        }
      }
      if (all.isEmpty()) {
        problems.add(new Problem("edit.missing", "Send {\"edits\": [{\"edit\": …}]}."));
      }
      if (!problems.isEmpty()) {
        throw new RefusedRequest(
            HttpStatus.BAD_REQUEST, problems.subList(0, Math.min(100, problems.size())));
      }
      return read;
    }

    private static @Nullable ModelEdit edit(EditBody b) {
      String name = b.name();
      FieldForm field = b.field();
      return switch (orEmpty(b.edit()).toLowerCase(Locale.ROOT)) {
        case "add-field" -> field == null ? null : new ModelEdit.AddField(field.field());
        case "change-field" ->
            name == null || field == null ? null : new ModelEdit.ChangeField(name, field.field());
        case "remove-field" -> name == null ? null : new ModelEdit.RemoveField(name);
        case "add-derived" -> field == null ? null : new ModelEdit.AddDerived(field.derived());
        case "change-derived" ->
            name == null || field == null
                ? null
                : new ModelEdit.ChangeDerived(name, field.derived());
        case "remove-derived" -> name == null ? null : new ModelEdit.RemoveDerived(name);
        case "add-command", "change-command", "remove-command" -> command(b);
        case "add-component" ->
            b.component() == null ? null : new ModelEdit.AddComponent(b.component().component());
        case "remove-component" -> name == null ? null : new ModelEdit.RemoveComponent(name);
        case "rename" ->
            b.displayName() == null ? null : new ModelEdit.Rename(orEmpty(b.displayName()));
        case "describe" -> new ModelEdit.Describe(b.description());
        case "set-version" -> b.version() == null ? null : new ModelEdit.SetVersion(b.version());
        default -> null;
      };
    }
  }

  private static @Nullable ModelEdit command(EditBody b) {
    String name = b.name();
    CommandForm command = b.command();
    return switch (orEmpty(b.edit()).toLowerCase(Locale.ROOT)) {
      case "add-command" -> command == null ? null : new ModelEdit.AddCommand(command.command());
      case "change-command" ->
          name == null || command == null
              ? null
              : new ModelEdit.ChangeCommand(name, command.command());
      default -> name == null ? null : new ModelEdit.RemoveCommand(name);
    };
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
