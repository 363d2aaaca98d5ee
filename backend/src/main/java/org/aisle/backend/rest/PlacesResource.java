package org.aisle.backend.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.aisle.backend.registry.Asset;
import org.aisle.backend.registry.Assets;
import org.aisle.backend.registry.Place;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.place.GeoPosition;
import org.aisle.templates.place.Shapes;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Places and assets")
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

  record NewAsset(@Nullable String id, @Nullable String name, @Nullable String kind) {}

  record DeviceBindingBody(String device, Instant from, @Nullable Instant to) {}

  record PlaceBindingBody(String place, Instant from, @Nullable Instant to) {}

  record AssetBody(
      String id,
      String name,
      String kind,
      List<DeviceBindingBody> devices,
      List<PlaceBindingBody> places) {
    static AssetBody of(Asset a) {
      return new AssetBody(
          a.id(),
          a.name(),
          a.kind(),
          a.devices().stream()
              .map(b -> new DeviceBindingBody(b.device().value(), b.from(), b.to()))
              .toList(),
          a.places().stream().map(b -> new PlaceBindingBody(b.place(), b.from(), b.to())).toList());
    }
  }

  /** {@code from} is now when left out. */
  record NewDeviceBinding(@Nullable String device, @Nullable String from) {}

  /** {@code from} is now when left out. */
  record NewPlaceBinding(@Nullable String place, @Nullable String from) {}

  private final Assets assets;
  private final Scope scope;
  private final InstantSource time;

  PlacesResource(Assets assets, Scope scope, InstantSource time) {
    this.assets = assets;
    this.scope = scope;
    this.time = time;
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

  @Operation(summary = "The app's assets, with their devices and places over time")
  @GetMapping("/assets")
  List<AssetBody> assets(@PathVariable String app) {
    return assets.all(scope.app(app).id()).stream().map(AssetBody::of).toList();
  }

  @Operation(summary = "Create an asset")
  @PostMapping("/assets")
  @ResponseStatus(HttpStatus.CREATED)
  AssetBody create(@PathVariable String app, @RequestBody NewAsset body) {
    return AssetBody.of(
        RefusedRequest.orRefuse(
            assets.create(
                scope.app(app).id(),
                body.id() == null ? "" : body.id(),
                body.name() == null ? "" : body.name(),
                body.kind() == null ? "" : body.kind())));
  }

  @Operation(summary = "One asset")
  @GetMapping("/assets/{asset}")
  AssetBody one(@PathVariable String app, @PathVariable String asset) {
    return assets
        .find(scope.app(app).id(), Texts.line(asset))
        .map(AssetBody::of)
        .orElseThrow(
            () ->
                RefusedRequest.notFound(
                    "asset.unknown",
                    "There is no asset %s: create it first.".formatted(Texts.quoted(asset))));
  }

  @Operation(summary = "Attach a device to the asset from a moment on")
  @PostMapping("/assets/{asset}/devices")
  AssetBody bind(
      @PathVariable String app, @PathVariable String asset, @RequestBody NewDeviceBinding body) {
    String device = body.device() == null ? "" : body.device();
    if (!DeviceId.isValid(device)) {
      throw RefusedRequest.badRequest(
          "device.id-invalid",
          "Name the device to attach; %s is no device id.".formatted(Texts.quoted(device)));
    }
    AssetBody known = one(app, asset);
    return AssetBody.of(
        RefusedRequest.orRefuse(
            assets.bindDevice(
                scope.app(app).id(), known.id(), new DeviceId(device), from(body.from()))));
  }

  @Operation(summary = "Put the asset at a place from a moment on")
  @PostMapping("/assets/{asset}/places")
  AssetBody bind(
      @PathVariable String app, @PathVariable String asset, @RequestBody NewPlaceBinding body) {
    AssetBody known = one(app, asset);
    return AssetBody.of(
        RefusedRequest.orRefuse(
            assets.bindPlace(
                scope.app(app).id(),
                known.id(),
                body.place() == null ? "" : body.place(),
                from(body.from()))));
  }

  private Instant from(@Nullable String text) {
    return text == null ? time.instant() : Moments.moment("from", text);
  }
}
