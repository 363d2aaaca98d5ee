package org.aisle.backend.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.backend.registry.Asset;
import org.aisle.backend.registry.AssetBook;
import org.aisle.backend.registry.Assets;
import org.aisle.backend.registry.Undisturbed;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Assets")
@RestController
@RequestMapping("/api/v1/apps/{app}/assets")
class AssetsResource {

  private static final int MOST = 1_000;

  /** {@code properties} hold from the beginning. */
  record New(
      @Nullable String id,
      @Nullable String name,
      @Nullable String kind,
      @Nullable String type,
      @Nullable Map<String, @Nullable String> properties) {}

  /** What is null or absent stays as it is; {@code at} is now when left out. */
  record Change(
      @Nullable String name,
      @Nullable String kind,
      @Nullable String type,
      @Nullable Map<String, @Nullable String> properties,
      @Nullable String at) {}

  record DeviceBindingBody(String device, Instant from, @Nullable Instant to) {}

  record PlaceBindingBody(String place, Instant from, @Nullable Instant to) {}

  record AssetBody(
      String id,
      String name,
      String kind,
      @Nullable String type,
      SortedMap<String, String> properties,
      List<DeviceBindingBody> devices,
      List<PlaceBindingBody> places) {
    static AssetBody of(Asset a) {
      return new AssetBody(
          a.id(),
          a.name(),
          a.kind(),
          a.type(),
          new TreeMap<>(a.properties()),
          a.devices().stream()
              .map(b -> new DeviceBindingBody(b.device().value(), b.from(), b.to()))
              .toList(),
          a.places().stream().map(b -> new PlaceBindingBody(b.place(), b.from(), b.to())).toList());
    }
  }

  /** A value and the moment from which it holds. */
  record ValueBody(Instant from, String value) {}

  /** {@code from} is now when left out; without {@code to} it lasts. */
  record NewDeviceBinding(@Nullable String device, @Nullable String from, @Nullable String to) {}

  /** {@code from} is now when left out. */
  record NewPlaceBinding(@Nullable String place, @Nullable String from) {}

  private final Assets assets;
  private final AssetBook book;
  private final Undisturbed undisturbed;
  private final Scope scope;
  private final InstantSource time;

  AssetsResource(
      Assets assets, AssetBook book, Undisturbed undisturbed, Scope scope, InstantSource time) {
    this.assets = assets;
    this.book = book;
    this.undisturbed = undisturbed;
    this.scope = scope;
    this.time = time;
  }

  @Operation(summary = "The app's assets by id, with their devices and places over time")
  @GetMapping
  List<AssetBody> all(
      @PathVariable String app,
      @RequestParam(required = false) @Nullable String text,
      @RequestParam(required = false) @Nullable String type,
      @RequestParam(defaultValue = "0") int offset,
      @RequestParam(defaultValue = "1000") int limit) {
    if (offset < 0 || limit < 1 || limit > MOST) {
      throw RefusedRequest.badRequest(
          "page.range", "Give an offset of at least 0 and a limit of 1 to %,d.".formatted(MOST));
    }
    return book
        .find(
            scope.app(app).id(),
            text == null ? null : Texts.line(text),
            type == null ? null : Texts.line(type),
            offset,
            limit)
        .assets()
        .stream()
        .map(AssetBody::of)
        .toList();
  }

  @Operation(summary = "Create an asset")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  AssetBody create(@PathVariable String app, @RequestBody New body) {
    return AssetBody.of(
        RefusedRequest.orRefuse(
            book.create(
                scope.app(app).id(),
                new AssetBook.NewAsset(
                    body.id() == null ? "" : body.id(),
                    body.name() == null ? "" : body.name(),
                    body.kind(),
                    body.type(),
                    DevicesResource.properties(body.properties())))));
  }

  @Operation(summary = "One asset")
  @GetMapping("/{asset}")
  ResponseEntity<AssetBody> one(@PathVariable String app, @PathVariable String asset) {
    return Digests.tagged(AssetBody.of(known(scope.app(app).id(), asset)));
  }

