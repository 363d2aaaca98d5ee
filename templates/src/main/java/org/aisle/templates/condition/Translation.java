package org.aisle.templates.condition;

import static java.util.Objects.requireNonNull;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.List;
import org.aisle.templates.condition.Vocabulary.Kind;

/**
 * Turns a condition that CEL has checked into evaluators of our own: CEL's interpreter boxes every
 * number and knows no third truth value for comparisons.
 */
final class Translation {

  private final CelAbstractSyntaxTree checked;
  private final Vocabulary vocabulary;

  Translation(CelAbstractSyntaxTree checked, Vocabulary vocabulary) {
    this.checked = checked;
    this.vocabulary = vocabulary;
  }

  Test test(CelExpr expr) {
    return switch (expr.getKind()) {
      case CONSTANT -> Logic.constant(expr.constant().booleanValue());
      case IDENT, SELECT -> Logic.flag(slot(expr));
      case CALL -> testCall(expr.call());
      case LIST, STRUCT, MAP, COMPREHENSION, NOT_SET -> throw unchecked(expr);
    };
  }

  Quantity number(CelExpr expr) {
    return switch (expr.getKind()) {
      case CONSTANT -> Arithmetic.constant(expr.constant().doubleValue());
      case IDENT, SELECT -> Arithmetic.slot(slot(expr));
      case CALL -> numberCall(expr);
      case LIST, STRUCT, MAP, COMPREHENSION, NOT_SET -> throw unchecked(expr);
    };
  }

  Wording wording(CelExpr expr) {
    return switch (expr.getKind()) {
      case CONSTANT -> {
        String text = expr.constant().stringValue();
        yield frame -> text;
      }
      case IDENT, SELECT -> {
        int slot = slot(expr);
        yield frame -> frame.text(slot);
      }
      case CALL -> {
        if (!expr.call().function().equals(Grammar.CHOOSE)) {
          throw unchecked(expr);
        }
        List<CelExpr> args = expr.call().args();
        yield Logic.choose(test(args.get(0)), wording(args.get(1)), wording(args.get(2)));
      }
      case LIST, STRUCT, MAP, COMPREHENSION, NOT_SET -> throw unchecked(expr);
    };
  }

  private Test testCall(CelExpr.CelCall call) {
    List<CelExpr> args = call.args();
    return switch (call.function()) {
      case Grammar.AND -> Logic.and(test(args.get(0)), test(args.get(1)));
      case Grammar.OR -> Logic.or(test(args.get(0)), test(args.get(1)));
      case Grammar.NOT -> Logic.not(test(args.get(0)));
      case Grammar.CHOOSE -> Logic.choose(test(args.get(0)), test(args.get(1)), test(args.get(2)));
      case Grammar.IN -> member(args.get(0), args.get(1).list().elements());
      case "_==_" -> equal(args.get(0), args.get(1));
      case "_!=_" -> Logic.not(equal(args.get(0), args.get(1)));
      case "_>_" -> Logic.above(number(args.get(0)), number(args.get(1)));
      case "_<_" -> Logic.above(number(args.get(1)), number(args.get(0)));
      case "_>=_" -> Logic.atLeast(number(args.get(0)), number(args.get(1)));
      case "_<=_" -> Logic.atLeast(number(args.get(1)), number(args.get(0)));
      case "known" -> known(args.get(0));
      case "startsWith" -> Logic.startsWith(wording(target(call)), wording(args.get(0)));
      case "endsWith" -> Logic.endsWith(wording(target(call)), wording(args.get(0)));
      case "contains" -> Logic.contains(wording(target(call)), wording(args.get(0)));
      default -> throw new IllegalStateException("CEL let pass " + call.function());
    };
  }

  private Quantity numberCall(CelExpr expr) {
    CelExpr.CelCall call = expr.call();
    List<CelExpr> args = call.args();
    return switch (call.function()) {
      case Grammar.NEGATE ->
          args.get(0).getKind() == CelExpr.ExprKind.Kind.CONSTANT
              ? Arithmetic.constant(-args.get(0).constant().doubleValue())
              : Arithmetic.negated(number(args.get(0)));
      case Grammar.CHOOSE ->
          Arithmetic.choose(test(args.get(0)), number(args.get(1)), number(args.get(2)));
      case "_+_" -> Arithmetic.sum(number(args.get(0)), number(args.get(1)));
      case "_-_" -> Arithmetic.difference(number(args.get(0)), number(args.get(1)));
      case "_*_" -> Arithmetic.product(number(args.get(0)), number(args.get(1)));
      case "_/_" -> Arithmetic.quotient(number(args.get(0)), number(args.get(1)));
      case "_%_" -> Arithmetic.remainder(number(args.get(0)), number(args.get(1)));
      case "abs" -> Arithmetic.abs(number(args.get(0)));
      case "sqrt" -> Arithmetic.sqrt(number(args.get(0)));
      case "round" -> Arithmetic.round(number(args.get(0)));
      case "min" -> Arithmetic.min(number(args.get(0)), number(args.get(1)));
      case "max" -> Arithmetic.max(number(args.get(0)), number(args.get(1)));
      case "metres" ->
          Arithmetic.metres(
              number(args.get(0)), number(args.get(1)), number(args.get(2)), number(args.get(3)));
      case "size" -> Arithmetic.size(wording(call.target().orElseGet(() -> args.get(0))));
      default -> throw unchecked(expr);
    };
  }

  private Test equal(CelExpr left, CelExpr right) {
    return switch (kind(left)) {
      case NUMBER -> Logic.equal(number(left), number(right));
      case TEXT -> Logic.equal(wording(left), wording(right));
      case FLAG -> Logic.equal(test(left), test(right));
    };
  }

  private Test known(CelExpr expr) {
    return switch (kind(expr)) {
      case NUMBER -> Logic.known(number(expr));
      case TEXT -> Logic.known(wording(expr));
      case FLAG -> Logic.known(test(expr));
    };
  }

  private Test member(CelExpr value, List<CelExpr> elements) {
    return switch (kind(value)) {
      case NUMBER ->
          Logic.member(
              number(value), elements.stream().mapToDouble(Translation::literal).toArray());
      case TEXT ->
          Logic.member(
              wording(value),
              elements.stream().map(e -> e.constant().stringValue()).toArray(String[]::new));
      case FLAG -> throw unchecked(value);
    };
  }

  private static double literal(CelExpr expr) {
    CelConstant constant =
        expr.getKind() == CelExpr.ExprKind.Kind.CALL
            ? expr.call().args().getFirst().constant()
            : expr.constant();
    return expr.getKind() == CelExpr.ExprKind.Kind.CALL
        ? -constant.doubleValue()
        : constant.doubleValue();
  }

  private Kind kind(CelExpr expr) {
    return Grammar.kind(checked.getTypeOrThrow(expr.id()));
  }

  private int slot(CelExpr expr) {
    return vocabulary.find(requireNonNull(Survey.qualifiedName(expr))).orElseThrow().slot();
  }

  private static CelExpr target(CelExpr.CelCall call) {
    return call.target().orElseThrow();
  }

  private static IllegalStateException unchecked(CelExpr expr) {
    return new IllegalStateException("CEL let pass " + expr.getKind() + " " + expr.id());
  }
}
