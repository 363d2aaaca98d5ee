package org.aisle.templates.rule;

import java.util.List;
import org.aisle.templates.condition.Checked;
import org.aisle.templates.condition.Checked.ConditionFault;
import org.aisle.templates.condition.Conditions;
import org.aisle.templates.condition.Vocabulary;

/** What is wrong with a condition, in words that name its place in the text. */
final class ConditionFaults {

  /**
   * @param code {@code condition-type}
   */
  record Fault(String code, String sentence) {}

  private ConditionFaults() {}

  /** Of a text that must say yes or no. */
  static List<Fault> test(String text, Vocabulary vocabulary) {
    return faults(Conditions.test(text, vocabulary));
  }

  /** Of a text that must give a number. */
  static List<Fault> quantity(String text, Vocabulary vocabulary) {
    return faults(Conditions.quantity(text, vocabulary));
  }

  /** Of a text that must give a text. */
  static List<Fault> wording(String text, Vocabulary vocabulary) {
    return faults(Conditions.wording(text, vocabulary));
  }

  /** Of a text that may give a number, a flag or a text. */
  static List<Fault> anything(String text, Vocabulary vocabulary) {
    List<Fault> faults = quantity(text, vocabulary);
    return faults.isEmpty()
            || test(text, vocabulary).isEmpty()
            || wording(text, vocabulary).isEmpty()
        ? List.of()
        : faults;
  }

  private static List<Fault> faults(Checked<?> checked) {
    return switch (checked) {
      case Checked.Sound<?> s -> List.of();
      case Checked.Faulty<?> f -> f.faults().stream().map(ConditionFaults::fault).toList();
    };
  }

  private static Fault fault(ConditionFault fault) {
    String place =
        fault.line() > 1
            ? "Line %d, character %d: ".formatted(fault.line(), fault.column())
            : fault.column() > 1 ? "Character %d: ".formatted(fault.column()) : "";
    return new Fault(fault.code().replace('.', '-'), place + fault.sentence());
  }
}
