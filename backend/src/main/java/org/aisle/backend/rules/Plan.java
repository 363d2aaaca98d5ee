package org.aisle.backend.rules;

import java.time.Instant;
import java.util.Map;
import org.aisle.backend.evaluation.ActiveRule;
import org.aisle.backend.evaluation.Evaluator;
import org.aisle.templates.definition.DeviceTemplate;
import org.jspecify.annotations.Nullable;

/**
 * What is to be evaluated on the devices of one template version.
 *
 * @param number differs from that of every other plan
 * @param rules those that can be judged, by id
 * @param horizon no earlier reading can have an effect; null when every one can
 * @param table of the readings, without schema
 */
record Plan(
    long number,
    DeviceTemplate template,
    Evaluator evaluator,
    Map<String, ActiveRule> rules,
    @Nullable Instant horizon,
    String table) {

  Plan {
    rules = Map.copyOf(rules);
  }

  Plan(
      long number,
      DeviceTemplate template,
      Evaluator evaluator,
      Map<String, ActiveRule> rules,
      @Nullable Instant horizon) {
    this(number, template, evaluator, rules, horizon, template.table());
  }

  /** Whether there is nothing to evaluate. */
  boolean isIdle() {
    return rules.isEmpty() && template.derived().isEmpty();
  }
}
