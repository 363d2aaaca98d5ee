package org.aisle.backend.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.aisle.backend.registry.Dashboards;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.registry.StoredDashboard;
import org.aisle.templates.app.DashboardFault;
import org.aisle.templates.app.DashboardJson;
import org.aisle.templates.app.DashboardOutcome;
import org.aisle.templates.app.DashboardReader;
import org.aisle.templates.dashboard.Dashboard;
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

@Tag(name = "Dashboards")
@RestController
@RequestMapping("/api/v1/apps/{app}/dashboards")
class DashboardsResource {

  private static final String YAML = "application/yaml";

  /**
   * {@code dashboard} has the shape of a dashboard's file and may be put back; {@code personal}
   * ones only their owner sees.
   */
  record DashboardBody(
      String id,
      Map<String, Object> dashboard,
      boolean personal,
      int revision,
      String changedBy,
      Instant changedAt) {
    static DashboardBody of(StoredDashboard stored) {
      return new DashboardBody(
          stored.dashboard().id(),
          JsonValues.object(DashboardJson.tree(stored.dashboard())),
          stored.owner() != null,
          stored.revision(),
          stored.changedBy(),
          stored.changedAt());
    }
  }

  /** {@code tile} is the number of the tile from 0, or null for the dashboard's own faults. */
  record FaultBody(@Nullable Integer tile, int line, int column, String code, String sentence) {
    static FaultBody of(DashboardFault f) {
      return new FaultBody(
          f.tile() == DashboardFault.NO_TILE ? null : f.tile(),
          f.line(),
          f.column(),
          f.code(),
          f.sentence());
    }
  }

  record Faults(List<FaultBody> faults) {}

  /** {@code title} is the copied one's when left out, {@code personal} is false. */
  record Copy(@Nullable String id, @Nullable String title, @Nullable Boolean personal) {}

  record Order(@Nullable List<String> order) {}

  private final Dashboards dashboards;
  private final Scope scope;

  DashboardsResource(Dashboards dashboards, Scope scope) {
    this.dashboards = dashboards;
    this.scope = scope;
  }

  @Operation(summary = "The app's dashboards in their order, then the caller's own")
  @GetMapping
  List<DashboardBody> all(@PathVariable String app, Authentication who) {
    return bodies(dashboards.all(scope.app(app).id(), RulesResource.by(who)));
  }

  @Operation(
      summary = "Put dashboards in front, in this order",
      description = "The others stay in theirs. A body looks like {\"order\": [\"a\", \"b\"]}.")
  @PutMapping
  List<DashboardBody> order(@PathVariable String app, @RequestBody Order body, Authentication who) {
    AppId id = scope.app(app).id();
    List<String> order = body.order() == null ? List.of() : body.order();
    return bodies(RefusedRequest.orRefuse(dashboards.order(id, order, RulesResource.by(who))));
  }

  @Operation(summary = "One dashboard, as JSON or as the YAML of its file")
  @GetMapping(value = "/{dashboard}", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<DashboardBody> one(
      @PathVariable String app, @PathVariable String dashboard, Authentication who) {
    StoredDashboard stored = stored(app, dashboard, who);
    return ResponseEntity.ok().eTag(tag(stored)).body(DashboardBody.of(stored));
  }

  @Operation(summary = "One dashboard, as JSON or as the YAML of its file")
  @GetMapping(value = "/{dashboard}", produces = YAML)
  ResponseEntity<byte[]> yaml(
      @PathVariable String app, @PathVariable String dashboard, Authentication who) {
    StoredDashboard stored = stored(app, dashboard, who);
    return ResponseEntity.ok()
        .eTag(tag(stored))
        .body(DashboardJson.yaml(stored.dashboard()).getBytes(StandardCharsets.UTF_8));
  }

  @Operation(
      summary = "Create a dashboard or change it",
      description =
          "The body is the dashboard's file as YAML, or the same as JSON. With personal=true only"
              + " the caller sees it. With If-Match: \"3\" only revision 3 is replaced, with"
              + " If-None-Match: * none; else nothing is saved and the answer is 412.")
  @PutMapping(
      value = "/{dashboard}",
      consumes = {YAML, MediaType.APPLICATION_JSON_VALUE})
  ResponseEntity<DashboardBody> put(
      @PathVariable String app,
      @PathVariable String dashboard,
      @RequestParam(required = false) @Nullable Boolean personal,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false)
          @Nullable String ifNoneMatch,
      @RequestHeader(HttpHeaders.CONTENT_TYPE) MediaType type,
      @RequestBody byte[] body,
      Authentication who) {
    AppId id = scope.app(app).id();
    Integer replaces = Preconditions.replaces(ifMatch, ifNoneMatch);
    Dashboard read =
        switch (read(id, dashboard, type, body)) {
          case DashboardOutcome.Read(Dashboard sound) -> sound;
          case DashboardOutcome.Faults(var faults) ->
              throw new RefusedRequest(
                  HttpStatus.UNPROCESSABLE_CONTENT,
                  faults.stream().map(f -> new Problem(f.code(), sentence(f))).toList());
        };
    StoredDashboard stored =
        orRefuse(dashboards.put(id, read, personal, replaces, RulesResource.by(who)));
    return ResponseEntity.ok().eTag(tag(stored)).body(DashboardBody.of(stored));
  }

