package org.aisle.backend.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import org.aisle.backend.models.Consequence;
import org.aisle.backend.models.FieldChange;
import org.aisle.backend.models.ModelComparison;
import org.aisle.backend.models.ModelDrafts;
import org.aisle.backend.models.ModelReleases;
import org.aisle.backend.models.ModelReleases.Migration;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.rest.DeviceTemplatesResource.TemplateBody;
import org.aisle.backend.rest.DraftBodies.FormBody;
import org.aisle.backend.rest.DraftBodies.ProblemBody;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.dtdl.DtdlWriter;
import org.aisle.templates.dtdl.ModelForm;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Device templates")
@RestController
@RequestMapping("/api/v1/apps/{app}/device-templates/{model}")
class ModelReleasesResource {

  record DifferenceBody(String what, @Nullable String was, @Nullable String is) {}

  record ChangeBody(String change, String part, String path, List<DifferenceBody> differences) {
    static ChangeBody of(FieldChange c) {
      return new ChangeBody(
          Words.of(c.kind()),
          Words.of(c.part()),
          c.path(),
          c.differences().stream()
              .map(d -> new DifferenceBody(d.what(), d.was(), d.is()))
              .toList());
    }
  }

  /** {@code weight} is breaks or note. */
  record ConsequenceBody(
      String kind, String code, String where, @Nullable String id, String weight, String sentence) {
    static ConsequenceBody of(Consequence c) {
      return new ConsequenceBody(
          Words.of(c.kind()), c.code(), c.where(), c.id(), Words.of(c.weight()), c.sentence());
    }
  }

  record SpeakersBody(String version, int devices) {}

  record ComparisonBody(
      @Nullable String published,
      @Nullable String draft,
      int revision,
      boolean publishable,
      boolean breaks,
      List<ChangeBody> changes,
      List<ConsequenceBody> consequences,
      List<SpeakersBody> devices,
      List<ProblemBody> problems) {
    static ComparisonBody of(ModelComparison c) {
      return new ComparisonBody(
          c.published() == null ? null : c.published().value(),
          c.draft() == null ? null : c.draft().value(),
          c.revision(),
          c.isPublishable(),
          c.breaks(),
          c.changes().stream().map(ChangeBody::of).toList(),
          c.consequences().stream().map(ConsequenceBody::of).toList(),
          c.devices().stream()
              .map(s -> new SpeakersBody(s.version().value(), s.devices()))
              .toList(),
          c.problems().stream().map(ProblemBody::of).toList());
    }
  }

  /** {@code devices} counts those that speak the version; {@code dtdl} is its text. */
  record VersionBody(TemplateBody template, int devices, @Nullable FormBody form, String dtdl) {}

  /**
   * {@code to} and {@code from} are versions such as 2; without {@code from} devices of any other
   * version are moved, without {@code devices} all of them. A {@code trial} changes nothing.
   */
  record MigrateBody(
      @Nullable String to,
      @Nullable String from,
      @Nullable List<@Nullable String> devices,
      @Nullable Boolean trial) {}

  /** {@code state} is moved, unchanged or refused. */
  record MovedBody(
      String device, @Nullable String from, String state, @Nullable String code, String sentence) {}

  record MigrationBody(String to, long moved, long refused, List<MovedBody> results) {
    static MigrationBody of(Migration m) {
      return new MigrationBody(
          m.to().value(),
          m.moved(),
          m.results().stream().filter(r -> r.state() == ModelReleases.State.REFUSED).count(),
          m.results().stream()
              .map(
                  r ->
                      new MovedBody(
                          r.device(),
                          r.from() == null ? null : r.from().value(),
                          Words.of(r.state()),
                          r.code(),
                          r.sentence()))
              .toList());
    }
  }

  private final ModelDrafts drafts;
  private final ModelReleases releases;
  private final DeviceTemplates templates;
  private final Devices devices;
  private final Scope scope;

  ModelReleasesResource(
      ModelDrafts drafts,
      ModelReleases releases,
      DeviceTemplates templates,
      Devices devices,
      Scope scope) {
    this.drafts = drafts;
    this.releases = releases;
    this.templates = templates;
    this.devices = devices;
    this.scope = scope;
  }

  @Operation(summary = "The published versions of a model, newest last, each with its text")
  @GetMapping("/versions")
  List<VersionBody> versions(@PathVariable String app, @PathVariable String model) {
    AppId id = scope.app(app).id();
    List<DeviceTemplate> versions =
        templates.all(id).stream().filter(t -> t.id().line().equals(model)).toList();
    if (versions.isEmpty()) {
      throw unknown(model);
    }
    return versions.stream().map(t -> version(id, t)).toList();
  }

