package org.aisle.backend.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Base64;
import org.aisle.backend.registry.AppPictures;
import org.aisle.backend.registry.AppThemes;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Simulator;
import org.aisle.backend.registry.ThemeChoice;
import org.aisle.backend.registry.Undisturbed;
import org.aisle.templates.app.AppTemplate.Theme;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Apps")
@RestController
@RequestMapping("/api/v1/apps/{app}")
class AppSettingsResource {

  record Name(@Nullable String name) {}

  /**
   * {@code simulated} is false on a server that lets no devices live, or while none do. Only {@code
   * devices} are counted, which are enabled; {@code disabled} ones say nothing.
   */
  record SimulationBody(
      boolean simulated,
      int devices,
      int disabled,
      @Nullable Instant from,
      @Nullable Instant until,
      @Nullable Instant reached,
      int percent,
      boolean historyDone) {
    static final SimulationBody NONE = new SimulationBody(false, 0, 0, null, null, null, 0, false);

    static SimulationBody of(Simulator.Progress p) {
      return new SimulationBody(
          true,
          p.devices(),
          p.disabled(),
          p.from(),
          p.live(),
          p.reached(),
          p.percent(),
          p.historyDone());
    }
  }

  private final Apps apps;
  private final AppThemes themes;
  private final AppPictures pictures;
  private final Undisturbed undisturbed;
  private final ObjectProvider<Simulator> simulator;
  private final Scope scope;

  AppSettingsResource(
      Apps apps,
      AppThemes themes,
      AppPictures pictures,
      Undisturbed undisturbed,
      ObjectProvider<Simulator> simulator,
      Scope scope) {
    this.apps = apps;
    this.themes = themes;
    this.pictures = pictures;
    this.undisturbed = undisturbed;
    this.simulator = simulator;
    this.scope = scope;
  }

  @Operation(summary = "Give the app another name; its id stays")
  @PutMapping("/name")
  AppsResource.AppBody rename(@PathVariable String app, @RequestBody Name body) {
    return AppsResource.AppBody.of(
        RefusedRequest.orRefuse(
            apps.rename(scope.app(app).id(), body.name() == null ? "" : body.name())));
  }

  @Operation(summary = "How the app looks: its accent colour, and its logo in Base64 or null")
  @GetMapping("/theme")
  ResponseEntity<ThemeChoice> theme(@PathVariable String app) {
    AppId id = scope.app(app).id();
    return Digests.tagged(body(id, themes.of(id)));
  }

  @Operation(
      summary = "Give the app this look",
      description =
          "White words on the accent colour need a contrast of 4.5 : 1. The logo is a PNG, JPEG,"
              + " WebP or SVG of at most 512 KiB in Base64; without one the app has none. With"
              + " the ETag as If-Match nothing is changed when the look is another one by now: then"
              + " the answer is 412.")
  @PutMapping("/theme")
  ResponseEntity<ThemeChoice> change(
      @PathVariable String app,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody ThemeChoice body) {
    AppId id = scope.app(app).id();
    return Digests.tagged(
        ifMatch == null
            ? changed(id, body)
            : undisturbed.app(
                id,
                () -> {
                  Digests.check(ifMatch, body(id, themes.of(id)));
                  return changed(id, body);
                }));
  }

  private ThemeChoice changed(AppId app, ThemeChoice body) {
    return body(app, RefusedRequest.orRefuse(themes.change(app, body)));
  }

  private ThemeChoice body(AppId app, Theme theme) {
    String logo = theme.logo();
    return new ThemeChoice(
        theme.accent(),
        logo == null
            ? null
            : pictures
                .find(app, logo)
                .map(picture -> Base64.getEncoder().encodeToString(picture.content()))
                .orElse(null));
  }

  @Operation(
      summary = "How far the app's simulated devices have come with their history",
      description = "Devices that are disabled are not waited for; disabled says how many.")
  @GetMapping("/simulation")
  SimulationBody simulation(@PathVariable String app) {
    AppId id = scope.app(app).id();
    Simulator running = simulator.getIfAvailable();
    return running == null
        ? SimulationBody.NONE
        : running.progress(id).map(SimulationBody::of).orElse(SimulationBody.NONE);
  }

  @Operation(
      summary = "End the history where it is: the simulated devices go on with the present",
      description =
          "What is missing stays so. Without a history that is being made, nothing happens.")
  @DeleteMapping("/simulation/history")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void cutHistory(@PathVariable String app) {
    AppId id = scope.app(app).id();
    simulator.ifAvailable(running -> running.cutHistory(id));
  }
}
