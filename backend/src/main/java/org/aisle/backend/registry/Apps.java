package org.aisle.backend.registry;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplate.DeviceGroup;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;

/** The apps of this server. Thread-safe. */
public interface Apps {

  List<App> all();

  Optional<App> find(AppId id);

  /**
   * Creates an app with its own schema. With a template id, its organisations, places, device
   * templates, dashboards, and its fleet as registered, simulated devices are created as well.
   */
  Outcome<App> create(String id, String name, @Nullable String templateId);

  /** Creates an app with its own schema from a template that is not in the gallery. */
  Outcome<App> createFrom(String id, String name, AppTemplate template);

  /** Drops the app with all its data; false when there was none. */
  boolean drop(AppId id);

  /** Gives the app another name; its id stays. */
  Outcome<App> rename(AppId id, String name);

  /** How long readings are kept from now on; null keeps them for ever. */
  Outcome<App> retain(AppId id, @Nullable Duration retention);

  List<Dashboard> dashboards(AppId id);

  List<Organisation> organisations(AppId id);

  /** The app's device groups, in the order in which they were created. */
  List<DeviceGroup> groups(AppId id);

  /** The template an app was made from, as it was at that moment. */
  Optional<AppTemplate> origin(AppId id);
}
