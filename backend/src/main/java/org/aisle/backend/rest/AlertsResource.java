package org.aisle.backend.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.aisle.backend.alerts.Alert;
import org.aisle.backend.alerts.Alert.State;
import org.aisle.backend.alerts.AlertEvent;
import org.aisle.backend.alerts.AlertQuery;
import org.aisle.backend.alerts.Alerts;
import org.aisle.backend.evaluation.Occurrence;
import org.aisle.backend.evaluation.Occurrence.Evidence;
import org.aisle.backend.evaluation.Occurrence.Line;
import org.aisle.backend.registry.Outcome;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.rule.Severity;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@Tag(name = "Alerts")
@RestController
@RequestMapping("/api/v1/apps/{app}/alerts")
class AlertsResource {

  private static final int MOST = 1_000;
  private static final int USUAL = 100;
  private static final int FARTHEST = 100_000;

  /**
   * {@code state} lists states, {@code severity} is the least that is wanted, {@code group} a
   * device group, {@code from} and {@code to} limit when alerts lasted, {@code order} is severity
   * or newest.
   */
  record Wanted(
      @Nullable String state,
      @Nullable String device,
      @Nullable String rule,
      @Nullable String place,
      @Nullable String group,
      @Nullable String severity,
      @Nullable String assignee,
      @Nullable String from,
      @Nullable String to,
      @Nullable Boolean shelved,
      @Nullable String order,
      @Nullable Integer offset,
      @Nullable Integer limit) {}

  /** {@code total} without offset and limit. */
  record Page(long total, List<AlertBody> alerts) {}

  record StepBody(Instant at, String severity) {}

  record AlertBody(
      long id,
      String device,
      String deviceName,
      @Nullable String asset,
      @Nullable String place,
      String rule,
      String ruleName,
      int revision,
      String state,
      String severity,
      Instant startedAt,
      Instant raisedAt,
      @Nullable Instant clearedAt,
      @Nullable String clearing,
      @Nullable String silence,
      Instant toldAt,
      @Nullable Instant acknowledgedAt,
      @Nullable String acknowledgedBy,
      @Nullable String assignee,
      @Nullable Instant shelvedUntil,
      @Nullable String reason,
      String sentence) {
    static AlertBody of(Alert a) {
      Occurrence o = a.occurrence();
      return new AlertBody(
          a.id(),
          a.device().device().value(),
          a.deviceName(),
          a.asset(),
          a.place(),
          o.rule(),
          a.ruleName(),
          o.revision(),
          Words.of(a.state()),
          Words.of(a.severity()),
          o.startedAt(),
          o.raisedAt(),
          o.clearedAt(),
          Words.orNull(o.clearing()),
          Words.orNull(a.silence()),
          a.told(),
          a.acknowledgedAt(),
          a.acknowledgedBy(),
          a.assignee(),
          a.shelvedUntil(),
          a.reason(),
          o.evidence().sentence());
    }
  }

  record SampleBody(Instant observedAt, Map<String, Object> values) {}

  record LineBody(String field, @Nullable Double limit) {
    static LineBody of(Line line) {
      return new LineBody(line.field(), line.limit());
    }
  }

  record EvidenceBody(
      String sentence,
      Instant from,
      Instant until,
      long readings,
      List<LineBody> lines,
      List<SampleBody> samples) {
    static EvidenceBody of(Evidence e) {
      return new EvidenceBody(
          e.sentence(),
          e.from(),
          e.until(),
          e.readings(),
          e.lines().stream().map(LineBody::of).toList(),
          e.samples().stream()
              .map(s -> new SampleBody(s.observedAt(), JsonValues.all(s.values())))
              .toList());
    }
  }

  /** {@code by} is null for Aisle itself. */
  record EventBody(Instant at, String kind, @Nullable String by, String sentence) {
    static EventBody of(AlertEvent e) {
      return new EventBody(e.at(), Words.of(e.kind()), e.by(), e.sentence());
    }
  }

  record Detail(
      AlertBody alert, List<StepBody> severities, EvidenceBody evidence, List<EventBody> history) {}

  record Acknowledgement(@Nullable Set<Long> ids, @Nullable String comment) {}

  /** Also for an empty body. */
  record Comment(@Nullable String comment) {}

  /** Nobody when null. */
  record Assignment(@Nullable String assignee) {}

  /** Not shelved any more when {@code until} is there and null. */
  record Shelving(
      @Schema(type = "string", format = "date-time", nullable = true) @Nullable JsonNode until) {}

  private final Alerts alerts;
  private final Scope scope;

  AlertsResource(Alerts alerts, Scope scope) {
    this.alerts = alerts;
    this.scope = scope;
  }

  @Operation(summary = "Alerts, the most severe first, then the newest")
  @GetMapping
  Page all(
      @PathVariable String app,
      @ParameterObject @ModelAttribute Wanted wanted,
      HttpServletRequest request) {
    known(request.getParameterMap().keySet());
    AppId id = scope.app(app).id();
    AlertQuery query = query(wanted).among(scope.members(id, wanted.group()));
    return new Page(
        alerts.count(id, query), alerts.find(id, query).stream().map(AlertBody::of).toList());
  }

  @Operation(summary = "One alert with what shows it and what happened to it")
  @GetMapping("/{alert}")
  Detail one(@PathVariable String app, @PathVariable long alert) {
    AppId id = scope.app(app).id();
    Alert found = alerts.find(id, alert).orElseThrow(() -> unknown(alert));
    return new Detail(
        AlertBody.of(found),
        found.occurrence().severities().stream()
            .map(s -> new StepBody(s.at(), Words.of(s.severity())))
            .toList(),
        EvidenceBody.of(found.occurrence().evidence()),
        alerts.history(id, alert).stream().map(EventBody::of).toList());
  }

