package org.aisle.backend.timeseries;

import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.AppId;

/**
 * The schemas and tables that follow from apps and device templates. Every method may be repeated
 * without effect and takes part in the caller's transaction.
 */
public interface TelemetryTables {

  void createApp(AppId app);

  /** Drops the app's schema with everything in it. */
  void dropApp(AppId app);

  /** Creates the template's table, or adds the columns that are missing; never drops or retypes. */
  Extension extend(AppId app, DeviceTemplate template);

  /** What became of a table. */
  sealed interface Extension {
    /** The table holds every column of the template. */
    record Ready(String table) implements Extension {}

    /** An existing column has another type; nothing was changed. */
    record Conflict(String column, String existing, String wanted) implements Extension {}
  }
}