  @Operation(summary = "Copy a dashboard under a new id")
  @PostMapping("/{dashboard}/copies")
  @ResponseStatus(HttpStatus.CREATED)
  DashboardBody copy(
      @PathVariable String app,
      @PathVariable String dashboard,
      @RequestBody Copy body,
      Authentication who) {
    StoredDashboard of = stored(app, dashboard, who);
    return DashboardBody.of(
        RefusedRequest.orRefuse(
            dashboards.copy(
                scope.app(app).id(),
                of.dashboard().id(),
                body.id() == null ? "" : body.id(),
                body.title(),
                Boolean.TRUE.equals(body.personal()),
                RulesResource.by(who))));
  }

  @Operation(
      summary = "Remove a dashboard",
      description = "With If-Match: \"3\" only revision 3 is removed; else the answer is 412.")
  @DeleteMapping("/{dashboard}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(
      @PathVariable String app,
      @PathVariable String dashboard,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Authentication who) {
    AppId id = scope.app(app).id();
    orRefuse(
        dashboards
            .remove(id, dashboard, Preconditions.replaces(ifMatch, null), RulesResource.by(who))
            .orElseThrow(() -> unknown(dashboard)));
  }

  @Operation(summary = "Everything wrong with a dashboard; it is not saved")
  @PostMapping(
      value = "/check",
      consumes = {YAML, MediaType.APPLICATION_JSON_VALUE})
  Faults check(
      @PathVariable String app,
      @RequestHeader(HttpHeaders.CONTENT_TYPE) MediaType type,
      @RequestBody byte[] body) {
    return new Faults(
        switch (read(scope.app(app).id(), "check", type, body)) {
          case DashboardOutcome.Read read -> List.of();
          case DashboardOutcome.Faults(var faults) -> faults.stream().map(FaultBody::of).toList();
        });
  }

  private DashboardOutcome read(AppId app, String id, MediaType type, byte[] body) {
    return type.isCompatibleWith(MediaType.APPLICATION_JSON)
        ? DashboardReader.json(id, body, dashboards.names(app))
        : DashboardReader.yaml(id, body, dashboards.names(app));
  }

  private static StoredDashboard orRefuse(Outcome<StoredDashboard> outcome) {
    if (outcome instanceof Outcome.Refused<StoredDashboard> refused
        && Dashboards.isConflict(refused)) {
      throw new RefusedRequest(HttpStatus.PRECONDITION_FAILED, refused.problems());
    }
    return RefusedRequest.orRefuse(outcome);
  }

  private StoredDashboard stored(String app, String dashboard, Authentication who) {
    return dashboards
        .find(scope.app(app).id(), dashboard, RulesResource.by(who))
        .orElseThrow(() -> unknown(dashboard));
  }

  private static List<DashboardBody> bodies(List<StoredDashboard> all) {
    return all.stream().map(DashboardBody::of).toList();
  }

  private static String tag(StoredDashboard stored) {
    return "\"" + stored.revision() + "\"";
  }

  private static String sentence(DashboardFault fault) {
    return "Line %d, column %d: %s".formatted(fault.line(), fault.column(), fault.sentence());
  }

  private static RefusedRequest unknown(String dashboard) {
    return RefusedRequest.notFound(
        "dashboard.unknown",
        "There is no dashboard %s: create it first.".formatted(Texts.quoted(dashboard)));
  }
}
