package org.aisle.backend.evaluation;

import java.util.List;
import java.util.function.Function;
import org.aisle.templates.condition.Test;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.Severity;
import org.jspecify.annotations.Nullable;

/**
 * A rule ready to be judged. Immutable.
 *
 * @param from in microseconds; {@link Micros#NEVER} from the beginning
 * @param gap in microseconds
 * @param since in microseconds; {@link Micros#NEVER} from the beginning
 * @param escalations those by time in their order of time, then those by condition
 * @param focus what its evidence shows
 * @param begins gives each device its own state of the rule
 * @param definitions stands for all that the state depends on beside the rule's revision
 */
record RuleProgram(
    ActiveRule active,
    long since,
    long from,
    long gap,
    @Nullable Test unless,
    @Nullable Test clear,
    List<Escalation> escalations,
    Focus focus,
    Function<Surroundings, RuleRun> begins,
    long definitions) {

  /**
   * @param after in microseconds, {@link Micros#FOREVER} of one by condition
   */
  record Escalation(Severity severity, long after, @Nullable Test condition) {}

  RuleProgram {
    escalations = List.copyOf(escalations);
  }

  Rule rule() {
    return active.rule();
  }
}
