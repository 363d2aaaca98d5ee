package org.aisle.backend.evaluation;

import org.aisle.templates.condition.Quantity;
import org.aisle.templates.condition.Test;
import org.aisle.templates.condition.Truth;
import org.aisle.templates.condition.Wording;

/** What an expression says at each reading. */
final class FormulaRun extends DerivedRun {

  /** An expression of one of three kinds. */
  sealed interface Formula {
    record Number(Quantity quantity) implements Formula {}

    record Flag(Test test) implements Formula {}

    record Words(Wording wording) implements Formula {}
  }

  private final Formula formula;

  FormulaRun(DerivedProgram program, Formula formula) {
    super(program);
    this.formula = formula;
  }

  @Override
  void take(LiveFrame frame, Stored to) {
    switch (formula) {
      case Formula.Number n -> set(frame, to, n.quantity().in(frame), null);
      case Formula.Flag f -> {
        Truth truth = f.test().in(frame);
        double flag = truth == Truth.UNKNOWN ? Double.NaN : truth == Truth.TRUE ? 1 : 0;
        set(frame, to, flag, null);
      }
      case Formula.Words w -> set(frame, to, Double.NaN, w.wording().in(frame));
    }
  }
}
