package org.aisle.backend.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.aisle.backend.rejections.Rejections;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.Rejection;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Rejections")
@RestController
@RequestMapping("/api/v1")
class RejectionsResource {

  private static final int MOST = 1_000;

  /**
   * {@code retry} says whether the same bytes could succeed later; {@code payload} is the beginning
   * of what arrived, in base64, of {@code payloadSize} bytes.
   */
  record RejectionBody(
      Instant at,
      @Nullable String app,
      @Nullable String device,
      String code,
      String retry,
      @Nullable String field,
      String sentence,
      @Nullable String topic,
      @Nullable String client,
      byte[] payload,
      int payloadSize) {
    static RejectionBody of(Rejection r) {
      AppId app = r.app();
      DeviceId device = r.device();
      return new RejectionBody(
          r.at(),
          app == null ? null : app.value(),
          device == null ? null : device.value(),
          r.code().code(),
          r.code().retry().name().toLowerCase(Locale.ROOT),
          r.field(),
          r.sentence(),
          r.topic(),
          r.client(),
          r.payload(),
          r.payloadSize());
    }
  }

  private final Rejections rejections;
  private final Scope scope;

  RejectionsResource(Rejections rejections, Scope scope) {
    this.rejections = rejections;
    this.scope = scope;
  }

  @Operation(summary = "What was refused of a device, registered or not; newest first")
  @GetMapping("/apps/{app}/devices/{device}/rejections")
  List<RejectionBody> ofDevice(
      @PathVariable String app,
      @PathVariable String device,
      @RequestParam(defaultValue = "100") int limit) {
    AppId id = scope.app(app).id();
    if (!DeviceId.isValid(device)) {
      throw Scope.unknownDevice(app, device);
    }
    return rejections.of(new DeviceRef(id, new DeviceId(device)), checked(limit)).stream()
        .map(RejectionBody::of)
        .toList();
  }

  @Operation(summary = "What was refused in the app, unknown devices included; newest first")
  @GetMapping("/apps/{app}/rejections")
  List<RejectionBody> ofApp(
      @PathVariable String app, @RequestParam(defaultValue = "100") int limit) {
    return rejections.of(scope.app(app).id(), checked(limit)).stream()
        .map(RejectionBody::of)
        .toList();
  }

  @Operation(summary = "What was refused and names no existing app (administrators)")
  @GetMapping("/rejections")
  List<RejectionBody> homeless(@RequestParam(defaultValue = "100") int limit) {
    return rejections.homeless(checked(limit)).stream().map(RejectionBody::of).toList();
  }

  private static int checked(int limit) {
    if (limit < 1 || limit > MOST) {
      throw RefusedRequest.badRequest(
          "parameter.limit-invalid", "Choose a limit of 1 to %d.".formatted(MOST));
    }
    return limit;
  }
}
