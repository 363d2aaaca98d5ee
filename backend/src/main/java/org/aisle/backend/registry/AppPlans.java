package org.aisle.backend.registry;

import java.time.Duration;
import java.util.Optional;
import org.aisle.templates.identity.AppId;

/** Makes apps as somebody wants them. Thread-safe. */
public interface AppPlans {

  /**
   * What would be made.
   *
   * @param devices how many simulated devices
   * @param history how much of the past they make up first
   * @param rows about how many readings that is
   * @param simulated whether this server lets them live, or registers them only
   */
  record Outlook(int devices, Duration history, long rows, boolean simulated) {}

  /** Makes nothing; all that is wrong at once. */
  Outcome<Outlook> outlook(AppPlan plan);

  /** Makes all of it in one transaction, or nothing and says all that is wrong. */
  Outcome<App> make(AppPlan plan);

  /** What the plan of that app said of its history; empty when it said nothing. */
  Optional<Duration> history(AppId app);
}
