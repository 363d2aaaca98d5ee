package org.aisle.ui.gallery;

import com.vaadin.flow.component.UI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.aisle.backend.exchange.AppExchange;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.AppGallery;
import org.aisle.backend.registry.AppPlans;
import org.aisle.backend.registry.AppThemes;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Simulator;
import org.aisle.templates.identity.AppId;
import org.aisle.ui.shell.AppNavigation;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What the pages about apps ask and tell. */
@Component
class AppDesk {

  private final Apps apps;
  private final AppPlans plans;
  private final AppThemes themes;
  private final AppGallery templates;
  private final AppExchange exchange;
  private final ObjectProvider<Simulator> simulator;
  private final List<AppNavigation> entries;

  AppDesk(
      Apps apps,
      AppPlans plans,
      AppThemes themes,
      AppGallery templates,
      AppExchange exchange,
      ObjectProvider<Simulator> simulator,
      List<AppNavigation> entries) {
    this.apps = apps;
    this.plans = plans;
    this.themes = themes;
    this.templates = templates;
    this.exchange = exchange;
    this.simulator = simulator;
    this.entries = entries.stream().sorted(Comparator.comparingInt(AppNavigation::order)).toList();
  }

  Apps apps() {
    return apps;
  }

  AppPlans plans() {
    return plans;
  }

  AppThemes themes() {
    return themes;
  }

  AppGallery templates() {
    return templates;
  }

  AppExchange exchange() {
    return exchange;
  }

  /** The ways into an app, the first one first. */
  List<AppNavigation> entries() {
    return entries;
  }

  /** Whether devices live on this server. */
  boolean simulates() {
    return simulator.getIfAvailable() != null;
  }

  Optional<Simulator.Progress> progress(AppId app) {
    return Optional.ofNullable(simulator.getIfAvailable()).flatMap(s -> s.progress(app));
  }

  void cutHistory(AppId app) {
    simulator.ifAvailable(running -> running.cutHistory(app));
  }

  /** Where whoever opens the app lands. */
  String entrance(AppId app) {
    return entries.isEmpty() ? "" : entries.getFirst().path(app);
  }

  void enter(App app) {
    UI.getCurrent().navigate(entrance(app.id()));
  }
}
