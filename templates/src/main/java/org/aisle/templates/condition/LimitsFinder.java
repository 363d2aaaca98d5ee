package org.aisle.templates.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aisle.templates.condition.Limit.Relation;
import org.aisle.templates.condition.Vocabulary.Name;
import org.aisle.templates.condition.Vocabulary.Source;

/** Finds what a checked condition compares measured names with. */
final class LimitsFinder {

  private static final Map<String, Relation> RELATIONS =
      Map.of(
          "_>_", Relation.ABOVE,
          "_>=_", Relation.AT_LEAST,
          "_<_", Relation.BELOW,
          "_<=_", Relation.AT_MOST);

  private final Translation translation;
  private final Vocabulary vocabulary;
  private final List<Limit> found = new ArrayList<>();

  private LimitsFinder(Translation translation, Vocabulary vocabulary) {
    this.translation = translation;
    this.vocabulary = vocabulary;
  }

  static List<Limit> in(CelAbstractSyntaxTree checked, Vocabulary vocabulary) {
    LimitsFinder finder = new LimitsFinder(new Translation(checked, vocabulary), vocabulary);
    finder.visit(checked.getExpr(), false);
    return List.copyOf(finder.found);
  }

  private void visit(CelExpr expr, boolean negated) {
    if (expr.getKind() != CelExpr.ExprKind.Kind.CALL) {
      return;
    }
    List<CelExpr> sides = expr.call().args();
    switch (expr.call().function()) {
      case Grammar.AND, Grammar.OR -> sides.forEach(side -> visit(side, negated));
      case Grammar.NOT -> visit(sides.getFirst(), !negated);
      default -> {
        Relation relation = RELATIONS.get(expr.call().function());
        if (relation != null) {
          Relation stated = negated ? relation.negated() : relation;
          add(sides.getFirst(), stated, sides.getLast());
          add(sides.getLast(), stated.mirrored(), sides.getFirst());
        }
      }
    }
  }

  private void add(CelExpr side, Relation relation, CelExpr other) {
    Optional<Name> name = name(side).filter(n -> !isFixed(n.source()));
    if (name.isPresent() && isFixed(other)) {
      found.add(new Limit(name.get().name(), relation, translation.number(other)));
    }
  }

  private static boolean isFixed(Source source) {
    return source instanceof Source.OfProperty || source instanceof Source.OfAsset;
  }

  /** Whether it needs nothing but literals and properties. */
  private boolean isFixed(CelExpr expr) {
    return switch (expr.getKind()) {
      case CONSTANT -> true;
      case IDENT, SELECT -> name(expr).filter(n -> isFixed(n.source())).isPresent();
      case CALL ->
          expr.call().target().map(this::isFixed).orElse(true)
              && expr.call().args().stream().allMatch(this::isFixed);
      case LIST -> true;
      case STRUCT, MAP, COMPREHENSION, NOT_SET -> false;
    };
  }

  private Optional<Name> name(CelExpr expr) {
    return Optional.ofNullable(Survey.qualifiedName(expr)).flatMap(vocabulary::find);
  }
}
