package org.aisle.backend.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.aisle.backend.registry.DeviceGroups;
import org.aisle.backend.registry.GroupUses.Use;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.StoredGroup;
import org.aisle.backend.rest.DevicesResource.DeviceBody;
import org.aisle.templates.app.AppTemplate.DeviceGroup;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
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

@Tag(name = "Device groups")
@RestController
@RequestMapping("/api/v1/apps/{app}/groups")
class GroupsResource {

  private static final int USUAL = 100;

  /** What names a group: a rule or a dashboard. */
  record UseBody(String kind, String id, String name) {}

  /** {@code devices} is how many are in it now. */
  record GroupBody(
      String id,
      String name,
      String query,
      long devices,
      List<UseBody> usedBy,
      int revision,
      String changedBy,
      Instant changedAt) {
    static GroupBody of(StoredGroup stored, Map<String, Long> sizes, List<Use> uses) {
      DeviceGroup group = stored.group();
      return new GroupBody(
          group.id(),
          group.name(),
          group.query(),
          sizes.getOrDefault(group.id(), 0L),
          uses.stream()
              .filter(use -> use.group().equals(group.id()))
              .map(use -> new UseBody(use.what(), use.id(), use.name()))
              .toList(),
          stored.revision(),
          stored.changedBy(),
          stored.changedAt());
    }
  }

  record NewGroup(@Nullable String name, @Nullable String query) {}

  record Preview(@Nullable String query, @Nullable Integer offset, @Nullable Integer limit) {}

  /** {@code total} without offset and limit. */
  record Page(long total, List<DeviceBody> devices) {
    static Page of(DeviceGroups.Page page) {
      return new Page(page.total(), page.devices().stream().map(DeviceBody::of).toList());
    }
  }

  private final DeviceGroups groups;
  private final Scope scope;

  GroupsResource(DeviceGroups groups, Scope scope) {
    this.groups = groups;
    this.scope = scope;
  }

  @Operation(summary = "The app's device groups, how large they are and what names them")
  @GetMapping
  List<GroupBody> all(@PathVariable String app) {
    AppId id = scope.app(app).id();
    Map<String, Long> sizes = groups.sizes(id);
    List<Use> uses = groups.uses(id);
    return groups.all(id).stream().map(stored -> GroupBody.of(stored, sizes, uses)).toList();
  }

  @Operation(summary = "One device group; its ETag is its revision")
  @GetMapping("/{group}")
  ResponseEntity<GroupBody> one(@PathVariable String app, @PathVariable String group) {
    AppId id = scope.app(app).id();
    return body(id, stored(id, group));
  }

  @Operation(
      summary = "Create a device group or change it",
      description =
          "docs/groups.md describes queries. With If-Match: \"3\" only revision 3 is replaced, with"
              + " If-None-Match: * none; else nothing is saved and the answer is 412.")
  @PutMapping("/{group}")
  ResponseEntity<GroupBody> put(
      @PathVariable String app,
      @PathVariable String group,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false)
          @Nullable String ifNoneMatch,
      @RequestBody NewGroup body,
      Authentication who) {
    AppId id = scope.app(app).id();
    Integer replaces = Preconditions.replaces(ifMatch, ifNoneMatch);
    DeviceGroup wanted =
        new DeviceGroup(
            group,
            body.name() == null ? "" : body.name(),
            body.query() == null ? "" : body.query());
    return body(id, orRefuse(groups.put(id, wanted, replaces, RulesResource.by(who))));
  }

  @Operation(
      summary = "Remove a device group that nothing names",
      description = "With If-Match: \"3\" only revision 3 is removed; else the answer is 412.")
  @DeleteMapping("/{group}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(
      @PathVariable String app,
      @PathVariable String group,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Authentication who) {
    AppId id = scope.app(app).id();
    orRefuse(
        groups
            .remove(id, group, Preconditions.replaces(ifMatch, null), RulesResource.by(who))
            .orElseThrow(() -> unknown(group)));
  }

  @Operation(summary = "The devices that are in a group now")
  @GetMapping("/{group}/devices")
  Page devices(
      @PathVariable String app,
      @PathVariable String group,
      @RequestParam(required = false) @Nullable Integer offset,
      @RequestParam(required = false) @Nullable Integer limit) {
    AppId id = scope.app(app).id();
    return page(id, stored(id, group).group().query(), offset, limit);
  }

  @Operation(summary = "The devices that a query means now; it is not saved")
  @PostMapping("/preview")
  Page preview(@PathVariable String app, @RequestBody Preview body) {
    return page(
        scope.app(app).id(), body.query() == null ? "" : body.query(), body.offset(), body.limit());
  }

  private Page page(AppId app, String query, @Nullable Integer offset, @Nullable Integer limit) {
    return Page.of(
        RefusedRequest.orRefuse(
            groups.preview(
                app, query, offset == null ? 0 : offset, limit == null ? USUAL : limit)));
  }

  private ResponseEntity<GroupBody> body(AppId app, StoredGroup stored) {
    return ResponseEntity.ok()
        .eTag("\"" + stored.revision() + "\"")
        .body(GroupBody.of(stored, groups.sizes(app), groups.uses(app)));
  }

  private StoredGroup stored(AppId app, String group) {
    return groups.find(app, group).orElseThrow(() -> unknown(group));
  }

  private static StoredGroup orRefuse(Outcome<StoredGroup> outcome) {
    if (outcome instanceof Outcome.Refused<StoredGroup> refused
        && DeviceGroups.isConflict(refused)) {
      throw new RefusedRequest(HttpStatus.PRECONDITION_FAILED, refused.problems());
    }
    return RefusedRequest.orRefuse(outcome);
  }

  static RefusedRequest unknown(String group) {
    return RefusedRequest.notFound(
        "group.unknown",
        "There is no device group %s: create it first.".formatted(Texts.quoted(group)));
  }
}
