package org.aisle.backend.registry;

import java.time.Instant;
import org.aisle.templates.dashboard.Dashboard;
import org.jspecify.annotations.Nullable;

/**
 * A dashboard of an app.
 *
 * @param owner whose personal dashboard it is, or null for everybody's
 * @param revision from 1, one more with every change
 */
public record StoredDashboard(
    Dashboard dashboard,
    @Nullable String owner,
    int revision,
    String changedBy,
    Instant changedAt) {

  /** Whether that person may see it. */
  boolean isFor(String reader) {
    return owner == null || owner.equals(reader);
  }
}
