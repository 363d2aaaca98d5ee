package org.aisle.templates.condition;

import java.util.List;
import java.util.SortedSet;

/** A condition that may be evaluated, or all that is wrong with it. */
public sealed interface Checked<E> {

  /**
   * @param uses the names it needs
   */
  record Sound<E>(E expression, SortedSet<String> uses) implements Checked<E> {}

  /** At least one fault. */
  record Faulty<E>(List<ConditionFault> faults) implements Checked<E> {
    public Faulty {
      faults = List.copyOf(faults);
    }
  }

  /**
   * @param code stable: {@code condition.syntax}, {@code condition.name-unknown}, {@code
   *     condition.option-unknown}, {@code condition.type}, {@code condition.too-large}, {@code
   *     condition.not-supported}
   * @param sentence what is wrong and what to do
   * @param column of the text, from 1
   */
  record ConditionFault(String code, String sentence, int line, int column) {}
}
