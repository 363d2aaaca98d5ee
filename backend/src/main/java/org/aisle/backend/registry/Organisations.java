package org.aisle.backend.registry;

import java.util.List;
import java.util.Optional;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;

/** The organisation tree of an app. Thread-safe. */
public interface Organisations {

  /** In their order, but parents before their children. */
  List<Organisation> all(AppId app);

  /** Creates it, or gives it another name or parent; refused where that makes a circle. */
  Outcome<Organisation> put(AppId app, Organisation organisation);

  /** Puts these in front, in this order; the others stay in theirs. */
  Outcome<List<Organisation>> order(AppId app, List<String> ids);

  /**
   * Empty when there was none; refused while the query of a device group names it.
   *
   * @param moveTo what its children and places belong to afterwards, empty for nothing; null
   *     refuses an organisation that has any
   */
  Optional<Outcome<Organisation>> remove(AppId app, String id, @Nullable String moveTo);
}
