package org.aisle.ui.signin;

import java.util.Comparator;
import java.util.List;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.ui.shell.AppNavigation;
import org.springframework.stereotype.Component;

/** Where people begin: in the app when there is one only, else at the gallery of apps. */
@Component
final class FirstPage {

  private final Apps apps;
  private final List<AppNavigation> entries;

  FirstPage(Apps apps, List<AppNavigation> entries) {
    this.apps = apps;
    this.entries = List.copyOf(entries);
  }

  /** A path of this server, from its root. */
  String path() {
    List<App> all = apps.all();
    return all.size() != 1
        ? "/"
        : entries.stream()
            .min(Comparator.comparingInt(AppNavigation::order))
            .map(entry -> "/" + entry.path(all.getFirst().id()))
            .orElse("/");
  }
}
