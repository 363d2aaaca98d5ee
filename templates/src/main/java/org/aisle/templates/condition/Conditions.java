package org.aisle.templates.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelMutableAst;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelMutableExpr;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.aisle.templates.condition.Checked.ConditionFault;
import org.aisle.templates.condition.Vocabulary.Kind;

/**
 * Checks and prepares conditions: a subset of the Common Expression Language (CEL,
 * https://github.com/google/cel-spec) without loops, over the names of a {@link Vocabulary}. All
 * numbers are doubles.
 *
 * <ul>
 *   <li>{@code < <= > >=} and {@code + - * / %} of numbers ({@code %} has the sign of its left
 *       side); {@code == !=} of two numbers, texts or flags; {@code && || !}; {@code a ? b : c};
 *       {@code in} a list of literals
 *   <li>{@code abs(x)}, {@code min(x, y)}, {@code max(x, y)}, {@code sqrt(x)}, {@code round(x)}
 *       (halves away from zero), {@code metres(lat, lon, lat, lon)} along the great circle
 *   <li>{@code text.startsWith(text)}, {@code .endsWith}, {@code .contains}; {@code size(text)} in
 *       code points
 *   <li>{@code known(x)}, which is never unknown
 * </ul>
 *
 * <p>Everything else follows Kleene: what needs an unknown value is unknown, except that {@code
 * false && unknown} is false and {@code true || unknown} is true. A number that is not finite (a
 * division by zero) is unknown; dividing by what is always zero is a fault. {@code a ? b : c} is
 * unknown when {@code a} is.
 *
 * <p>A text has at most 2,000 characters, 300 parts and is nested at most 50 deep; a larger one,
 * like any other, is refused within milliseconds.
 */
public final class Conditions {

  private Conditions() {}

  /** A text that must say yes or no. */
  public static Checked<Test> test(String text, Vocabulary vocabulary) {
    return prepare(text, vocabulary, Kind.FLAG, Translation::test);
  }

  /** A text that must give a number. */
  public static Checked<Quantity> quantity(String text, Vocabulary vocabulary) {
    return prepare(text, vocabulary, Kind.NUMBER, Translation::number);
  }

  /** A text that must give a text. */
  public static Checked<Wording> wording(String text, Vocabulary vocabulary) {
    return prepare(text, vocabulary, Kind.TEXT, Translation::wording);
  }

  /**
   * The limits that a test compares names with, in the order of the text: of {@code temperature >
   * property.setPoint + 4 || humidity >= 90} those of temperature and humidity. Comparisons below
   * {@code && || !} only, with one field on one side and on the other nothing measured. Empty for a
   * text that is no sound test.
   */
  public static List<Limit> limits(String text, Vocabulary vocabulary) {
    return switch (read(text, vocabulary, Kind.FLAG)) {
      case Checked.Faulty<CelAbstractSyntaxTree> faulty -> List.of();
      case Checked.Sound<CelAbstractSyntaxTree> sound ->
          LimitsFinder.in(sound.expression(), vocabulary);
    };
  }

  private static <E> Checked<E> prepare(
      String text,
      Vocabulary vocabulary,
      Kind wanted,
      BiFunction<Translation, CelExpr, E> translate) {
    return switch (read(text, vocabulary, wanted)) {
      case Checked.Faulty<CelAbstractSyntaxTree> faulty -> new Checked.Faulty<>(faulty.faults());
      case Checked.Sound<CelAbstractSyntaxTree> sound ->
          new Checked.Sound<>(
              translate.apply(
                  new Translation(sound.expression(), vocabulary), sound.expression().getExpr()),
              sound.uses());
    };
  }

  private static Checked<CelAbstractSyntaxTree> read(
      String text, Vocabulary vocabulary, Kind wanted) {
    if (text.length() > Grammar.MAX_CHARACTERS) {
      return faulty(Sentences.tooLarge());
    }
    if (Grammar.hasTooManyBraces(text)) {
      return faulty(Sentences.braces());
    }
    CelValidationResult parsed = Grammar.parse(text);
    if (parsed.hasError()) {
      return faulty(Sentences.syntax(text, parsed.getErrors().getFirst()));
    }
    CelAbstractSyntaxTree ast = ast(parsed);
    Survey survey = Survey.of(ast, vocabulary);
    if (!survey.faults().isEmpty()) {
      return new Checked.Faulty<>(survey.faults());
    }
    CelValidationResult result = Grammar.check(withDoubles(ast), survey.uses().values());
    if (result.hasError()) {
      TextSpots spots = new TextSpots(ast);
      return new Checked.Faulty<>(
          result.getErrors().stream()
              .flatMap(issue -> Sentences.type(issue, spots.of(issue.getExprId())).stream())
              .toList());
    }
    CelAbstractSyntaxTree checked = ast(result);
    Kind found = Grammar.kind(checked.getResultType());
    if (found != wanted) {
      return faulty(Sentences.result(wanted, found));
    }
    return new Checked.Sound<>(
        checked, Collections.unmodifiableSortedSet(new TreeSet<>(survey.uses().keySet())));
  }

  private static <E> Checked<E> faulty(ConditionFault fault) {
    return new Checked.Faulty<>(List.of(fault));
  }

  private static CelAbstractSyntaxTree ast(CelValidationResult result) {
    try {
      return result.getAst();
    } catch (CelValidationException e) {
      throw new IllegalStateException("A result without errors has a tree", e);
    }
  }

  private static CelAbstractSyntaxTree withDoubles(CelAbstractSyntaxTree ast) {
    CelMutableAst mutable = CelMutableAst.fromCelAst(ast);
    toDoubles(mutable.expr());
    return mutable.toParsedAst();
  }

  private static void toDoubles(CelMutableExpr expr) {
    switch (expr.getKind()) {
      case CONSTANT -> {
        if (expr.constant().getKind() == CelConstant.Kind.INT64_VALUE) {
          expr.setConstant(CelConstant.ofValue((double) expr.constant().int64Value()));
        }
      }
      case CALL -> {
        expr.call().target().ifPresent(Conditions::toDoubles);
        expr.call().args().forEach(Conditions::toDoubles);
      }
      case LIST -> expr.list().elements().forEach(Conditions::toDoubles);
      case IDENT, SELECT, STRUCT, MAP, COMPREHENSION, NOT_SET -> {}
    }
  }
}
