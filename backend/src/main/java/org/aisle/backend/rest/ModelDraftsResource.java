package org.aisle.backend.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.aisle.backend.models.ModelDraft;
import org.aisle.backend.models.ModelDrafts;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.rest.DraftBodies.DraftBody;
import org.aisle.backend.rest.DraftBodies.EditsBody;
import org.aisle.backend.rest.DraftBodies.ImportedBody;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Device templates")
@RestController
@RequestMapping("/api/v1/apps/{app}/device-templates")
class ModelDraftsResource {

  /** {@code displayName} is the published version's when left out. */
  record Begin(@Nullable String model, @Nullable String displayName) {}

  private final ModelDrafts drafts;
  private final Scope scope;

  ModelDraftsResource(ModelDrafts drafts, Scope scope) {
    this.drafts = drafts;
    this.scope = scope;
  }

  @Operation(summary = "The drafts of device templates")
  @GetMapping("/drafts")
  List<DraftBody> all(@PathVariable String app) {
    return drafts.all(scope.app(app).id()).stream().map(DraftBody::of).toList();
  }

  @Operation(
      summary = "Begin a draft",
      description =
          "Of the next version of a published model, or of a new model: {\"model\":"
              + " \"dtmi:org:example:Cooler\"}, the id without version.")
  @PostMapping("/drafts")
  @ResponseStatus(HttpStatus.CREATED)
  DraftBody begin(@PathVariable String app, @RequestBody Begin body, Authentication who) {
    String line = body.model() == null ? "" : body.model();
    return DraftBody.of(
        RefusedRequest.orRefuse(
            drafts.begin(scope.app(app).id(), line, body.displayName(), RulesResource.by(who))));
  }

  @Operation(
      summary = "Make drafts of a document",
      description =
          "The body is DTDL v2, v3 or v4, or a device template as IoT Central exports it. The"
              + " answer says of every draft what was taken, converted and left out. With"
              + " replace=true drafts that there are already are replaced.")
  @PostMapping("/import")
  @ResponseStatus(HttpStatus.CREATED)
  List<ImportedBody> take(
      @PathVariable String app,
      @RequestParam(required = false) @Nullable Boolean replace,
      @RequestHeader(name = HttpHeaders.CONTENT_TYPE, required = false) @Nullable MediaType type,
      @RequestBody byte[] body,
      Authentication who) {
    AppId id = scope.app(app).id();
    return RefusedRequest.orRefuse(
            drafts.take(
                id, ModelText.of(type, body), Boolean.TRUE.equals(replace), RulesResource.by(who)))
        .stream()
        .map(ImportedBody::of)
        .toList();
  }

  @Operation(summary = "The draft of a model, with everything that keeps it from being published")
  @GetMapping("/{model}/draft")
  ResponseEntity<DraftBody> one(@PathVariable String app, @PathVariable String model) {
    return answer(drafts.find(scope.app(app).id(), model).orElseThrow(() -> unknown(model)));
  }

  @Operation(
      summary = "Create a draft or replace its text",
      description =
          "The body is DTDL and may have faults, which the answer lists. With If-Match: \"3\" only"
              + " revision 3 is replaced, with If-None-Match: * none; else nothing is saved and the"
              + " answer is 412.")
  @PutMapping("/{model}/draft")
  ResponseEntity<DraftBody> put(
      @PathVariable String app,
      @PathVariable String model,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false)
          @Nullable String ifNoneMatch,
      @RequestHeader(name = HttpHeaders.CONTENT_TYPE, required = false) @Nullable MediaType type,
      @RequestBody byte[] body,
      Authentication who) {
    AppId id = scope.app(app).id();
    Integer replaces = Preconditions.replaces(ifMatch, ifNoneMatch);
    return answer(
        orRefuse(drafts.put(id, model, ModelText.of(type, body), replaces, RulesResource.by(who))));
  }

  @Operation(
      summary = "Edit a draft as a form does",
      description =
          "All edits are made or none: {\"edits\": [{\"edit\": \"add-field\", \"field\": {\"name\":"
              + " \"air\", \"schema\": \"double\", \"semanticType\": \"Temperature\", \"unit\":"
              + " \"degreeCelsius\"}}]}. Everything they do not speak of stays as it is.")
  @PostMapping("/{model}/draft/edits")
  ResponseEntity<DraftBody> edit(
      @PathVariable String app,
      @PathVariable String model,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody EditsBody body,
      Authentication who) {
    AppId id = scope.app(app).id();
    Integer replaces = Preconditions.replaces(ifMatch, null);
    if (replaces == null && drafts.find(id, model).isEmpty()) {
      throw unknown(model);
    }
    return answer(orRefuse(drafts.edit(id, model, body.read(), replaces, RulesResource.by(who))));
  }

  @Operation(
      summary = "Remove a draft",
      description = "With If-Match: \"3\" only revision 3 is removed; else the answer is 412.")
  @DeleteMapping("/{model}/draft")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(
      @PathVariable String app,
      @PathVariable String model,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Authentication who) {
    AppId id = scope.app(app).id();
    orRefuse(
        drafts
            .remove(id, model, Preconditions.replaces(ifMatch, null), RulesResource.by(who))
            .orElseThrow(() -> unknown(model)));
  }

  static <T> T orRefuse(Outcome<T> outcome) {
    if (outcome instanceof Outcome.Refused<T> refused && ModelDrafts.isConflict(refused)) {
      throw new RefusedRequest(HttpStatus.PRECONDITION_FAILED, refused.problems());
    }
    return RefusedRequest.orRefuse(outcome);
  }

  private static ResponseEntity<DraftBody> answer(ModelDraft draft) {
    return ResponseEntity.ok().eTag("\"" + draft.revision() + "\"").body(DraftBody.of(draft));
  }

  static RefusedRequest unknown(String model) {
    return RefusedRequest.notFound(
        "draft.unknown", "There is no draft of %s: begin one.".formatted(Texts.quoted(model)));
  }
}
