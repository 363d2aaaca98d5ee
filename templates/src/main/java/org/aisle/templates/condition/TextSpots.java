package org.aisle.templates.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelExpr;
import java.util.Optional;
import org.aisle.templates.condition.Checked.ConditionFault;

/** Where the parts of a parsed condition stand in its text. */
record TextSpots(CelAbstractSyntaxTree ast) {

  /** A spot in a condition's text, both from 1. */
  record TextSpot(int line, int column) {

    static final TextSpot START = new TextSpot(1, 1);

    /** CEL counts lines from 1 and columns from 0; where it knows none it says less. */
    static TextSpot of(CelSourceLocation location) {
      return new TextSpot(Math.max(1, location.getLine()), Math.max(0, location.getColumn()) + 1);
    }

    ConditionFault fault(String code, String sentence) {
      return new ConditionFault(code, sentence, line, column);
    }
  }

  TextSpot of(CelExpr expr) {
    return of(expr.id());
  }

  TextSpot of(long id) {
    return Optional.ofNullable(ast.getSource().getPositionsMap().get(id))
        .flatMap(ast.getSource()::getOffsetLocation)
        .map(TextSpot::of)
        .orElse(TextSpot.START);
  }
}
