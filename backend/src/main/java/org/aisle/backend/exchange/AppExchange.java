package org.aisle.backend.exchange;

import java.util.Optional;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Outcome;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;

/** Takes apps out of this server as app templates, and in again. Thread-safe. */
public interface AppExchange {

  /**
   * What an app is now, as an app template with the app's id and name: its organisations, places,
   * newest device templates, dashboards, rules, asset types, pictures and simulated devices, all as
   * changed since it was made. Data, alerts, people, destinations and devices that are not
   * simulated stay behind. Empty when there is no such app.
   */
  Optional<AppTemplate> export(AppId app);

  /**
   * Makes another app of what this one is now, with the same retention.
   *
   * @param simulated whether the simulated devices come along
   */
  Outcome<App> copy(AppId app, String id, String name, boolean simulated);

  /**
   * Makes an app of an archive, or refuses it with all its faults and nothing done.
   *
   * @param id null for the template's
   * @param name null for the template's
   */
  Outcome<App> create(byte[] archive, @Nullable String id, @Nullable String name);
}
