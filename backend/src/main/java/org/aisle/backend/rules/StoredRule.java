package org.aisle.backend.rules;

import java.time.Instant;
import java.util.List;
import org.aisle.backend.evaluation.ActiveRule;
import org.aisle.templates.rule.RuleFault;

/**
 * A rule of an app.
 *
 * @param faults what is wrong with it now, though it was not when it was saved: a new template
 *     version dropped a field, a destination was removed; empty as a rule
 */
public record StoredRule(
    ActiveRule active, String changedBy, Instant changedAt, List<RuleFault> faults) {
  public StoredRule {
    faults = List.copyOf(faults);
  }

  /** The code of a fault that keeps nobody from judging the rule: a destination does not exist. */
  static final String UNHEARD = "rule.destination-unknown";

  /** Whether it can be judged, also if not everybody who should is told. */
  public boolean isJudged() {
    return faults.stream().allMatch(fault -> fault.code().equals(UNHEARD));
  }
}
