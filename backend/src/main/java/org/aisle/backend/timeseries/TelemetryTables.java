package org.aisle.backend.timeseries;

import java.time.Instant;
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

  /**
   * Creates the template's table, and one beside it for its derived fields, or adds the columns
   * that are missing; never drops or retypes.
   */
  Extension extend(AppId app, DeviceTemplate template);

  /**
   * Forgets every reading of the app that was observed before {@code cutoff}. What was latest stays
   * known as such.
   *
   * @return how many rows were deleted one by one; dropped partitions are not counted
   */
  long dropBefore(AppId app, Instant cutoff);

  /** What became of a table. */
  sealed interface Extension {
    /** The table holds every column of the template. */
    record Ready(String table) implements Extension {}

    /** An existing column has another type; nothing was changed. */
    record Conflict(String column, String existing, String wanted) implements Extension {}
  }
}
