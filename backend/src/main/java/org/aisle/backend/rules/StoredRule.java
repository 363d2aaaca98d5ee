package org.aisle.backend.rules;

import java.time.Instant;
import java.util.List;
import org.aisle.backend.evaluation.ActiveRule;
import org.aisle.templates.rule.RuleFault;

/**
 * A rule of an app.
 *
 * @param faults why it cannot be judged now, though it could when it was saved: a new template
 *     version dropped a field; empty as a rule
 */
public record StoredRule(
    ActiveRule active, String changedBy, Instant changedAt, List<RuleFault> faults) {
  public StoredRule {
    faults = List.copyOf(faults);
  }
}
