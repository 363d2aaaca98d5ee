package org.aisle.ui.fake;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.aisle.backend.models.ImportedModel;
import org.aisle.backend.models.ModelDraft;
import org.aisle.backend.models.ModelDrafts;
import org.aisle.backend.models.ModelProblem;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.registry.Outcome.Refused;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.dtdl.DtdlOutcome;
import org.aisle.templates.dtdl.DtdlReader;
import org.aisle.templates.dtdl.EditOutcome;
import org.aisle.templates.dtdl.ModelEdit;
import org.aisle.templates.dtdl.ModelEdits;
import org.aisle.templates.dtdl.ModelImport;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;

/** Drafts in memory of one app, read and edited as real ones. */
public final class FakeModelDrafts implements ModelDrafts {

  /** What {@link FakeFleet#template()} is read from. */
  static final String COOLER =
      """
      [{"@context": ["dtmi:dtdl:context;2", "dtmi:iotcentral:context;2", "dtmi:org:aisle:context;1"],
        "@id": "dtmi:org:aisle:Cooler;1", "@type": "Interface", "displayName": "Cooler", "contents": [
        {"@type": ["Telemetry", "Temperature"], "name": "internalTemperature",
         "displayName": "Internal temperature", "schema": "double", "unit": "degreeCelsius"},
        {"@type": ["Telemetry", "Temperature"], "name": "condenserTemperature",
         "displayName": "Condenser temperature", "schema": "double", "unit": "degreeCelsius"},
        {"@type": ["Telemetry", "RelativeHumidity"], "name": "humidity", "displayName": "Humidity",
         "schema": "double", "unit": "percent"},
        {"@type": ["Telemetry", "Power"], "name": "power", "displayName": "Power", "schema": "double",
         "unit": "watt"},
        {"@type": "Telemetry", "name": "doorOpen", "displayName": "Door open", "schema": "boolean"},
        {"@type": "Telemetry", "name": "compressorOn", "displayName": "Compressor on",
         "schema": "boolean"},
        {"@type": ["Telemetry", "Location"], "name": "location", "displayName": "Location",
         "schema": "geopoint"},
        {"@type": ["Telemetry", "Temperature", "Derived"], "name": "productTemperature",
         "displayName": "Product temperature", "schema": "double", "unit": "degreeCelsius",
         "derivation": {"kind": "firstOrderLag", "of": "internalTemperature",
          "timeConstantMinutes": "45.0"}},
        {"@type": ["Telemetry", "State", "Derived"], "name": "placement", "displayName": "Placement",
         "schema": {"@type": "Enum", "valueSchema": "string", "enumValues": [
          {"name": "inPlace", "displayName": "In place", "enumValue": "inPlace"},
          {"name": "elsewhere", "displayName": "Elsewhere", "enumValue": "elsewhere"}]},
         "derivation": {"kind": "stateMachine", "initial": "inPlace", "transitions": [
          {"to": "elsewhere", "when": "!home.inside", "for": "PT10M"}]}}]}]
      """;

  private final Map<String, ModelDraft> drafts = new ConcurrentSkipListMap<>();
  private final FakeRegistry registry;
  private final InstantSource clock;