  @Operation(summary = "One published version of a model, with its text")
  @GetMapping("/versions/{version}")
  VersionBody version(
      @PathVariable String app, @PathVariable String model, @PathVariable String version) {
    AppId id = scope.app(app).id();
    String dtmi = model + ";" + version;
    return version(
        id,
        (Dtmi.isValid(dtmi)
                ? templates.find(id, new Dtmi(dtmi))
                : java.util.Optional.<DeviceTemplate>empty())
            .orElseThrow(() -> unknown(dtmi)));
  }

  private VersionBody version(AppId app, DeviceTemplate template) {
    return new VersionBody(
        TemplateBody.of(app, template),
        devices.find(app, null, template.id()).size(),
        ModelForm.of(template.dtdl(), template.id().line()).map(FormBody::of).orElse(null),
        DtdlWriter.indented(template));
  }

  @Operation(
      summary = "A draft beside the newest published version",
      description =
          "What is added, removed and changed; the dashboards, rules, stories, groups and properties"
              + " that publishing would break; the devices that speak older versions.")
  @GetMapping("/draft/comparison")
  ComparisonBody compare(@PathVariable String app, @PathVariable String model) {
    return ComparisonBody.of(
        releases
            .compare(scope.app(app).id(), model)
            .orElseThrow(() -> ModelDraftsResource.unknown(model)));
  }

  @Operation(
      summary = "Publish a draft",
      description =
          "It becomes the newest version, its table gets the columns, and the draft is gone. What it"
              + " would break is refused unless breaking=true. With If-Match: \"3\" only revision 3"
              + " is published; else the answer is 412.")
  @PostMapping("/draft/publish")
  @ResponseStatus(HttpStatus.CREATED)
  TemplateBody publish(
      @PathVariable String app,
      @PathVariable String model,
      @RequestParam(required = false) @Nullable Boolean breaking,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Authentication who) {
    AppId id = scope.app(app).id();
    Integer replaces = Preconditions.replaces(ifMatch, null);
    if (replaces == null && drafts.find(id, model).isEmpty()) {
      throw ModelDraftsResource.unknown(model);
    }
    return TemplateBody.of(
        id,
        ModelDraftsResource.orRefuse(
            releases.publish(
                id, model, replaces, Boolean.TRUE.equals(breaking), RulesResource.by(who))));
  }

  @Operation(
      summary = "Move devices to another version",
      description =
          "{\"to\": \"2\"} moves all devices of the model, {\"to\": \"2\", \"from\": \"1\"} those of"
              + " one version, {\"to\": \"2\", \"devices\": [\"cooler-001\"]} those that are named;"
              + " \"trial\": true changes nothing. Each device is moved or not, whatever becomes of"
              + " the others.")
  @PostMapping("/migrations")
  MigrationBody migrate(
      @PathVariable String app, @PathVariable String model, @RequestBody MigrateBody body) {
    AppId id = scope.app(app).id();
    List<Problem> problems = new ArrayList<>();
    Dtmi to = version("to", model, body.to(), problems);
    Dtmi from = body.from() == null ? null : version("from", model, body.from(), problems);
    List<DeviceId> named = named(body.devices(), problems);
    if (to == null || !problems.isEmpty()) {
      throw new RefusedRequest(
          HttpStatus.BAD_REQUEST, problems.subList(0, Math.min(100, problems.size())));
    }
    return MigrationBody.of(
        RefusedRequest.orRefuse(
            releases.migrate(id, to, from, named, Boolean.TRUE.equals(body.trial()))));
  }

  private static @Nullable Dtmi version(
      String key, String model, @Nullable String version, List<Problem> problems) {
    String dtmi = version == null || version.startsWith("dtmi:") ? version : model + ";" + version;
    if (dtmi != null && Dtmi.isValid(dtmi)) {
      return new Dtmi(dtmi);
    }
    problems.add(
        new Problem(
            "migration.version-invalid",
            "Say \"%s\" as a version of the model, such as \"2\".".formatted(key)));
    return null;
  }

  private static @Nullable List<DeviceId> named(
      @Nullable List<@Nullable String> names, List<Problem> problems) {
    if (names == null) {
      return null;
    }
    List<DeviceId> ids = new ArrayList<>();
    for (String name : names) {
      if (name != null && DeviceId.isValid(name)) {
        ids.add(new DeviceId(name));
      } else {
        problems.add(
            new Problem(
                "device.id-invalid",
                "%s is no device's id.".formatted(Texts.quoted(String.valueOf(name)))));
      }
    }
    return ids;
  }

  private static RefusedRequest unknown(String model) {
    return RefusedRequest.notFound(
        "template.unknown",
        "No device template %s is published here.".formatted(Texts.quoted(model)));
  }
}
