package org.aisle.backend.registry;

import java.util.List;
import java.util.Optional;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.identity.AppId;

/** The device templates published in each app. Thread-safe. */
public interface DeviceTemplates {

  /** All published versions, newest last. */
  List<DeviceTemplate> all(AppId app);

  Optional<DeviceTemplate> find(AppId app, Dtmi id);

  /** Finds by DTMI, or by last segment, which means the newest version. */
  Optional<DeviceTemplate> resolve(AppId app, String name);

  /**
   * Publishes what a DTDL document describes: the table is created, or extended by a new version's
   * columns. Publishing the same version again with other content is refused.
   */
  Outcome<List<DeviceTemplate>> publish(AppId app, String dtdl);
}