  FakeModelDrafts(FakeRegistry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  @Override
  public List<ModelDraft> all(AppId app) {
    return List.copyOf(drafts.values());
  }

  @Override
  public Optional<ModelDraft> find(AppId app, String line) {
    return Optional.ofNullable(drafts.get(line));
  }

  @Override
  public List<ModelProblem> check(AppId app, String line, String dtdl) {
    List<ModelProblem> problems = new ArrayList<>();
    switch (DtdlReader.read(dtdl)) {
      case DtdlOutcome.Faults(var faults) ->
          faults.forEach(
              f ->
                  problems.add(
                      new ModelProblem(
                          f.code(),
                          f.spot().pointer(),
                          f.spot().line(),
                          f.spot().column(),
                          f.sentence() + " " + f.cure())));
      case DtdlOutcome.Read read ->
          newest(line)
              .filter(newest -> !read.template().id().isLaterThan(newest.id()))
              .ifPresent(
                  newest ->
                      problems.add(
                          new ModelProblem(
                              "draft.version-taken",
                              "",
                              1,
                              1,
                              newest.id() + " is published: raise the version.")));
    }
    return problems;
  }

  @Override
  public Outcome<ModelDraft> begin(
      AppId app, String line, @Nullable String displayName, String by) {
    if (!Dtmi.isValid(line + ";1") || line.contains(";")) {
      return Refused.because("draft.id-invalid", "An id looks like dtmi:org:example:Cooler.");
    }
    List<ModelEdit> edits = new ArrayList<>();
    if (displayName != null) {
      edits.add(new ModelEdit.Rename(displayName));
    }
    newest(line)
        .ifPresent(
            of -> edits.add(new ModelEdit.SetVersion(Integer.parseInt(of.id().next().version()))));
    String text =
        newest(line)
            .map(DeviceTemplate::dtdl)
            .orElse(
                """
                {"@context": ["dtmi:dtdl:context;3"], "@id": "%s;1", "@type": "Interface",
                 "contents": []}
                """
                    .formatted(line));
    return switch (ModelEdits.apply(text, line, edits)) {
      case EditOutcome.Edited(String dtdl) -> put(app, line, dtdl, 0, by);
      case EditOutcome.Refused(var why) ->
          Refused.because(why.getFirst().code(), why.getFirst().sentence());
    };
  }

  @Override
  public Outcome<ModelDraft> put(
      AppId app, String line, String dtdl, @Nullable Integer replaces, String by) {
    Problem conflict = conflict(line, replaces);
    if (conflict != null) {
      return new Refused<>(List.of(conflict));
    }
    ModelDraft before = drafts.get(line);
    DeviceTemplate template =
        DtdlReader.read(dtdl) instanceof DtdlOutcome.Read read ? read.template() : null;
    ModelDraft draft =
        new ModelDraft(
            line,
            newest(line).map(DeviceTemplate::id).orElse(null),
            dtdl,
            before == null ? 1 : before.revision() + 1,
            by,
            clock.instant(),
            check(app, line, dtdl),
            template);
    drafts.put(line, draft);
    return new Outcome.Done<>(draft);
  }

  @Nullable Problem conflict(String line, @Nullable Integer replaces) {
    ModelDraft stored = drafts.get(line);
    int revision = stored == null ? 0 : stored.revision();
    if (replaces == null || replaces == revision) {
      return null;
    }
    return stored == null
        ? new Problem("draft.ended-conflict", "This draft was removed.")
        : replaces == 0
            ? new Problem("draft.exists", stored.changedBy() + " saved a draft already.")
            : new Problem(
                "draft.revision-conflict",
                "%s saved revision %d of this draft after you read revision %d."
                    .formatted(stored.changedBy(), revision, replaces));
  }

  @Override
  public Outcome<ModelDraft> edit(
      AppId app, String line, List<ModelEdit> edits, @Nullable Integer replaces, String by) {
    return switch (ModelEdits.apply(drafts.get(line).dtdl(), line, edits)) {
      case EditOutcome.Edited(String dtdl) -> put(app, line, dtdl, replaces, by);
      case EditOutcome.Refused(var why) ->
          Refused.because(why.getFirst().code(), why.getFirst().sentence());
    };
  }

  @Override
  public Outcome<List<ImportedModel>> take(AppId app, String document, boolean replace, String by) {
    ModelImport.Found found = ModelImport.read(document);
    if (found.models().isEmpty()) {
      return new Refused<>(
          found.faults().stream()
              .map(f -> new Problem(f.code(), f.sentence() + " " + f.cure()))
              .toList());
    }
    List<ImportedModel> taken = new ArrayList<>();
    for (ModelImport.Model model : found.models()) {
      switch (put(app, model.line(), model.dtdl(), replace ? null : 0, by)) {
        case Outcome.Done<ModelDraft>(var draft) ->
            taken.add(new ImportedModel(draft, model.notes()));
        case Refused<ModelDraft>(var problems) -> {
          return new Refused<>(problems);
        }
      }
    }
    return new Outcome.Done<>(taken);
  }

  @Override
  public Optional<Outcome<ModelDraft>> remove(
      AppId app, String line, @Nullable Integer replaces, String by) {
    Problem conflict = conflict(line, replaces);
    if (conflict != null) {
      return Optional.of(new Refused<>(List.of(conflict)));
    }
    return Optional.ofNullable(drafts.remove(line)).map(Outcome.Done::new);
  }

  Optional<DeviceTemplate> newest(String line) {
    return registry.templates.stream()
        .filter(t -> t.id().line().equals(line))
        .reduce((older, newer) -> newer);
  }
}
