package org.aisle.backend.rules;

import java.time.Duration;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.rules.Rules.Preview;
import org.aisle.backend.rules.Rules.Progress;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.rule.Rule;
import org.jspecify.annotations.Nullable;

/** What a rule would have done on the stored history. Thread-safe. */
interface Previews {

  /**
   * @param rule sound in this app
   * @param replaced the stored rule of the same id; null when there is none
   * @param back longer than zero and at most 366 days
   */
  Outcome<Preview> preview(
      AppId app, Rule rule, @Nullable Rule replaced, Duration back, Progress progress);
}
