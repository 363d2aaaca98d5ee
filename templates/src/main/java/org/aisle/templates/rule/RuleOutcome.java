package org.aisle.templates.rule;

import java.util.List;

/** A rule that was read, or all that keeps it from being read. */
public sealed interface RuleOutcome {

  /** Well formed; whether it makes sense is RuleChecker's question. */
  record Read(Rule rule) implements RuleOutcome {}

  /** At least one fault. */
  record Faults(List<RuleFault> faults) implements RuleOutcome {
    public Faults {
      faults = List.copyOf(faults);
    }
  }
}
