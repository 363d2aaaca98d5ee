package org.aisle.backend.rules;

import java.util.Set;
import org.aisle.templates.identity.AppId;

/** Whom an app's rules can tell; for whoever keeps destinations to implement. Thread-safe. */
@FunctionalInterface
public interface KnownDestinations {

  /** The ids of the app's destinations. */
  Set<String> of(AppId app);
}