  @Operation(
      summary = "Change an asset; properties hold from \"at\" on, which may be in the past",
      description =
          "With its ETag as If-Match nothing is changed when it is another one by now: then the"
              + " answer is 412.")
  @PatchMapping("/{asset}")
  ResponseEntity<AssetBody> change(
      @PathVariable String app,
      @PathVariable String asset,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody Change body) {
    AppId id = scope.app(app).id();
    String known = known(id, asset).id();
    return Digests.tagged(
        ifMatch == null
            ? changed(id, known, body)
            : undisturbed.asset(
                id,
                known,
                () -> {
                  Digests.check(ifMatch, AssetBody.of(known(id, known)));
                  return changed(id, known, body);
                }));
  }

  private AssetBody changed(AppId app, String asset, Change body) {
    return AssetBody.of(
        RefusedRequest.orRefuse(
            book.change(
                app,
                asset,
                new AssetBook.Change(
                    body.name(),
                    body.kind(),
                    body.type(),
                    DevicesResource.properties(body.properties()),
                    body.at() == null ? null : Moments.moment("at", body.at())))));
  }

  @Operation(summary = "Remove an asset with its bindings; the readings of its devices stay")
  @DeleteMapping("/{asset}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String app, @PathVariable String asset) {
    AppId id = scope.app(app).id();
    book.remove(id, known(id, asset).id());
  }

  @Operation(summary = "Every value that each property of the asset had, and from when on")
  @GetMapping("/{asset}/properties")
  SortedMap<String, List<ValueBody>> properties(
      @PathVariable String app, @PathVariable String asset) {
    AppId id = scope.app(app).id();
    SortedMap<String, List<ValueBody>> all = new TreeMap<>();
    book.history(id, known(id, asset).id())
        .forEach(
            (name, history) -> {
              List<ValueBody> values = new ArrayList<>();
              history.forEach((from, value) -> values.add(new ValueBody(from, value)));
              all.put(name, values);
            });
    return all;
  }

  @Operation(
      summary = "Attach a device to the asset from a moment on, or for some time in the past")
  @PostMapping("/{asset}/devices")
  AssetBody attach(
      @PathVariable String app, @PathVariable String asset, @RequestBody NewDeviceBinding body) {
    AppId id = scope.app(app).id();
    return AssetBody.of(
        RefusedRequest.orRefuse(
            book.attach(
                id,
                known(id, asset).id(),
                device(body.device() == null ? "" : body.device()),
                from(body.from()),
                body.to() == null ? null : Moments.moment("to", body.to()))));
  }

  @Operation(
      summary =
          "Take the device off; \"at\" is now when left out. With \"from\", the binding that"
              + " begins then is removed as if it had never been")
  @DeleteMapping("/{asset}/devices/{device}")
  AssetBody detach(
      @PathVariable String app,
      @PathVariable String asset,
      @PathVariable String device,
      @RequestParam(required = false) @Nullable String at,
      @RequestParam(required = false) @Nullable String from) {
    AppId id = scope.app(app).id();
    if (from != null) {
      return AssetBody.of(
          RefusedRequest.orRefuse(
              book.unbind(
                  id, known(id, asset).id(), device(device), Moments.moment("from", from))));
    }
    return AssetBody.of(
        RefusedRequest.orRefuse(
            book.detach(
                id,
                known(id, asset).id(),
                device(device),
                at == null ? time.instant() : Moments.moment("at", at))));
  }

  @Operation(summary = "Put the asset at a place from a moment on")
  @PostMapping("/{asset}/places")
  AssetBody stand(
      @PathVariable String app, @PathVariable String asset, @RequestBody NewPlaceBinding body) {
    AppId id = scope.app(app).id();
    return AssetBody.of(
        RefusedRequest.orRefuse(
            assets.bindPlace(
                id,
                known(id, asset).id(),
                body.place() == null ? "" : body.place(),
                from(body.from()))));
  }

  private Asset known(AppId app, String asset) {
    return assets
        .find(app, Texts.line(asset))
        .orElseThrow(
            () ->
                RefusedRequest.notFound(
                    "asset.unknown",
                    "There is no asset %s: create it first.".formatted(Texts.quoted(asset))));
  }

  private static DeviceId device(String id) {
    if (!DeviceId.isValid(id)) {
      throw RefusedRequest.badRequest(
          "device.id-invalid",
          "Name the device to attach; %s is no device id.".formatted(Texts.quoted(id)));
    }
    return new DeviceId(id);
  }

  private Instant from(@Nullable String text) {
    return text == null ? time.instant() : Moments.moment("from", text);
  }
}