  @Operation(summary = "Acknowledge alerts; those that do not last are left as they are")
  @PostMapping("/acknowledge")
  List<AlertBody> acknowledge(
      @PathVariable String app, @RequestBody Acknowledgement body, Authentication who) {
    Set<Long> ids = new TreeSet<>();
    for (Long id : body.ids() == null ? Set.<Long>of() : body.ids()) {
      if (id != null) {
        ids.add(id);
      }
    }
    return RefusedRequest.orRefuse(
            alerts.acknowledge(scope.app(app).id(), ids, RulesResource.by(who), body.comment()))
        .stream()
        .map(AlertBody::of)
        .toList();
  }

  @Operation(summary = "Acknowledge an alert")
  @PostMapping("/{alert}/acknowledge")
  AlertBody acknowledge(
      @PathVariable String app,
      @PathVariable long alert,
      @RequestBody(required = false) @Nullable Comment body,
      Authentication who) {
    AppId id = known(app, alert);
    return AlertBody.of(
        RefusedRequest.orRefuse(
                alerts.acknowledge(id, Set.of(alert), RulesResource.by(who), comment(body)))
            .getFirst());
  }

  @Operation(summary = "Say who looks after an alert")
  @PostMapping("/{alert}/assign")
  AlertBody assign(
      @PathVariable String app,
      @PathVariable long alert,
      @RequestBody Assignment body,
      Authentication who) {
    return done(alerts.assign(known(app, alert), alert, body.assignee(), RulesResource.by(who)));
  }

  @Operation(summary = "Comment on an alert in plain text")
  @PostMapping("/{alert}/comment")
  AlertBody comment(
      @PathVariable String app,
      @PathVariable long alert,
      @RequestBody Comment body,
      Authentication who) {
    String text = comment(body);
    return done(
        alerts.comment(known(app, alert), alert, text == null ? "" : text, RulesResource.by(who)));
  }

  @Operation(summary = "Hide an alert from the open ones until a moment")
  @PostMapping("/{alert}/shelve")
  AlertBody shelve(
      @PathVariable String app,
      @PathVariable long alert,
      @RequestBody Shelving body,
      Authentication who) {
    Instant until = until(body.until());
    return done(alerts.shelve(known(app, alert), alert, until, RulesResource.by(who)));
  }

  /** Null when it is to be shelved no more. */
  private static @Nullable Instant until(@Nullable JsonNode until) {
    if (until == null) {
      throw RefusedRequest.badRequest(
          "alert.until-missing",
          "Say until when, as {\"until\": \"2026-11-21T18:00:00Z\"}; null ends the shelving.");
    }
    return until.isNull() ? null : Moments.moment("until", until.asString(until.toString()));
  }

  @Operation(summary = "Close an alert that was cleared")
  @PostMapping("/{alert}/close")
  AlertBody close(
      @PathVariable String app,
      @PathVariable long alert,
      @RequestBody(required = false) @Nullable Comment body,
      Authentication who) {
    return done(alerts.close(known(app, alert), alert, comment(body), RulesResource.by(who)));
  }

  private AppId known(String app, long alert) {
    AppId id = scope.app(app).id();
    if (alerts.find(id, alert).isEmpty()) {
      throw unknown(alert);
    }
    return id;
  }

  /** A parameter that is misspelt must not find everything. */
  private static void known(Set<String> given) {
    List<String> known =
        Arrays.stream(Wanted.class.getRecordComponents()).map(RecordComponent::getName).toList();
    given.stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw RefusedRequest.badRequest(
                  "parameter.unknown",
                  "There is no parameter %s: use %s."
                      .formatted(Texts.quoted(name), String.join(", ", known)));
            });
  }

  private static AlertQuery query(Wanted w) {
    if (w.device() != null && !DeviceId.isValid(w.device())) {
      throw RefusedRequest.badRequest(
          "parameter.device-invalid",
          "%s is no device id: name a device of the app.".formatted(Texts.quoted(w.device())));
    }
    if (w.order() != null && !Set.of("severity", "newest").contains(w.order())) {
      throw RefusedRequest.badRequest("parameter.order-invalid", "Order by severity or newest.");
    }
    return new AlertQuery(
        Words.several("state", w.state(), State.class),
        w.device() == null ? null : new DeviceId(w.device()),
        w.rule() == null ? null : Texts.line(w.rule()),
        w.place() == null ? null : Texts.line(w.place()),
        w.severity() == null ? null : Words.one("severity", w.severity(), Severity.class),
        w.assignee() == null ? null : Texts.line(w.assignee()),
        w.from() == null ? null : Moments.moment("from", w.from()),
        w.to() == null ? null : Moments.moment("to", w.to()),
        !Boolean.FALSE.equals(w.shelved()),
        "newest".equals(w.order()),
        number("offset", w.offset(), 0, 0, FARTHEST),
        number("limit", w.limit(), USUAL, 1, MOST));
  }

  private static int number(String name, @Nullable Integer given, int usual, int least, int most) {
    if (given != null && (given < least || given > most)) {
      throw RefusedRequest.badRequest(
          "parameter." + name + "-invalid",
          "Choose %s of %d to %,d."
              .formatted(name.equals("limit") ? "a limit" : "an offset", least, most));
    }
    return given == null ? usual : given;
  }

  private static @Nullable String comment(@Nullable Comment body) {
    return body == null ? null : body.comment();
  }

  private static AlertBody done(Outcome<Alert> outcome) {
    return AlertBody.of(RefusedRequest.orRefuse(outcome));
  }

  private static RefusedRequest unknown(long alert) {
    return RefusedRequest.notFound(
        "alert.unknown",
        "This app has no alert %d: list them to see which it has.".formatted(alert));
  }
}
