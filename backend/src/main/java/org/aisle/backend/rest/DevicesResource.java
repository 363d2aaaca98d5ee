package org.aisle.backend.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.NewDevice;
import org.aisle.backend.registry.Registered;
import org.aisle.backend.registry.Undisturbed;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
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

@Tag(name = "Devices")
@RestController
@RequestMapping("/api/v1/apps/{app}/devices")
class DevicesResource {

  record DeviceBody(
      String id,
      String name,
      String template,
      boolean enabled,
      boolean gateway,
      @Nullable String via,
      @Nullable String place,
      Map<String, String> properties,
      boolean simulated,
      Instant createdAt) {
    static DeviceBody of(Device d) {
      return new DeviceBody(
          d.ref().device().value(),
          d.name(),
          d.template().value(),
          d.enabled(),
          d.gateway(),
          d.via(),
          d.place(),
          new TreeMap<>(d.properties()),
          d.simulated(),
          d.createdAt());
    }
  }

  /** The password is shown this once. */
  record Credentials(String username, String password) {}

  record RegisteredBody(
      String id,
      String name,
      String template,
      boolean enabled,
      boolean gateway,
      @Nullable String via,
      @Nullable String place,
      Map<String, String> properties,
      boolean simulated,
      Instant createdAt,
      Credentials credentials) {
    static RegisteredBody of(Registered registered) {
      DeviceBody d = DeviceBody.of(registered.device());
      return new RegisteredBody(
          d.id(),
          d.name(),
          d.template(),
          d.enabled(),
          d.gateway(),
          d.via(),
          d.place(),
          d.properties(),
          d.simulated(),
          d.createdAt(),
          new Credentials(registered.username(), registered.password()));
    }
  }

  /**
   * {@code template} is a DTMI, or its last segment, which means the newest version; {@code via} is
   * the gateway that may act for the device.
   */
  record NewDeviceBody(
      @Nullable String id,
      @Nullable String name,
      @Nullable String template,
      @Nullable Boolean gateway,
      @Nullable String via,
      @Nullable String place,
      @Nullable Map<String, @Nullable String> properties,
      @Nullable Boolean simulated) {}

  /** What is null or absent stays as it is. */
  record Change(
      @Nullable String name,
      @Nullable String template,
      @Nullable Boolean enabled,
      @Nullable Map<String, @Nullable String> properties) {}

  private final Devices devices;
  private final Undisturbed undisturbed;
  private final Scope scope;

  DevicesResource(Devices devices, Undisturbed undisturbed, Scope scope) {
    this.devices = devices;
    this.undisturbed = undisturbed;
    this.scope = scope;
  }

  @Operation(summary = "The registered devices")
  @GetMapping
  List<DeviceBody> all(
      @PathVariable String app,
      @RequestParam(required = false) @Nullable String text,
      @RequestParam(required = false) @Nullable String template,
      @RequestParam(required = false) @Nullable String group) {
    AppId id = scope.app(app).id();
    Set<String> members = scope.members(id, group);
    Dtmi type = template == null ? null : scope.template(id, template).id();
    return devices.find(id, text == null ? null : Texts.line(text), type).stream()
        .filter(d -> members == null || members.contains(d.ref().device().value()))
        .map(DeviceBody::of)
        .toList();
  }

  @Operation(summary = "Register a device; its password is shown this once")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  RegisteredBody register(@PathVariable String app, @RequestBody NewDeviceBody body) {
    NewDevice device =
        new NewDevice(
            body.id() == null ? "" : body.id(),
            body.name(),
            body.template() == null ? "" : body.template(),
            Boolean.TRUE.equals(body.gateway()),
            body.via(),
            body.place(),
            properties(body.properties()),
            Boolean.TRUE.equals(body.simulated()));
    return RegisteredBody.of(
        RefusedRequest.orRefuse(devices.register(scope.app(app).id(), device)));
  }

  @Operation(summary = "One device")
  @GetMapping("/{device}")
  ResponseEntity<DeviceBody> one(@PathVariable String app, @PathVariable String device) {
    return Digests.tagged(DeviceBody.of(scope.device(app, device)));
  }

  @Operation(summary = "Give the device a new password; the old one is void at once")
  @PostMapping("/{device}/credentials")
  RegisteredBody renew(@PathVariable String app, @PathVariable String device) {
    return RegisteredBody.of(
        RefusedRequest.orRefuse(devices.renewCredentials(scope.device(app, device).ref())));
  }

  @Operation(
      summary = "Change a device's name, template version, enabled state or properties",
      description =
          "A device keeps its model. With its ETag as If-Match nothing is changed when it is another"
              + " one by now: then the answer is 412.")
  @PatchMapping("/{device}")
  ResponseEntity<DeviceBody> change(
      @PathVariable String app,
      @PathVariable String device,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody Change change) {
    DeviceRef ref = scope.device(app, device).ref();
    return Digests.tagged(
        ifMatch == null
            ? changed(ref, change)
            : undisturbed.device(
                ref,
                () -> {
                  Digests.check(ifMatch, DeviceBody.of(scope.device(app, device)));
                  return changed(ref, change);
                }));
  }

  private DeviceBody changed(DeviceRef ref, Change change) {
    return DeviceBody.of(
        RefusedRequest.orRefuse(
            devices.change(
                ref,
                new Devices.Change(
                    change.name(),
                    change.template(),
                    change.enabled(),
                    properties(change.properties())))));
  }

  @Operation(summary = "Remove a device; its readings stay until the app's retention drops them")
  @DeleteMapping("/{device}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String app, @PathVariable String device) {
    DeviceRef ref = scope.device(app, device).ref();
    if (!devices.remove(ref)) {
      throw Scope.unknownDevice(app, device);
    }
  }

  static Map<String, String> properties(@Nullable Map<String, @Nullable String> given) {
    Map<String, String> properties = new TreeMap<>();
    if (given != null) {
      given.forEach(
          (path, value) -> {
            if (value == null) {
              throw RefusedRequest.badRequest(
                  "property.invalid",
                  "Give the property %s a value.".formatted(Texts.quoted(path)));
            }
            properties.put(path, value);
          });
    }
    return properties;
  }
}
