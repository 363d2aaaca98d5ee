package org.aisle.backend.registry;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aisle.backend.registry.GroupUses.Use;
import org.aisle.templates.app.AppTemplate.DeviceGroup;
import org.aisle.templates.group.GroupFault;
import org.aisle.templates.group.GroupNames;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;

/**
 * Device groups: saved queries. Who is in one is worked out by the database whenever somebody asks.
 * Thread-safe.
 */
public interface DeviceGroups {

  /** Some of those who match, by id, and how many there are. */
  record Page(List<Device> devices, long total) {
    public Page {
      devices = List.copyOf(devices);
    }
  }

  /** In the order in which they were created. */
  List<StoredGroup> all(AppId app);

  Optional<StoredGroup> find(AppId app, String id);

  /** What a query may name in this app. */
  GroupNames names(AppId app);

  /** Everything wrong with a query in this app; empty when it may be saved. */
  List<GroupFault> check(AppId app, String query);

  /**
   * Creates or replaces it. Saving what is stored already changes nothing.
   *
   * @param replaces the revision that was read before it was changed, 0 for none; refused as a
   *     {@link #isConflict conflict} when another is stored. Null replaces whatever is stored
   */
  Outcome<StoredGroup> put(AppId app, DeviceGroup group, @Nullable Integer replaces, String by);

  /**
   * Empty when there was none; refused while something names it, and when another revision is
   * stored.
   */
  Optional<Outcome<StoredGroup>> remove(
      AppId app, String id, @Nullable Integer replaces, String by);

  /** What names a group. */
  List<Use> uses(AppId app);

  /** The ids of the devices in each of the groups; none for a group that does not exist. */
  Map<String, Set<String>> members(AppId app, Collection<String> groups);

  /** How many devices are in each of the groups. */
  Map<String, Long> sizes(AppId app);

  /** Whom a query means now. */
  Outcome<Page> preview(AppId app, String query, int offset, int limit);

  /** Whether a change was refused because somebody else was faster. */
  static boolean isConflict(Outcome.Refused<?> refused) {
    return refused.problems().stream()
        .anyMatch(
            p ->
                Set.of("group.exists", "group.revision-conflict", "group.removed-conflict")
                    .contains(p.code()));
  }
}
