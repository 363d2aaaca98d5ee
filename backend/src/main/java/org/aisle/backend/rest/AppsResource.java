package org.aisle.backend.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.AppGallery;
import org.aisle.backend.registry.AppPlan;
import org.aisle.backend.registry.AppPlans;
import org.aisle.backend.registry.Apps;
import org.aisle.templates.app.AppTemplate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Apps")
@RestController
@RequestMapping("/api/v1")
class AppsResource {

  record AppBody(
      String id,
      String name,
      @Nullable String template,
      String zone,
      @Nullable String retention,
      Instant createdAt) {
    static AppBody of(App app) {
      Duration retention = app.retention();
      return new AppBody(
          app.id().value(),
          app.name(),
          app.template(),
          app.zone().getId(),
          retention == null ? null : retention.toString(),
          app.createdAt());
    }
  }

  record AppTemplateBody(
      String id, String version, String name, String persona, String story, int devices) {
    static AppTemplateBody of(AppTemplate t) {
      return new AppTemplateBody(
          t.id(), t.version(), t.name(), t.persona(), t.story(), t.fleet().members().size());
    }
  }

  /** {@code rows} is about how many readings the history has. */
  record PlanBody(int devices, String history, long rows, boolean simulated) {
    static PlanBody of(AppPlans.Outlook outlook) {
      return new PlanBody(
          outlook.devices(), outlook.history().toString(), outlook.rows(), outlook.simulated());
    }
  }

  /** {@code retention} as an ISO 8601 duration, or null for ever. */
  record Retention(@Nullable String retention) {}

  private final Apps apps;
  private final AppPlans plans;
  private final AppGallery gallery;
  private final Scope scope;

  AppsResource(Apps apps, AppPlans plans, AppGallery gallery, Scope scope) {
    this.apps = apps;
    this.plans = plans;
    this.gallery = gallery;
    this.scope = scope;
  }

  @Operation(summary = "The app templates that an app can be made from")
  @GetMapping("/app-templates")
  List<AppTemplateBody> templates() {
    return gallery.all().stream().map(AppTemplateBody::of).toList();
  }

  @Operation(summary = "All apps")
  @GetMapping("/apps")
  List<AppBody> all() {
    return apps.all().stream().map(AppBody::of).toList();
  }

  @Operation(
      summary = "Create an app, empty or from an app template",
      description =
          "Refused with all faults at once and nothing done. What is left out is as the template"
              + " has it; simulated devices live on a server that simulates, else they are"
              + " registered and stay silent.")
  @PostMapping("/apps")
  @ResponseStatus(HttpStatus.CREATED)
  AppBody create(@RequestBody AppPlan body) {
    return AppBody.of(RefusedRequest.orRefuse(plans.make(body)));
  }

  @Operation(summary = "What creating this app would make, or all that is wrong; nothing is done")
  @PostMapping("/apps/plan")
  PlanBody plan(@RequestBody AppPlan body) {
    return PlanBody.of(RefusedRequest.orRefuse(plans.outlook(body)));
  }

  @Operation(summary = "One app")
  @GetMapping("/apps/{app}")
  AppBody one(@PathVariable String app) {
    return AppBody.of(scope.app(app));
  }

  @Operation(summary = "Drop an app with all its data (administrators)")
  @DeleteMapping("/apps/{app}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void drop(@PathVariable String app) {
    apps.drop(scope.app(app).id());
  }

  @Operation(summary = "How long readings are kept")
  @PutMapping("/apps/{app}/retention")
  AppBody retain(@PathVariable String app, @RequestBody Retention body) {
    Duration retention = null;
    if (body.retention() != null) {
      try {
        retention = Duration.parse(body.retention());
      } catch (DateTimeParseException | ArithmeticException e) {
        throw RefusedRequest.badRequest(
            "retention.invalid",
            "Write the retention as an ISO 8601 duration like P90D, or null for ever.");
      }
    }
    return AppBody.of(RefusedRequest.orRefuse(apps.retain(scope.app(app).id(), retention)));
  }
}
