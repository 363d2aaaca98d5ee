package org.aisle.backend.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import org.aisle.backend.registry.Assets;
import org.aisle.backend.registry.Place;
import org.aisle.templates.place.GeoPosition;
import org.aisle.templates.place.Shapes;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Places")
@RestController
@RequestMapping("/api/v1/apps/{app}")
class PlacesResource {

  record PlaceBody(
      @Nullable String name,
      @Nullable String organisation,
      @Nullable String kind,
      @Nullable Double lat,
      @Nullable Double lon,
      @Nullable Double radiusMetres,
      @Nullable String address,
      @Nullable List<double @Nullable []> outline) {}

  /** {@code outline} holds the corners of a polygon as {@code [lat, lon]}; empty for a circle. */
  record PlaceView(
      String id,
      String name,
      @Nullable String organisation,
      String kind,
      double lat,
      double lon,
      double radiusMetres,
      @Nullable String address,
      List<double[]> outline) {
    static PlaceView of(Place p) {
      return new PlaceView(
          p.id(),
          p.name(),
          p.organisation(),
          p.kind(),
          p.lat(),
          p.lon(),
          p.radiusMetres(),
          p.address(),
          p.outline().stream().map(c -> new double[] {c.lat(), c.lon()}).toList());
    }
  }

  private final Assets assets;
  private final Scope scope;

  PlacesResource(Assets assets, Scope scope) {
    this.assets = assets;
    this.scope = scope;
  }

  @Operation(summary = "The app's places")
  @GetMapping("/places")
  List<PlaceView> places(@PathVariable String app) {
    return assets.places(scope.app(app).id()).stream().map(PlaceView::of).toList();
  }

  @Operation(summary = "Create a place or change it")
  @PutMapping("/places/{place}")
  PlaceView put(@PathVariable String app, @PathVariable String place, @RequestBody PlaceBody body) {
    return PlaceView.of(
        RefusedRequest.orRefuse(
            assets.putPlace(
                scope.app(app).id(),
                new Place(
                    place,
                    body.name() == null ? "" : body.name(),
                    body.organisation(),
                    body.kind() == null ? "" : body.kind(),
                    body.lat() == null ? Double.NaN : body.lat(),
                    body.lon() == null ? Double.NaN : body.lon(),
                    body.radiusMetres() == null ? Double.NaN : body.radiusMetres(),
                    body.address(),
                    corners(body.outline())))));
  }

  private static List<GeoPosition> corners(@Nullable List<double @Nullable []> outline) {
    List<GeoPosition> corners = new ArrayList<>();
    for (double[] corner : outline == null ? List.<double[]>of() : outline) {
      if (corner == null || corner.length != 2) {
        throw RefusedRequest.badRequest(
            "place.outline-invalid", "Write each corner of the outline as [latitude, longitude].");
      }
      Shapes.checkPosition(corner[0], corner[1])
          .ifPresent(
              fault -> {
                throw RefusedRequest.badRequest(fault.code(), fault.sentence());
              });
      corners.add(new GeoPosition(corner[0], corner[1]));
    }
    return corners;
  }
}
