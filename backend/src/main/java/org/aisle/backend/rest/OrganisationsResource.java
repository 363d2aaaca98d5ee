package org.aisle.backend.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.aisle.backend.registry.Organisation;
import org.aisle.backend.registry.Organisations;
import org.aisle.backend.registry.Undisturbed;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Organisations")
@RestController
@RequestMapping("/api/v1/apps/{app}/organisations")
class OrganisationsResource {

  /** Without {@code parent} it is a root. */
  record OrganisationBody(@Nullable String name, @Nullable String parent) {}

  record Order(@Nullable List<String> order) {}

  private final Organisations organisations;
  private final Undisturbed undisturbed;
  private final Scope scope;

  OrganisationsResource(Organisations organisations, Undisturbed undisturbed, Scope scope) {
    this.organisations = organisations;
    this.undisturbed = undisturbed;
    this.scope = scope;
  }

  @Operation(summary = "The app's organisations, parents first")
  @GetMapping
  List<Organisation> all(@PathVariable String app) {
    return organisations.all(scope.app(app).id());
  }

  @Operation(
      summary = "Put organisations in front, in this order",
      description = "The others stay in theirs. A body looks like {\"order\": [\"a\", \"b\"]}.")
  @PutMapping
  List<Organisation> order(@PathVariable String app, @RequestBody Order body) {
    return RefusedRequest.orRefuse(
        organisations.order(scope.app(app).id(), body.order() == null ? List.of() : body.order()));
  }

  @Operation(summary = "One organisation")
  @GetMapping("/{organisation}")
  ResponseEntity<Organisation> one(@PathVariable String app, @PathVariable String organisation) {
    return Digests.tagged(
        known(scope.app(app).id(), organisation).orElseThrow(() -> unknown(organisation)));
  }

  private Optional<Organisation> known(AppId app, String organisation) {
    return organisations.all(app).stream().filter(o -> o.id().equals(organisation)).findFirst();
  }

  private static RefusedRequest unknown(String organisation) {
    return RefusedRequest.notFound(
        "organisation.unknown",
        "There is no organisation %s: list them to see which there are."
            .formatted(Texts.quoted(organisation)));
  }

  @Operation(
      summary = "Create an organisation, rename it or move it",
      description =
          "It stands below its parent, and is a root without one. With its ETag as If-Match nothing"
              + " is changed when it is another one by now: then the answer is 412.")
  @PutMapping("/{organisation}")
  ResponseEntity<Organisation> put(
      @PathVariable String app,
      @PathVariable String organisation,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody OrganisationBody body) {
    AppId id = scope.app(app).id();
    return Digests.tagged(
        ifMatch == null
            ? put(id, organisation, body)
            : undisturbed.app(
                id,
                () -> {
                  Digests.check(ifMatch, known(id, organisation).orElse(null));
                  return put(id, organisation, body);
                }));
  }

  private Organisation put(AppId app, String organisation, OrganisationBody body) {
    return RefusedRequest.orRefuse(
        organisations.put(
            app,
            new Organisation(organisation, body.name() == null ? "" : body.name(), body.parent())));
  }

  @Operation(
      summary = "Remove an organisation",
      description =
          "One that holds places or others is only removed with moveTo: they belong to that"
              + " organisation afterwards, or to none when it is empty. One that a device group"
              + " names stays, and the answer is 409.")
  @DeleteMapping("/{organisation}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(
      @PathVariable String app,
      @PathVariable String organisation,
      @RequestParam(required = false) @Nullable String moveTo) {
    RefusedRequest.orRefuse(
        organisations
            .remove(scope.app(app).id(), organisation, moveTo)
            .orElseThrow(() -> unknown(organisation)));
  }
}
