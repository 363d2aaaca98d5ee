package org.aisle.backend.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.aisle.backend.access.Access;
import org.aisle.backend.evaluation.Occurrence;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.rules.Rules;
import org.aisle.backend.rules.Rules.Found;
import org.aisle.backend.rules.Rules.Preview;
import org.aisle.backend.rules.StoredRule;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.reading.Times;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.RuleFault;
import org.aisle.templates.rule.RuleJson;
import org.aisle.templates.rule.RuleOutcome;
import org.aisle.templates.rule.RuleReader;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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
import tools.jackson.databind.JsonNode;

@Tag(name = "Rules")
@RestController
@RequestMapping("/api/v1/apps/{app}/rules")
class RulesResource {

  private static final Duration USUAL_BACK = Duration.ofDays(30);
  private static final int LONGEST_KEY = 100;

  record FaultBody(String key, String code, String sentence) {
    static List<FaultBody> of(List<RuleFault> faults) {
      return faults.stream().map(f -> new FaultBody(f.key(), f.code(), f.sentence())).toList();
    }
  }

  /**
   * {@code rule} has the shape of a rule's file and may be put back; {@code since} is null for
   * rules that judge from the beginning; {@code faults} say what is wrong with it by now.
   */
  record RuleBody(
      String id,
      Map<String, Object> rule,
      int revision,
      @Nullable Instant since,
      String changedBy,
      Instant changedAt,
      List<FaultBody> faults) {
    static RuleBody of(StoredRule stored) {
      return new RuleBody(
          stored.active().rule().id(),
          JsonValues.object(RuleJson.tree(stored.active().rule())),
          stored.active().revision(),
          stored.active().since(),
          stored.changedBy(),
          stored.changedAt(),
          FaultBody.of(stored.faults()));
    }
  }

  record Faults(List<FaultBody> faults) {}

  /** {@code back} is P30D when left out. */
  record PreviewRequest(@Nullable JsonNode rule, @Nullable String back) {}

  record FoundBody(
      String device,
      Instant startedAt,
      Instant raisedAt,
      @Nullable Instant clearedAt,
      @Nullable String clearing,
      String severity,
      String sentence) {
    static FoundBody of(Found found) {
      Occurrence o = found.occurrence();
      return new FoundBody(
          found.device().device().value(),
          o.startedAt(),
          o.raisedAt(),
          o.clearedAt(),
          Words.orNull(o.clearing()),
          Words.of(o.severity()),
          o.evidence().sentence());
    }
  }

  /** How many alerts on how many devices, and which. */
  record FoundAlerts(int count, long devices, List<FoundBody> alerts) {
    static FoundAlerts of(List<Found> found) {
      return new FoundAlerts(
          found.size(),
          found.stream().map(Found::device).distinct().count(),
          found.stream().map(FoundBody::of).toList());
    }
  }

  /** {@code replaced} is what the stored rule of the same id would have done; else null. */
  record PreviewBody(
      Instant from, Instant until, int devices, FoundAlerts found, @Nullable FoundAlerts replaced) {
    static PreviewBody of(Preview preview) {
      List<Found> replaced = preview.replaced();
      return new PreviewBody(
          preview.from(),
          preview.until(),
          preview.devices(),
          FoundAlerts.of(preview.alerts()),
          replaced == null ? null : FoundAlerts.of(replaced));
    }
  }

  private final Rules rules;
  private final Scope scope;

  RulesResource(Rules rules, Scope scope) {
    this.rules = rules;
    this.scope = scope;
  }

  @Operation(summary = "The app's rules, by name")
  @GetMapping
  List<RuleBody> all(@PathVariable String app) {
    return rules.all(scope.app(app).id()).stream().map(RuleBody::of).toList();
  }

  @Operation(summary = "One rule")
  @GetMapping("/{rule}")
  RuleBody one(@PathVariable String app, @PathVariable String rule) {
    return rules.find(scope.app(app).id(), rule).map(RuleBody::of).orElseThrow(() -> unknown(rule));
  }

