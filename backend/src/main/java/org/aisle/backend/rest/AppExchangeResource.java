package org.aisle.backend.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.aisle.backend.exchange.AppExchange;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplateArchive;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Apps")
@RestController
@RequestMapping("/api/v1/apps")
class AppExchangeResource {

  /** {@code simulated} is true when left out. */
  record Copy(@Nullable String id, @Nullable String name, @Nullable Boolean simulated) {}

  /** An app as it was made, with what was taken though it names what the app does not have. */
  record ImportedBody(@JsonUnwrapped AppsResource.AppBody app, List<Problem> misfits) {}

  /** How much of an export names what the app does not have. */
  static final String MISFITS = "Aisle-Misfits";

  private final AppExchange exchange;
  private final Scope scope;

  AppExchangeResource(AppExchange exchange, Scope scope) {
    this.exchange = exchange;
    this.scope = scope;
  }

  @Operation(
      summary = "What the app is now, as the zipped folder of an app template",
      description =
          "When rules, tiles, groups or values name what the app does not have, the header"
              + " Aisle-Misfits says how many, and the archive's README.md which.")
  @GetMapping(value = "/{app}/export", produces = "application/zip")
  void export(@PathVariable String app, HttpServletResponse response) throws IOException {
    App found = scope.app(app);
    AppTemplate template = exchange.export(found.id()).orElseThrow(() -> Scope.unknownApp(app));
    response.setContentType("application/zip");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + found.id() + ".zip\"");
    int misfits = AppTemplateArchive.faults(template).size();
    if (misfits > 0) {
      response.setIntHeader(MISFITS, misfits);
    }
    AppTemplateArchive.write(template, response.getOutputStream());
  }

  @Operation(
      summary = "Create an app from the zipped folder of an app template, or from an export",
      description =
          "At most 8 MiB. Refused with all faults at once, each with file and line, and nothing"
              + " done. Id and name are the template's when left out. With breaking, rules, tiles,"
              + " groups and values that name what the app does not have are taken as they are, and"
              + " listed as misfits.")
  @PostMapping("/import")
  @ResponseStatus(HttpStatus.CREATED)
  ImportedBody create(
      @RequestBody byte[] archive,
      @RequestParam(required = false) @Nullable String id,
      @RequestParam(required = false) @Nullable String name,
      @RequestParam(defaultValue = "false") boolean breaking) {
    AppExchange.Imported made =
        RefusedRequest.orRefuse(exchange.create(archive, id, name, breaking));
    return new ImportedBody(AppsResource.AppBody.of(made.app()), made.misfits());
  }

  @Operation(
      summary = "Make another app of what this one is now",
      description =
          "Its readings, alerts, destinations and real devices stay behind; simulated devices come"
              + " along unless \"simulated\" is false.")
  @PostMapping("/{app}/copy")
  @ResponseStatus(HttpStatus.CREATED)
  AppsResource.AppBody copy(@PathVariable String app, @RequestBody Copy body) {
    return AppsResource.AppBody.of(
        RefusedRequest.orRefuse(
            exchange.copy(
                scope.app(app).id(),
                body.id() == null ? "" : body.id(),
                body.name() == null ? "" : body.name(),
                body.simulated() == null || body.simulated())));
  }
}
