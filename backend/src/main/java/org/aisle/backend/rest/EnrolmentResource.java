package org.aisle.backend.rest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.aisle.backend.gateways.Enrolments;
import org.aisle.backend.gateways.GatewayDirectories;
import org.aisle.backend.gateways.GatewayDirectories.Answer;
import org.aisle.backend.gateways.GatewayDirectories.Question;
import org.aisle.templates.directory.DirectoryFormat;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "For gateways")
@RestController
@RequestMapping("/api/v1/gateway")
class EnrolmentResource {

  private static final int LONGEST_WAIT = 50;

  /** Newer gateways may say more. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record ApplicantBody(
      @Nullable String token, @Nullable Integer protocol, @Nullable String version) {}

  /** The password is shown this once. */
  record JoinedBody(String app, String gateway, String user, String password, int protocol) {}

  private final Enrolments enrolments;
  private final GatewayDirectories directories;

  EnrolmentResource(Enrolments enrolments, GatewayDirectories directories) {
    this.enrolments = enrolments;
    this.directories = directories;
  }

  @Operation(summary = "Join with a one-time token; the answer's credentials replace those before")
  @PostMapping("/enrolment")
  ResponseEntity<JoinedBody> enrol(@RequestBody ApplicantBody body, HttpServletRequest request) {
    Enrolments.Applicant applicant =
        new Enrolments.Applicant(
            body.token() == null ? "" : body.token(),
            body.protocol() == null ? 0 : body.protocol(),
            body.version() == null ? "" : body.version());
    return switch (enrolments.enrol(applicant, String.valueOf(request.getRemoteAddr()))) {
      case Enrolments.Outcome.Joined(DeviceRef gateway, String password) ->
          ResponseEntity.ok()
              .header(HttpHeaders.CACHE_CONTROL, "no-store")
              .body(
                  new JoinedBody(
                      gateway.app().value(),
                      gateway.device().value(),
                      gateway.username(),
                      password,
                      DirectoryFormat.PROTOCOL));
      case Enrolments.Outcome.Refused(String code, String sentence) ->
          throw new RefusedRequest(
              code.startsWith("enrolment.") ? HttpStatus.FORBIDDEN : HttpStatus.CONFLICT,
              code,
              sentence);
      case Enrolments.Outcome.Throttled(Duration wait) ->
          throw new RefusedRequest(
              HttpStatus.TOO_MANY_REQUESTS,
              "enrolment.throttled",
              "Too many wrong tokens came from this address: try again in %d minutes."
                  .formatted(wait.toMinutes() + 1));
    };
  }

  @Operation(
      summary = "What this gateway must know of the registry",
      description =
          "With the ETag of what it has as If-None-Match the answer waits for a change, for 'wait'"
              + " seconds at most, and is 304 when there was none.")
  @GetMapping(path = "/directory", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<byte[]> directory(
      @AuthenticationPrincipal DeviceRef gateway,
      @RequestParam(defaultValue = "0") int wait,
      @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String etag,
      @RequestHeader(name = "Aisle-Protocol", defaultValue = "0") int protocol,
      @RequestHeader(name = "Aisle-Version", required = false) @Nullable String version,
      @RequestHeader(name = "Aisle-Instance", required = false) @Nullable String instance,
      HttpServletRequest request) {
    if (wait < 0 || wait > LONGEST_WAIT) {
      throw RefusedRequest.badRequest(
          "parameter.wait-invalid", "Wait 0 to %d seconds.".formatted(LONGEST_WAIT));
    }
    enrolments
        .unfit(protocol)
        .ifPresent(
            unfit -> {
              throw new RefusedRequest(HttpStatus.CONFLICT, unfit.code(), unfit.sentence());
            });
    Answer answer =
        directories.ask(
            new Question(
                gateway,
                etag == null ? null : etag.strip().replace("\"", ""),
                Duration.ofSeconds(wait),
                instance,
                version,
                String.valueOf(request.getServerName())));
    return switch (answer) {
      case Answer.Document(byte[] bytes, String tag) ->
          ResponseEntity.ok()
              .eTag("\"" + tag + "\"")
              .header(HttpHeaders.CACHE_CONTROL, "no-store")
              .contentType(MediaType.APPLICATION_JSON)
              .body(bytes);
      case Answer.Unchanged(String tag) ->
          ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag("\"" + tag + "\"").build();
      case Answer.TakenOver taken ->
          throw new RefusedRequest(
              HttpStatus.CONFLICT,
              "gateway.taken-over",
              "Another process has spoken with this gateway's credentials since %s and goes on: stop this one, or give it a gateway of its own."
                  .formatted(taken.since()));
      case Answer.NoGateway none ->
          throw new RefusedRequest(
              HttpStatus.FORBIDDEN,
              "gateway.unknown",
              "These are the credentials of a device: add a gateway on the page Gateways.");
      case Answer.NoUplink(String sentence) ->
          throw new RefusedRequest(HttpStatus.SERVICE_UNAVAILABLE, "gateway.uplink-none", sentence);
    };
  }
}
