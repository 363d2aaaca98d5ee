package org.aisle.templates.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.aisle.templates.condition.Checked.ConditionFault;
import org.aisle.templates.condition.Vocabulary.Name;
import org.aisle.templates.condition.Vocabulary.Source.OfField;
import org.aisle.templates.definition.FieldType;
import org.jspecify.annotations.Nullable;

/** Goes over a parsed condition once: its size, its names, and what no condition may say. */
final class Survey {

  static final int MAX_PARTS = 300;
  static final int MAX_DEPTH = 50;

  private static final Set<String> COMPARED_WITH_OPTIONS = Set.of("_==_", "_!=_", Grammar.IN);

  private static final Set<String> DIVISIONS = Set.of("_/_", "_%_");

  private static final Set<String> FOLDED = Set.of("_+_", "_-_", "_*_");

  private final Vocabulary vocabulary;
  private final TextSpots spots;
  private final Map<String, Name> uses = new TreeMap<>();
  private final List<ConditionFault> faults = new ArrayList<>();
  private int parts;
  private boolean tooLarge;

  private Survey(Vocabulary vocabulary, TextSpots spots) {
    this.vocabulary = vocabulary;
    this.spots = spots;
  }

  static Survey of(CelAbstractSyntaxTree ast, Vocabulary vocabulary) {
    Survey survey = new Survey(vocabulary, new TextSpots(ast));
    survey.visit(ast.getExpr(), 1);
    return survey;
  }

  List<ConditionFault> faults() {
    return tooLarge ? List.of(Sentences.tooLarge()) : faults;
  }

  Map<String, Name> uses() {
    return uses;
  }

  /** {@code a.b.c} as one name; null when it is not made of names only. */
  static @Nullable String qualifiedName(CelExpr expr) {
    return switch (expr.getKind()) {
      case IDENT -> expr.ident().name();
      case SELECT -> {
        String operand = expr.select().testOnly() ? null : qualifiedName(expr.select().operand());
        yield operand == null ? null : operand + "." + expr.select().field();
      }
      case CONSTANT, CALL, LIST, STRUCT, MAP, COMPREHENSION, NOT_SET -> null;
    };
  }

  private void visit(CelExpr expr, int depth) {
    if (depth > MAX_DEPTH || ++parts > MAX_PARTS) {
      tooLarge = true;
    }
    if (tooLarge) {
      return;
    }
    switch (expr.getKind()) {
      case CONSTANT -> constant(expr);
      case IDENT, SELECT -> name(expr, depth);
      case CALL -> call(expr, depth);
      case LIST -> refuse(expr, "A list may stand only after in: state in [\"a\", \"b\"].");
      case MAP, STRUCT -> refuse(expr, Sentences.BRACES);
      case COMPREHENSION, NOT_SET -> refuse(expr, "Loops are not supported.");
    }
  }

  private void constant(CelExpr expr) {
    CelConstant constant = expr.constant();
    switch (constant.getKind()) {
      case BOOLEAN_VALUE, INT64_VALUE, STRING_VALUE -> {}
      case DOUBLE_VALUE -> {
        if (!Double.isFinite(constant.doubleValue())) {
          refuse(expr, "This number is too large; numbers go up to about 1.7e308.");
        }
      }
      case UINT64_VALUE -> refuse(expr, "Write the number without the u at its end.");
      case NULL_VALUE -> refuse(expr, "Write known(x) instead of comparing with null.");
      case BYTES_VALUE, DURATION_VALUE, TIMESTAMP_VALUE, NOT_SET ->
          refuse(expr, "Only numbers, texts in quotes, true and false can be written here.");
    }
  }

  private void name(CelExpr expr, int depth) {
    CelExpr first = expr;
    int deepest = depth;
    while (first.getKind() == CelExpr.ExprKind.Kind.SELECT) {
      first = first.select().operand();
      if (++deepest > MAX_DEPTH) {
        tooLarge = true;
        return;
      }
    }
    String name = qualifiedName(expr);
    if (name == null) {
      visit(first, deepest);
      refuse(expr, "A dot may stand only inside a name: door.open.");
      return;
    }
    vocabulary
        .find(name)
        .ifPresentOrElse(
            known -> uses.put(name, known),
            () -> faults.add(Sentences.nameUnknown(name, vocabulary, spots.of(start(expr)))));
  }

  private static CelExpr start(CelExpr name) {
    CelExpr first = name;
    while (first.getKind() == CelExpr.ExprKind.Kind.SELECT) {
      first = first.select().operand();
    }
    return first;
  }

  private void call(CelExpr expr, int depth) {
    CelExpr.CelCall call = expr.call();
    if (!Grammar.declares(call.function())) {
      faults.add(Sentences.functionUnknown(call.function(), spots.of(expr)));
      return;
    }
    call.target().ifPresent(target -> visit(target, depth + 1));
    boolean membership = call.function().equals(Grammar.IN) && call.args().size() == 2;
    for (int i = 0; i < call.args().size(); i++) {
      CelExpr argument = call.args().get(i);
      if (membership && i == 1) {
        list(argument, depth + 1);
      } else {
        visit(argument, depth + 1);
      }
    }
    if (DIVISIONS.contains(call.function())
        && call.args().size() == 2
        && isZero(call.args().get(1))) {
      faults.add(
          spots
              .of(call.args().get(1))
              .fault(
                  "condition.zero-divisor",
                  "This divides by zero, so it would never be known; divide by another number."));
    }
    if (COMPARED_WITH_OPTIONS.contains(call.function()) && call.args().size() == 2) {
      options(call.args().get(0), call.args().get(1));
      options(call.args().get(1), call.args().get(0));
    }
  }

