package org.aisle.backend.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.aisle.backend.notification.Destination;
import org.aisle.backend.notification.Destination.Channel;
import org.aisle.backend.notification.Destinations;
import org.aisle.backend.notification.Destinations.Dispatch;
import org.aisle.backend.notification.Destinations.Saved;
import org.aisle.backend.notification.Destinations.Status;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Notifications")
@RestController
@RequestMapping("/api/v1/apps/{app}")
class DestinationsResource {

  private static final int MOST = 1_000;

  /** {@code type} is mail, webhook or mqtt. {@code secret} is there only when it is new. */
  record DestinationBody(
      String id,
      String name,
      String type,
      @Nullable List<String> to,
      @Nullable String url,
      @Nullable String topic,
      @Nullable String secret) {

    static DestinationBody of(Destination destination, @Nullable String secret) {
      String id = destination.id();
      String name = destination.name();
      return switch (destination.channel()) {
        case Channel.Mail(List<String> to) ->
            new DestinationBody(id, name, "mail", to, null, null, null);
        case Channel.Webhook(String url) ->
            new DestinationBody(id, name, "webhook", null, url, null, secret);
        case Channel.Mqtt(String topic) ->
            new DestinationBody(id, name, "mqtt", null, null, topic, null);
      };
    }

    @Override
    public String toString() {
      return "DestinationBody[" + id + "]";
    }
  }

  /** Of {@code to}, {@code url} and {@code topic} exactly one is given: it says by which way. */
  record NewDestination(
      @Nullable String name,
      @Nullable List<@Nullable String> to,
      @Nullable String url,
      @Nullable String topic) {}

  /** What came of a test. */
  record TestBody(String sentence) {}

  /** {@code status} is waiting, sent or dead. */
  record DispatchBody(
      long id,
      String destination,
      String status,
      List<Long> alerts,
      String subject,
      Instant createdAt,
      Instant nextAt,
      int attempts,
      @Nullable String failure) {

    static DispatchBody of(Dispatch d) {
      return new DispatchBody(
          d.id(),
          d.destination(),
          d.status().name().toLowerCase(Locale.ROOT),
          d.alerts(),
          d.subject(),
          d.createdAt(),
          d.nextAt(),
          d.attempts(),
          d.failure());
    }
  }

  private final Destinations destinations;
  private final Scope scope;

  DestinationsResource(Destinations destinations, Scope scope) {
    this.destinations = destinations;
    this.scope = scope;
  }

  @Operation(summary = "Where notifications may go; rules name them by id")
  @GetMapping("/destinations")
  List<DestinationBody> all(@PathVariable String app) {
    return destinations.all(scope.app(app).id()).stream()
        .map(d -> DestinationBody.of(d, null))
        .toList();
  }

  @Operation(
      summary = "Create a destination or replace it; a new webhook's secret is shown this once")
  @PutMapping("/destinations/{destination}")
  DestinationBody put(
      @PathVariable String app,
      @PathVariable String destination,
      @RequestBody NewDestination body) {
    Saved saved =
        RefusedRequest.orRefuse(
            destinations.put(
                scope.app(app).id(),
                new Destination(
                    destination, body.name() == null ? "" : body.name(), channel(body))));
    return DestinationBody.of(saved.destination(), saved.secret());
  }

  @Operation(summary = "Remove a destination; what waits for it is given up")
  @DeleteMapping("/destinations/{destination}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String app, @PathVariable String destination) {
    if (!destinations.remove(scope.app(app).id(), Texts.line(destination))) {
      throw unknown(destination);
    }
  }

  @Operation(summary = "Send a sample notification now and say what came of it")
  @PostMapping("/destinations/{destination}/test")
  TestBody test(@PathVariable String app, @PathVariable String destination) {
    String id = Texts.line(destination);
    if (destinations.find(scope.app(app).id(), id).isEmpty()) {
      throw unknown(destination);
    }
    return new TestBody(RefusedRequest.orRefuse(destinations.test(scope.app(app).id(), id)));
  }

  @Operation(summary = "What waits, was sent and was given up; newest first")
  @GetMapping("/dispatches")
  List<DispatchBody> dispatches(
      @PathVariable String app,
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(defaultValue = "100") int limit) {
    if (limit < 1 || limit > MOST) {
      throw RefusedRequest.badRequest(
          "parameter.limit-invalid", "Choose a limit of 1 to %d.".formatted(MOST));
    }
    return destinations.dispatches(scope.app(app).id(), status(status), limit).stream()
        .map(DispatchBody::of)
        .toList();
  }

  @Operation(summary = "Try a message that was given up again from now on")
  @PostMapping("/dispatches/{dispatch}/again")
  DispatchBody again(@PathVariable String app, @PathVariable String dispatch) {
    long id;
    try {
      id = Long.parseLong(dispatch);
    } catch (NumberFormatException e) {
      throw RefusedRequest.notFound(
          "dispatch.unknown", "There is no such message: it may have been forgotten.");
    }
    return DispatchBody.of(RefusedRequest.orRefuse(destinations.again(scope.app(app).id(), id)));
  }

  private static Channel channel(NewDestination body) {
    boolean mail = body.to() != null;
    boolean webhook = body.url() != null;
    boolean mqtt = body.topic() != null;
    if ((mail ? 1 : 0) + (webhook ? 1 : 0) + (mqtt ? 1 : 0) != 1) {
      throw RefusedRequest.badRequest(
          "destination.channel-invalid",
          "Give exactly one of 'to' (mail addresses), 'url' (webhook) and 'topic' (MQTT).");
    }
    if (body.to() != null) {
      return new Channel.Mail(body.to().stream().map(a -> a == null ? "" : a).toList());
    }
    return body.url() != null
        ? new Channel.Webhook(body.url())
        : new Channel.Mqtt(body.topic() == null ? "" : body.topic());
  }

  private static @Nullable Status status(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return Arrays.stream(Status.values())
        .filter(s -> s.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                RefusedRequest.badRequest(
                    "parameter.status-invalid",
                    "%s is no status: ask for waiting, sent or dead."
                        .formatted(Texts.quoted(text))));
  }

  private static RefusedRequest unknown(String destination) {
    return RefusedRequest.notFound(
        "destination.unknown",
        "There is no destination %s: create it first.".formatted(Texts.quoted(destination)));
  }
}
