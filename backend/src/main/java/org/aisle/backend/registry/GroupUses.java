package org.aisle.backend.registry;

import java.util.List;
import org.aisle.templates.identity.AppId;

/** Something that names device groups, and keeps them from being removed. Thread-safe. */
public interface GroupUses {

  /**
   * @param group the group's id
   * @param what a word for it: rule, dashboard
   * @param judgesPast whether it asks who was in the group at any moment, so that the group's query
   *     must not ask for what has no history
   */
  record Use(String group, String what, String id, String name, boolean judgesPast) {}

  List<Use> of(AppId app);
}
