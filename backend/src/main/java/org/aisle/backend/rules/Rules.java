package org.aisle.backend.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aisle.backend.evaluation.Occurrence;
import org.aisle.backend.registry.Outcome;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.RuleFault;
import org.jspecify.annotations.Nullable;

/** The rules of an app. Thread-safe. Changes are announced by {@link RulesChanged}. */
public interface Rules {

  /** By name. */
  List<StoredRule> all(AppId app);

  Optional<StoredRule> find(AppId app, String id);

  /** Everything wrong with a rule in this app; empty when it may be saved. */
  List<RuleFault> check(AppId app, Rule rule);

  /** As {@link #put(AppId, Rule, Integer, Instant, String)}, whatever is stored, from now on. */
  default Outcome<StoredRule> put(AppId app, Rule rule, String by) {
    return put(app, rule, null, null, by);
  }

  /**
   * Creates or replaces it. What an earlier revision raised stays, and is cleared if it lasted.
   * Saving what is in force already changes nothing. Refused with all faults.
   *
   * @param replaces the revision that was read before it was changed, 0 for none; refused as a
   *     {@link #isConflict conflict} when another is stored. Null replaces whatever is stored
   * @param since what was observed from here on is judged, also where it is stored already; null
   *     means from now on
   */
  Outcome<StoredRule> put(
      AppId app, Rule rule, @Nullable Integer replaces, @Nullable Instant since, String by);

  /** Whether a rule was refused because somebody else saved or removed it meanwhile. */
  static boolean isConflict(Outcome.Refused<?> refused) {
    return refused.problems().stream().anyMatch(p -> CONFLICTS.contains(p.code()));
  }

  /** Somebody saved another revision, removed it, or created one of this id. */
  Set<String> CONFLICTS = Set.of("rule.revision-conflict", "rule.removed-conflict", "rule.exists");

  /** As {@link #remove(AppId, String, Integer, String)}, whatever is stored; false for none. */
  default boolean remove(AppId app, String id, String by) {
    return remove(app, id, null, by).isPresent();
  }

  /**
   * What it raised stays, and is cleared if it lasted. Empty when there was none.
   *
   * @param replaces the revision that was read before; refused as a {@link #isConflict conflict}
   *     when another is stored. Null removes whatever is stored
   */
  Optional<Outcome<StoredRule>> remove(AppId app, String id, @Nullable Integer replaces, String by);

  /**
   * What a rule would have done, on the stored history and without changing anything.
   *
   * @param back how far, at most 366 days
   * @param progress told now and then; may be interrupted by interrupting the thread
   */
  Outcome<Preview> preview(AppId app, Rule rule, Duration back, Progress progress);

  /** Told how many of the devices were looked at. */
  @FunctionalInterface
  interface Progress {
    Progress NONE = (done, of) -> {};

    void at(int done, int of);
  }

  /**
   * @param devices how many the rule targets
   * @param alerts what it would have raised, oldest first, at most 10,000
   * @param replaced what the rule it replaces would have; null when there is none
   */
  record Preview(
      Instant from,
      Instant until,
      int devices,
      List<Found> alerts,
      @Nullable List<Found> replaced) {
    public Preview {
      alerts = List.copyOf(alerts);
      replaced = replaced == null ? null : List.copyOf(replaced);
    }
  }

  /** One occurrence on a device. */
  record Found(DeviceRef device, Occurrence occurrence) {}
}
