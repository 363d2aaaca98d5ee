package org.aisle.backend.registry;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aisle.templates.app.DashboardFault;
import org.aisle.templates.app.DashboardNames;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;

/**
 * The dashboards of an app: those everybody sees, and each person's own. A person is known by name.
 * Thread-safe.
 */
public interface Dashboards {

  /** Somebody saved another revision, removed it, or created one of this id. */
  Set<String> CONFLICTS =
      Set.of("dashboard.revision-conflict", "dashboard.removed-conflict", "dashboard.exists");

  /** Everybody's in their order, then the reader's own in theirs. */
  List<StoredDashboard> all(AppId app, String reader);

  /** Empty also for somebody else's own. */
  Optional<StoredDashboard> find(AppId app, String id, String reader);

  /** What tiles may name by now. */
  DashboardNames names(AppId app);

  /** Everything wrong with a dashboard in this app; empty when it may be saved. */
  List<DashboardFault> check(AppId app, Dashboard dashboard);

  /**
   * Creates or replaces it. Saving what is stored already changes nothing. Refused with all faults.
   *
   * @param personal true for one that only {@code by} sees, false for everybody's, null for as it
   *     is; a new one is everybody's. What everybody sees does not become one person's: that is
   *     refused, and a copy does it
   * @param replaces the revision that was read before it was changed, 0 for none; refused as a
   *     {@link #isConflict conflict} when another is stored. Null replaces whatever is stored
   */
  Outcome<StoredDashboard> put(
      AppId app,
      Dashboard dashboard,
      @Nullable Boolean personal,
      @Nullable Integer replaces,
      String by);

  /** Creates another with the same tiles, under a new id and perhaps with another title. */
  Outcome<StoredDashboard> copy(
      AppId app, String id, String newId, @Nullable String title, boolean personal, String by);

  /** Empty when there was none that {@code by} sees; refused when another revision is stored. */
  Optional<Outcome<StoredDashboard>> remove(
      AppId app, String id, @Nullable Integer replaces, String by);

  /** Puts these in front, in this order; the others stay in theirs. */
  Outcome<List<StoredDashboard>> order(AppId app, List<String> ids, String by);

  /** Whether a change was refused because somebody else was faster. */
  static boolean isConflict(Outcome.Refused<?> refused) {
    return refused.problems().stream().anyMatch(p -> CONFLICTS.contains(p.code()));
  }
}
