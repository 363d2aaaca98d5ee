package org.aisle.backend.alerts;

import java.time.Instant;
import org.aisle.templates.identity.AppId;

/** Makes what a rule raised stand when the rule is changed or removed. Thread-safe. */
public interface EndedRules {

  /**
   * What revisions of the rule up to this one raised stands from now on, whatever readings and
   * judgements still come of them; what lasts is cleared. Takes part in the caller's transaction.
   */
  void end(AppId app, String rule, int revision, Instant at);
}