  /**
   * Zero whatever is measured: written so, or as sums and products that are, like {@code 1 - 1}.
   */
  private static boolean isZero(CelExpr expr) {
    OptionalDouble value = folded(expr);
    return value.isPresent() && value.getAsDouble() == 0;
  }

  /** The value of literals and of their sums, differences and products; empty for all else. */
  private static OptionalDouble folded(CelExpr expr) {
    if (expr.getKind() == CelExpr.ExprKind.Kind.CALL) {
      List<CelExpr> args = expr.call().args();
      String function = expr.call().function();
      if (function.equals(Grammar.NEGATE)) {
        OptionalDouble value = folded(args.getFirst());
        return value.isPresent() ? OptionalDouble.of(-value.getAsDouble()) : value;
      }
      if (!FOLDED.contains(function) || args.size() != 2) {
        return OptionalDouble.empty();
      }
      OptionalDouble left = folded(args.getFirst());
      OptionalDouble right = left.isPresent() ? folded(args.getLast()) : left;
      if (right.isEmpty()) {
        return right;
      }
      double a = left.getAsDouble();
      double b = right.getAsDouble();
      return OptionalDouble.of(
          switch (function) {
            case "_+_" -> a + b;
            case "_-_" -> a - b;
            default -> a * b;
          });
    }
    if (expr.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
      return OptionalDouble.empty();
    }
    CelConstant constant = expr.constant();
    return switch (constant.getKind()) {
      case INT64_VALUE -> OptionalDouble.of(constant.int64Value());
      case DOUBLE_VALUE -> OptionalDouble.of(constant.doubleValue());
      case STRING_VALUE,
          BOOLEAN_VALUE,
          UINT64_VALUE,
          NULL_VALUE,
          BYTES_VALUE,
          DURATION_VALUE,
          TIMESTAMP_VALUE,
          NOT_SET ->
          OptionalDouble.empty();
    };
  }

  /** A field that can only have certain values is not compared with others: it would be a slip. */
  private void options(CelExpr side, CelExpr other) {
    String name = qualifiedName(side);
    if (name == null
        || !(vocabulary.find(name).map(Name::source).orElse(null) instanceof OfField source)
        || !(source.field().type() instanceof FieldType.Choice choice)) {
      return;
    }
    List<String> options = choice.options().stream().map(FieldType.Choice.Option::name).toList();
    List<CelExpr> literals =
        other.getKind() == CelExpr.ExprKind.Kind.LIST ? other.list().elements() : List.of(other);
    for (CelExpr literal : literals) {
      if (literal(literal) == CelConstant.Kind.STRING_VALUE
          && !options.contains(literal.constant().stringValue())) {
        faults.add(
            Sentences.optionUnknown(
                name, literal.constant().stringValue(), options, spots.of(literal)));
      }
    }
  }

  private void list(CelExpr expr, int depth) {
    if (expr.getKind() != CelExpr.ExprKind.Kind.LIST) {
      refuse(expr, "Write a list after in: state in [\"a\", \"b\"].");
      return;
    }
    parts++;
    CelConstant.@Nullable Kind kind = null;
    for (CelExpr element : expr.list().elements()) {
      visit(element, depth + 1);
      if (tooLarge) {
        return;
      }
      CelConstant.Kind found = literal(element);
      if (found == null) {
        refuse(element, "A list may have only numbers or texts in quotes.");
        return;
      }
      if (kind != null && kind != found) {
        faults.add(
            spots.of(element).fault("condition.type", "A list has numbers or texts, not both."));
        return;
      }
      kind = found;
    }
  }

  /** Numbers count as doubles, with or without a sign. */
  private static CelConstant.@Nullable Kind literal(CelExpr expr) {
    if (expr.getKind() == CelExpr.ExprKind.Kind.CALL
        && expr.call().function().equals(Grammar.NEGATE)
        && expr.call().args().getFirst().getKind() == CelExpr.ExprKind.Kind.CONSTANT) {
      CelConstant.Kind kind = literal(expr.call().args().getFirst());
      return kind == CelConstant.Kind.DOUBLE_VALUE ? kind : null;
    }
    if (expr.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
      return null;
    }
    return switch (expr.constant().getKind()) {
      case INT64_VALUE, DOUBLE_VALUE -> CelConstant.Kind.DOUBLE_VALUE;
      case STRING_VALUE -> CelConstant.Kind.STRING_VALUE;
      case BOOLEAN_VALUE,
          UINT64_VALUE,
          NULL_VALUE,
          BYTES_VALUE,
          DURATION_VALUE,
          TIMESTAMP_VALUE,
          NOT_SET ->
          null;
    };
  }

  private void refuse(CelExpr expr, String sentence) {
    faults.add(spots.of(expr).fault("condition.not-supported", sentence));
  }
}
