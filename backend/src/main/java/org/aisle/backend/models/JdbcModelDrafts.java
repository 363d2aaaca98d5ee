package org.aisle.backend.models;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.aisle.backend.models.DraftChecks.Checked;
import org.aisle.backend.models.DraftRows.Ended;
import org.aisle.backend.models.DraftRows.Row;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.registry.Outcome.Refused;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.dtdl.EditOutcome;
import org.aisle.templates.dtdl.EditOutcome.EditProblem;
import org.aisle.templates.dtdl.ImportNote;
import org.aisle.templates.dtdl.ModelEdit;
import org.aisle.templates.dtdl.ModelEdits;
import org.aisle.templates.dtdl.ModelImport;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/** Drafts in {@code aisle.device_template_draft}. */
@Repository
class JdbcModelDrafts implements ModelDrafts {

  /** How many drafts an app may have. */
  static final int MOST = 200;

  /** The longest text, in characters. */
  static final int LENGTH = 1_000_000;

  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("d MMM yyyy HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final TransactionOperations transactions;
  private final DraftRows rows;
  private final DeviceTemplates templates;
  private final InstantSource time;

  JdbcModelDrafts(
      TransactionOperations transactions,
      DraftRows rows,
      DeviceTemplates templates,
      InstantSource time) {
    this.transactions = transactions;
    this.rows = rows;
    this.templates = templates;
    this.time = time;
  }

  @Override
  public List<ModelDraft> all(AppId app) {
    List<DeviceTemplate> published = templates.all(app);
    return rows.all(app).stream().map(row -> draft(row, published)).toList();
  }

  @Override
  public Optional<ModelDraft> find(AppId app, String line) {
    return rows.find(app, line).map(row -> draft(row, templates.all(app)));
  }

  @Override
  public List<ModelProblem> check(AppId app, String line, String dtdl) {
    return DraftChecks.check(line, dtdl, templates.all(app)).problems();
  }

  @Override
  public Outcome<ModelDraft> begin(
      AppId app, String line, @Nullable String displayName, String by) {
    if (!isLine(line)) {
      return new Refused<>(List.of(invalid()));
    }
    Optional<DeviceTemplate> newest = DraftChecks.newest(line, templates.all(app));
    String name = displayName == null ? null : displayName.strip();
    List<ModelEdit> edits = new ArrayList<>();
    if (name != null) {
      edits.add(new ModelEdit.Rename(name));
    }
    newest.ifPresent(
        of -> edits.add(new ModelEdit.SetVersion(Integer.parseInt(of.id().next().version()))));
    String text = newest.map(DeviceTemplate::dtdl).orElseGet(() -> empty(line));
    return switch (ModelEdits.apply(text, line, edits)) {
      case EditOutcome.Edited(String dtdl) -> put(app, line, dtdl, 0, by);
      case EditOutcome.Refused(var problems) -> refused(problems, edits.size());
    };
  }

  @Override
  public Outcome<ModelDraft> put(
      AppId app, String line, String dtdl, @Nullable Integer replaces, String by) {
    Optional<Problem> unfit = unfit(line, dtdl);
    return unfit.isPresent()
        ? new Refused<>(List.of(unfit.get()))
        : transactions.execute(
            status -> rows.lock(app) ? putLocked(app, line, dtdl, replaces, by) : unknownApp(app));
  }

  @Override
  public Outcome<ModelDraft> edit(
      AppId app, String line, List<ModelEdit> edits, @Nullable Integer replaces, String by) {
    return transactions.execute(
        status -> {
          if (!rows.lock(app)) {
            return unknownApp(app);
          }
          Row existing = rows.find(app, line).orElse(null);
          Problem conflict = conflict(app, line, existing, replaces);
          if (conflict != null || existing == null) {
            return new Refused<>(List.of(conflict == null ? unknown(line) : conflict));
          }
          return switch (ModelEdits.apply(existing.dtdl(), line, edits)) {
            case EditOutcome.Refused(var problems) -> refused(problems, edits.size());
            case EditOutcome.Edited(String dtdl) ->
                dtdl.length() > LENGTH
                    ? new Refused<ModelDraft>(List.of(tooLarge()))
                    : putLocked(app, line, dtdl, replaces, by);
          };
        });
  }

  @Override
  public Outcome<List<ImportedModel>> take(AppId app, String document, boolean replace, String by) {
    if (document.length() > LENGTH) {
      return new Refused<>(List.of(tooLarge()));
    }
    ModelImport.Found found = ModelImport.read(document);
    if (found.models().isEmpty()) {
      return new Refused<>(
          found.faults().stream()
              .limit(100)
              .map(
                  f ->
                      new Problem(
                          f.code(),
                          "Line %d, column %d: %s %s"
                              .formatted(
                                  f.spot().line(), f.spot().column(), f.sentence(), f.cure())))
              .toList());
    }
    return transactions.execute(
        status -> {
          if (!rows.lock(app)) {
            return unknownApp(app);
          }
          List<ImportedModel> taken = new ArrayList<>();
          List<Problem> problems = new ArrayList<>();
          for (ModelImport.Model model : found.models()) {
            switch (take(app, model, replace, by)) {
              case Outcome.Done<ImportedModel>(var imported) -> taken.add(imported);
              case Outcome.Refused<ImportedModel>(var why) -> problems.addAll(why);
            }
          }
          if (problems.isEmpty()) {
            return new Outcome.Done<>(List.copyOf(taken));
          }
          status.setRollbackOnly();
          return new Refused<>(problems);
        });
  }

  private Outcome<ImportedModel> take(
      AppId app, ModelImport.Model model, boolean replace, String by) {
    List<ImportNote> notes = new ArrayList<>(model.notes());
    String dtdl = raised(app, model, notes);
    Optional<Problem> unfit = unfit(model.line(), dtdl);
    if (unfit.isPresent()) {
      return new Refused<>(List.of(unfit.get()));
    }
    return switch (putLocked(app, model.line(), dtdl, replace ? null : Integer.valueOf(0), by)) {
      case Outcome.Done<ModelDraft>(var draft) ->
          new Outcome.Done<>(new ImportedModel(draft, notes));
      case Outcome.Refused<ModelDraft>(var problems) -> new Refused<>(problems);
    };
  }

  /** A version that is published already becomes the next one. */
  private String raised(AppId app, ModelImport.Model model, List<ImportNote> notes) {
    Checked checked = DraftChecks.check(model.line(), model.dtdl(), templates.all(app));
    DeviceTemplate template = checked.template();
    Optional<DeviceTemplate> newest = DraftChecks.newest(model.line(), templates.all(app));
    if (template == null || newest.isEmpty() || template.id().isLaterThan(newest.get().id())) {
      return model.dtdl();
    }
    Dtmi next = newest.get().id().next();
    List<ModelEdit> edits = List.of(new ModelEdit.SetVersion(Integer.parseInt(next.version())));
    if (ModelEdits.apply(model.dtdl(), model.line(), edits)
        instanceof EditOutcome.Edited(String dtdl)) {
      notes.add(
          new ImportNote(
              ImportNote.Kind.CONVERTED,
              "import.version-raised",
              template.id().value(),
              "%s is published here: the draft is %s.".formatted(newest.get().id(), next)));
      return dtdl;
    }
    return model.dtdl();
  }

  @Override
  public Optional<Outcome<ModelDraft>> remove(
      AppId app, String line, @Nullable Integer replaces, String by) {
    return transactions.execute(
        status -> {
          Row existing = rows.lock(app) ? rows.find(app, line).orElse(null) : null;
          if (existing == null) {
            return Optional.empty();
          }
          Problem conflict = conflict(app, line, existing, replaces);
          if (conflict != null) {
            return Optional.of(new Refused<>(List.of(conflict)));
          }
          rows.end(app, line, new Ended(existing.revision(), null, by, now()));
          return Optional.of(new Outcome.Done<>(draft(existing, templates.all(app))));
        });
  }

  /** It ended as that version; the app's drafts are locked. */
  void published(AppId app, Row row, Dtmi as, String by) {
    rows.end(app, row.line(), new Ended(row.revision(), as.value(), by, now()));
  }

  private Outcome<ModelDraft> putLocked(
      AppId app, String line, String dtdl, @Nullable Integer replaces, String by) {
    List<DeviceTemplate> published = templates.all(app);
    Row existing = rows.find(app, line).orElse(null);
    if (existing != null && existing.dtdl().equals(dtdl) && (replaces == null || replaces != 0)) {
      return new Outcome.Done<>(draft(existing, published));
    }
    Problem conflict = conflict(app, line, existing, replaces);
    if (conflict != null) {
      return new Refused<>(List.of(conflict));
    }
    if (existing == null && rows.count(app) >= MOST) {
      return Refused.because(
          "draft.too-many",
          "An app has at most %d drafts: publish or remove one first.".formatted(MOST));
    }
    int last =
        existing != null
            ? existing.revision()
            : rows.ended(app, line).map(Ended::revision).orElse(0);
    Dtmi base =
        existing != null
            ? existing.base()
            : DraftChecks.newest(line, published).map(DeviceTemplate::id).orElse(null);
    Row row = new Row(line, base, dtdl, last + 1, by, now());
    rows.put(app, row);
    return new Outcome.Done<>(draft(row, published));
  }

  /** Null when what is stored is what was read; the app's drafts are locked. */
  @Nullable Problem conflict(
      AppId app, String line, @Nullable Row existing, @Nullable Integer replaces) {
    int stored = existing == null ? 0 : existing.revision();
    if (replaces == null || replaces == stored) {
      return null;
    }
    if (existing == null) {
      String who =
          rows.ended(app, line).map(JdbcModelDrafts::told).orElse("This draft was removed");
      return new Problem("draft.ended-conflict", who + ". Begin another draft to go on.");
    }
    String at = WHEN.format(existing.changedAt());
    return replaces == 0
        ? new Problem(
            "draft.exists",
            "%s saved a draft of %s on %s: go on with that one, or remove it first."
                .formatted(existing.changedBy(), line, at))
        : new Problem(
            "draft.revision-conflict",
            "%s saved revision %d of this draft on %s, after you read revision %d. Read it again and change that one."
                .formatted(existing.changedBy(), stored, at, replaces));
  }

  private static String told(Ended ended) {
    String at = WHEN.format(ended.at());
    return ended.published() == null
        ? "%s removed this draft on %s".formatted(ended.by(), at)
        : "%s published this draft as %s on %s".formatted(ended.by(), ended.published(), at);
  }

  static ModelDraft draft(Row row, List<DeviceTemplate> published) {
    Checked checked = DraftChecks.check(row.line(), row.dtdl(), published);
    return new ModelDraft(
        row.line(),
        row.base(),
        row.dtdl(),
        row.revision(),
        row.changedBy(),
        row.changedAt(),
        checked.problems(),
        checked.template());
  }

  private static Optional<Problem> unfit(String line, String dtdl) {
    if (!isLine(line)) {
      return Optional.of(invalid());
    }
    if (dtdl.length() > LENGTH) {
      return Optional.of(tooLarge());
    }
    return dtdl.indexOf('\0') < 0
        ? Optional.empty()
        : Optional.of(
            new Problem("draft.not-text", "The text holds a zero byte: send it as UTF-8 text."));
  }

  private static boolean isLine(String line) {
    return line.indexOf(';') < 0 && Dtmi.isValid(line + ";999999999");
  }

  private static Problem invalid() {
    return new Problem(
        "draft.id-invalid",
        "A draft goes by its model's id without version, like dtmi:org:example:Cooler: letters,"
            + " digits and underscores between colons, at most 118 characters.");
  }

  private static Problem tooLarge() {
    return new Problem(
        "draft.too-large", "Shorten the model to %,d characters or split it.".formatted(LENGTH));
  }

  static Problem unknown(String line) {
    return new Problem(
        "draft.unknown", "There is no draft of %s: begin one.".formatted(shortened(line)));
  }

  private static String shortened(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", " ");
    return "'" + (clean.length() <= 128 ? clean : clean.substring(0, 127) + "…") + "'";
  }

  private static <T> Outcome<T> unknownApp(AppId app) {
    return Refused.because("app.unknown", "Create the app " + app + " first.");
  }

  private static Outcome<ModelDraft> refused(List<EditProblem> problems, int edits) {
    return new Refused<>(
        problems.stream()
            .map(
                p ->
                    new Problem(
                        p.code(),
                        edits < 2 || p.edit() == EditProblem.NO_EDIT
                            ? p.sentence()
                            : "Edit %d: %s".formatted(p.edit() + 1, p.sentence())))
            .toList());
  }

  private static String empty(String line) {
    return """
        {"@context": ["dtmi:dtdl:context;3"], "@id": "%s;1", "@type": "Interface", "contents": []}
        """
        .formatted(line);
  }

  private Instant now() {
    return time.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