  @Operation(
      summary = "Create a rule or change it",
      description =
          "The body is the rule, in the shape of a rule's file. It judges from now on, or since a"
              + " moment, or the word beginning: then also what is stored. What an earlier"
              + " revision raised stays, and is cleared if it lasted. With If-Match: \"3\" only"
              + " revision 3 is replaced, with If-None-Match: * none; else nothing is saved and"
              + " the answer is 412.")
  @PutMapping(value = "/{rule}", consumes = MediaType.APPLICATION_JSON_VALUE)
  RuleBody put(
      @PathVariable String app,
      @PathVariable String rule,
      @RequestParam(required = false) @Nullable String since,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false)
          @Nullable String ifNoneMatch,
      @RequestBody byte[] body,
      Authentication who) {
    AppId id = scope.app(app).id();
    Integer replaces = Preconditions.replaces(ifMatch, ifNoneMatch);
    Rule read = read(RuleReader.json(rule, body));
    return RuleBody.of(orRefuse(rules.put(id, read, replaces, since(since), by(who))));
  }

  /** 412 when somebody else was faster. */
  private static StoredRule orRefuse(Outcome<StoredRule> outcome) {
    if (outcome instanceof Outcome.Refused<StoredRule> refused && Rules.isConflict(refused)) {
      throw new RefusedRequest(HttpStatus.PRECONDITION_FAILED, refused.problems());
    }
    return RefusedRequest.orRefuse(outcome);
  }

  private static @Nullable Instant since(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return text.equals("beginning") ? Times.EARLIEST : Moments.moment("since", text);
  }

  @Operation(
      summary = "Remove a rule; what it raised stays, and is cleared if it lasted",
      description = "With If-Match: \"3\" only revision 3 is removed; else the answer is 412.")
  @DeleteMapping("/{rule}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(
      @PathVariable String app,
      @PathVariable String rule,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Authentication who) {
    AppId id = scope.app(app).id();
    orRefuse(
        rules
            .remove(id, rule, Preconditions.replaces(ifMatch, null), by(who))
            .orElseThrow(() -> unknown(rule)));
  }

  @Operation(summary = "Everything wrong with a rule; it is not saved")
  @PostMapping(value = "/check", consumes = MediaType.APPLICATION_JSON_VALUE)
  Faults check(@PathVariable String app, @RequestBody byte[] body) {
    AppId id = scope.app(app).id();
    return new Faults(
        FaultBody.of(
            switch (RuleReader.json(null, body)) {
              case RuleOutcome.Read(Rule rule) -> rules.check(id, rule);
              case RuleOutcome.Faults(var faults) -> faults;
            }));
  }

  @Operation(summary = "What a rule would have done on the stored history; it is not saved")
  @PostMapping("/preview")
  PreviewBody preview(
      @PathVariable String app, @RequestBody PreviewRequest body, HttpServletResponse response) {
    AppId id = scope.app(app).id();
    JsonNode rule = body.rule();
    if (rule == null || !rule.isObject()) {
      throw RefusedRequest.badRequest(
          "preview.rule-missing", "Send the rule as an object under the key rule.");
    }
    Rule read = read(RuleReader.json(null, rule.toString().getBytes(StandardCharsets.UTF_8)));
    return PreviewBody.of(
        RefusedRequest.orRefuse(rules.preview(id, read, back(body.back()), new Pulse(response))));
  }

  private static Duration back(@Nullable String text) {
    if (text == null) {
      return USUAL_BACK;
    }
    try {
      return Duration.parse(text.strip());
    } catch (DateTimeException | ArithmeticException e) {
      throw RefusedRequest.badRequest(
          "preview.back-invalid",
          "Write back as a duration like P30D or PT12H; %s is none.".formatted(Texts.quoted(text)));
    }
  }

  /** What cannot even be read is the sender's mistake: 400, with all faults. */
  private static Rule read(RuleOutcome outcome) {
    return switch (outcome) {
      case RuleOutcome.Read(Rule rule) -> rule;
      case RuleOutcome.Faults(var faults) ->
          throw new RefusedRequest(
              HttpStatus.BAD_REQUEST,
              faults.stream().map(f -> new Problem(f.code(), sentence(f))).toList());
    };
  }

  private static String sentence(RuleFault fault) {
    return fault.key().isEmpty() || fault.key().length() > LONGEST_KEY
        ? fault.sentence()
        : fault.key() + ": " + fault.sentence();
  }

  static String by(Authentication who) {
    return who.getPrincipal() instanceof Access.Principal principal
        ? principal.name()
        : who.getName();
  }

  private static RefusedRequest unknown(String rule) {
    return RefusedRequest.notFound(
        "rule.unknown", "There is no rule %s: create it first.".formatted(Texts.quoted(rule)));
  }
}
