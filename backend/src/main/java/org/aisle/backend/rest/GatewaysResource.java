package org.aisle.backend.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.aisle.backend.gateways.Gateways;
import org.aisle.backend.gateways.Gateways.Invited;
import org.aisle.backend.gateways.StoreGateway;
import org.aisle.backend.registry.ServedDevices;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Gateways")
@RestController
@RequestMapping("/api/v1/apps/{app}/gateways")
class GatewaysResource {

  enum Serves {
    ASSIGNED,
    APP
  }

  /** What it says of itself, its queue among it, is the telemetry of the device of the same id. */
  record GatewayBody(
      String id,
      String name,
      String state,
      String serves,
      boolean enabled,
      @Nullable String place,
      @Nullable String version,
      @Nullable Instant enrolledAt,
      @Nullable Instant seenAt,
      @Nullable Instant tokenExpiresAt,
      @Nullable Instant duplicateAt) {
    static GatewayBody of(StoreGateway g, Instant now) {
      return new GatewayBody(
          g.ref().device().value(),
          g.device().name(),
          Words.of(g.state(now)),
          Words.of(g.servesApp() ? Serves.APP : Serves.ASSIGNED),
          g.device().enabled(),
          g.device().place(),
          g.version(),
          g.enrolledAt(),
          g.seenAt(),
          g.tokenExpiresAt(),
          g.duplicateAt());
    }
  }

  /** The token is shown this once; it is used once, until {@code expiresAt}. */
  record InvitedBody(GatewayBody gateway, String token, Instant expiresAt) {}

  /** {@code serves} is {@code assigned}, the default, or {@code app}. */
  record NewGatewayBody(
      @Nullable String id,
      @Nullable String name,
      @Nullable String place,
      @Nullable String serves) {}

  /** What is null or absent stays as it is. */
  record ChangeBody(@Nullable String name, @Nullable String serves, @Nullable Boolean enabled) {}

  private final Gateways gateways;
  private final ServedDevices served;
  private final Scope scope;
  private final InstantSource time;

  GatewaysResource(Gateways gateways, ServedDevices served, Scope scope, InstantSource time) {
    this.gateways = gateways;
    this.served = served;
    this.scope = scope;
    this.time = time;
  }

  @Operation(summary = "The gateways that run on their own")
  @GetMapping
  List<GatewayBody> all(@PathVariable String app) {
    Instant now = time.instant();
    return gateways.all(scope.app(app).id()).stream().map(g -> GatewayBody.of(g, now)).toList();
  }

  @Operation(summary = "Add a gateway; its one-time enrolment token is shown this once")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  InvitedBody add(@PathVariable String app, @RequestBody NewGatewayBody body) {
    Boolean servesApp = servesApp(body.serves());
    return invited(
        RefusedRequest.orRefuse(
            gateways.add(
                scope.app(app).id(),
                new Gateways.NewGateway(
                    body.id() == null ? "" : body.id(),
                    body.name(),
                    body.place(),
                    Boolean.TRUE.equals(servesApp)))));
  }

  @Operation(summary = "One gateway")
  @GetMapping("/{gateway}")
  GatewayBody one(@PathVariable String app, @PathVariable String gateway) {
    return GatewayBody.of(gateway(app, gateway), time.instant());
  }

  @Operation(summary = "Change a gateway's name, whom it serves, or whether it is let in")
  @PatchMapping("/{gateway}")
  GatewayBody change(
      @PathVariable String app, @PathVariable String gateway, @RequestBody ChangeBody body) {
    return GatewayBody.of(
        RefusedRequest.orRefuse(
            gateways.change(
                gateway(app, gateway).ref(),
                new Gateways.Change(body.name(), servesApp(body.serves()), body.enabled()))),
        time.instant());
  }

  @Operation(
      summary = "Make a new enrolment token",
      description =
          "One that waits unused is void at once; what the gateway has holds until the new token is"
              + " used.")
  @PostMapping("/{gateway}/enrolment")
  InvitedBody invite(@PathVariable String app, @PathVariable String gateway) {
    return invited(RefusedRequest.orRefuse(gateways.invite(gateway(app, gateway).ref())));
  }

  @Operation(summary = "Let a gateway act for a device, and no other gateway any more")
  @PutMapping("/{gateway}/devices/{device}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void assign(@PathVariable String app, @PathVariable String gateway, @PathVariable String device) {
    String via = gateway(app, gateway).ref().device().value();
    RefusedRequest.orRefuse(served.assign(scope.device(app, device).ref(), via));
  }

  @Operation(summary = "Take a device from a gateway")
  @DeleteMapping("/{gateway}/devices/{device}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void release(
      @PathVariable String app, @PathVariable String gateway, @PathVariable String device) {
    String via = gateway(app, gateway).ref().device().value();
    var member = scope.device(app, device);
    if (!via.equals(member.via())) {
      throw Scope.unknownDevice(app, device);
    }
    RefusedRequest.orRefuse(served.assign(member.ref(), null));
  }

  @Operation(summary = "Remove a gateway; its credentials are void at once")
  @DeleteMapping("/{gateway}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String app, @PathVariable String gateway) {
    if (!gateways.remove(gateway(app, gateway).ref())) {
      throw unknown(app, gateway);
    }
  }

  private InvitedBody invited(Invited invited) {
    return new InvitedBody(
        GatewayBody.of(invited.gateway(), time.instant()), invited.token(), invited.expiresAt());
  }

  private static @Nullable Boolean servesApp(@Nullable String serves) {
    return serves == null ? null : Words.one("serves", serves, Serves.class) == Serves.APP;
  }

  private StoreGateway gateway(String app, String id) {
    AppId known = scope.app(app).id();
    if (DeviceId.isValid(id)) {
      var found = gateways.find(new DeviceRef(known, new DeviceId(id)));
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw unknown(app, id);
  }

  private static RefusedRequest unknown(String app, String id) {
    return RefusedRequest.notFound(
        "gateway.unknown",
        "The app %s has no gateway %s: add it first.".formatted(app, Texts.quoted(id)));
  }
}
