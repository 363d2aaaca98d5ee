package org.aisle.backend.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.aisle.backend.imports.PlaceGeoJson;
import org.aisle.backend.imports.PlaceImports;
import org.aisle.backend.imports.PlaceImports.Axes;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.PlaceUse;
import org.aisle.backend.registry.Places;
import org.aisle.backend.registry.StoredPlace;
import org.aisle.backend.rest.PlaceBodies.PlaceBody;
import org.aisle.backend.rest.PlaceBodies.PlaceView;
import org.aisle.backend.rest.PlaceBodies.ReportBody;
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

@Tag(name = "Places")
@RestController
@RequestMapping("/api/v1/apps/{app}/places")
class PlacesResource {

  /** {@code kind} is asset, rule, dashboard, route, group or asset-once. */
  record UseBody(String kind, String id, String name) {
    static UseBody of(PlaceUse use) {
      return new UseBody(Words.of(use.kind()), use.id(), use.name());
    }
  }

  private final Places places;
  private final PlaceImports imports;
  private final Scope scope;

  PlacesResource(Places places, PlaceImports imports, Scope scope) {
    this.places = places;
    this.imports = imports;
    this.scope = scope;
  }

  @Operation(
      summary = "The app's places",
      description =
          "As a list, or as GeoJSON with Accept: application/geo+json or with format=geojson.",
      responses =
          @ApiResponse(
              responseCode = "200",
              content = {
                @Content(
                    mediaType = MediaType.APPLICATION_JSON_VALUE,
                    array = @ArraySchema(schema = @Schema(implementation = PlaceView.class))),
                @Content(mediaType = PlaceGeoJson.TYPE)
              }))
  @GetMapping
  ResponseEntity<Object> all(
      @PathVariable String app,
      @RequestParam(defaultValue = "list") String format,
      @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
    List<StoredPlace> all = places.all(scope.app(app).id());
    boolean asked = accept != null && accept.contains(PlaceGeoJson.TYPE);
    if (!asked && Words.one("format", format, Format.class) == Format.LIST) {
      return ResponseEntity.ok()
          .contentType(MediaType.APPLICATION_JSON)
          .body(all.stream().map(PlaceView::of).toList());
    }
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(PlaceGeoJson.TYPE))
        .body(
            PlaceGeoJson.of(all.stream().map(StoredPlace::place).toList())
                .getBytes(StandardCharsets.UTF_8));
  }

  /** How places are written. */
  enum Format {
    LIST,
    GEOJSON
  }

  @Operation(summary = "One place")
  @GetMapping("/{place}")
  ResponseEntity<PlaceView> one(@PathVariable String app, @PathVariable String place) {
    return answer(stored(scope.app(app).id(), place));
  }

  @Operation(
      summary = "What refers to a place: assets, rules, dashboards, planned routes, device groups")
  @GetMapping("/{place}/uses")
  List<UseBody> uses(@PathVariable String app, @PathVariable String place) {
    AppId id = scope.app(app).id();
    return places.uses(id, stored(id, place).place().id()).stream().map(UseBody::of).toList();
  }

  @Operation(
      summary = "Create a place or change it",
      description =
          "With an outline its middle and radius may be left out. Send If-Match with the revision"
              + " that was read, or If-None-Match: *, so that nobody's change is lost.")
  @PutMapping("/{place}")
  ResponseEntity<PlaceView> put(
      @PathVariable String app,
      @PathVariable String place,
      @RequestBody PlaceBody body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match,
      @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String none,
      Authentication who) {
    return answer(
        RefusedRequest.orRefuse(
            places.put(
                scope.app(app).id(),
                body.place(place),
                Preconditions.replaces(match, none),
                RulesResource.by(who))));
  }

  @Operation(
      summary = "Remove a place that nothing refers to",
      description =
          "One that something refers to stays, and the answer is 409. With history=forget also one"
              + " where assets stood once; that is forgotten then.")
  @DeleteMapping("/{place}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(
      @PathVariable String app,
      @PathVariable String place,
      @RequestParam(defaultValue = "keep") String history,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match,
      Authentication who) {
    AppId id = scope.app(app).id();
    boolean forget = Words.one("history", history, History.class) == History.FORGET;
    Outcome<StoredPlace> outcome =
        places
            .remove(id, place, Preconditions.replaces(match, null), forget, RulesResource.by(who))
            .orElseThrow(() -> unknown(place));
    RefusedRequest.orRefuse(outcome);
  }

  /** What becomes of the time when assets stood at a place. */
  enum History {
    KEEP,
    FORGET
  }

  @Operation(
      summary = "Create and change places from a GeoJSON or CSV file",
      description =
          "With rehearse=true nothing is changed. axes is check (refuse what looks as if latitudes"
              + " and longitudes were swapped), given or swapped.")
  @PostMapping("/import")
  ReportBody bring(
      @PathVariable String app,
      @RequestBody byte[] file,
      @RequestParam(defaultValue = "false") boolean rehearse,
      @RequestParam(defaultValue = "check") String axes,
      Authentication who) {
    AppId id = scope.app(app).id();
    Axes meant = Words.one("axes", axes, Axes.class);
    return ReportBody.of(
        RefusedRequest.orRefuse(
            rehearse
                ? imports.rehearse(id, file, meant)
                : imports.run(id, file, meant, RulesResource.by(who))));
  }

  private StoredPlace stored(AppId app, String place) {
    return places.find(app, place).orElseThrow(() -> unknown(place));
  }

  private static RefusedRequest unknown(String place) {
    return RefusedRequest.notFound(
        "place.unknown", "There is no place %s.".formatted(Texts.quoted(place)));
  }

  private static ResponseEntity<PlaceView> answer(StoredPlace stored) {
    return ResponseEntity.ok().eTag("\"" + stored.revision() + "\"").body(PlaceView.of(stored));
  }
}
