package org.aisle.backend.exchange;

import java.util.List;
import java.util.Optional;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
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
   * An app that was made of an archive.
   *
   * @param misfits what in it names what it does not have, and was taken as it is
   */
  record Imported(App app, List<Problem> misfits) {
    public Imported {
      misfits = List.copyOf(misfits);
    }
  }

  /**
   * Makes an app of an archive, or refuses it with all its faults and nothing done.
   *
   * @param id null for the template's
   * @param name null for the template's
   * @param breaking whether rules, tiles, groups and values that name what the app does not have
   *     are taken as they are; they stay broken until somebody mends them
   */
  Outcome<Imported> create(
      byte[] archive, @Nullable String id, @Nullable String name, boolean breaking);
}
