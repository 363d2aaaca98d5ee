package org.aisle.templates.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.aisle.templates.condition.Vocabulary.Kind;
import org.aisle.templates.condition.Vocabulary.Name;

/** Well-typed conditions, each in our words and in those of standard CEL. */
final class GeneratedConditions {

  private static final int DEPTH = 4;

  private GeneratedConditions() {}

  /**
   * A part of a condition.
   *
   * @param ours as our users write it
   * @param standard the same in standard CEL, where numbers need a decimal point and what it lacks
   *     is called {@code aisle_…}
   */
  record Part(Kind kind, String ours, String standard, List<Part> parts) {

    Stream<Part> all() {
      return Stream.concat(Stream.of(this), parts.stream().flatMap(Part::all));
    }
  }

  static Arbitrary<Part> ofAnyKind() {
    return Arbitraries.oneOf(
        ofKind(Kind.FLAG, DEPTH), ofKind(Kind.NUMBER, DEPTH), ofKind(Kind.TEXT, DEPTH));
  }

  /** A value for every name. */
  static Arbitrary<Cooler.Values> frames() {
    Arbitrary<Cooler.Values> frames = Arbitraries.just(Cooler.values());
    for (Name name : Cooler.WORDS.names()) {
      frames =
          Combinators.combine(frames, values(name.kind()))
              .as((frame, value) -> frame.with(name.name(), value));
    }
    return frames;
  }

  static Arbitrary<Object> values(Kind kind) {
    return switch (kind) {
      case NUMBER ->
          Arbitraries.oneOf(
                  Arbitraries.of(-2.5, -1.0, 0.0, 0.5, 1.0, 2.0, 4.0),
                  Arbitraries.doubles().between(-1e6, 1e6))
              .asGeneric();
      case FLAG -> Arbitraries.of(true, false).asGeneric();
      case TEXT -> Arbitraries.of("", "a", "ab", "on", "\ud83e\uddca").asGeneric();
    };
  }

  private static Arbitrary<Part> ofKind(Kind kind, int depth) {
    return depth == 0
        ? Arbitraries.oneOf(name(kind), literal(kind))
        : Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(1, name(kind)),
            net.jqwik.api.Tuple.of(1, literal(kind)),
            net.jqwik.api.Tuple.of(4, call(kind, depth - 1)));
  }

  /** But the state, which may not be compared with any text. */
  private static Arbitrary<Part> name(Kind kind) {
    return Arbitraries.of(
            Cooler.WORDS.names().stream()
                .filter(name -> name.kind() == kind && !name.name().equals("state"))
                .toList())
        .map(name -> new Part(kind, name.name(), name.name(), List.of()));
  }

  private static Arbitrary<Part> literal(Kind kind) {
    return switch (kind) {
      case NUMBER ->
          Arbitraries.oneOf(
              Arbitraries.of(1, 2, 3, 1000).map(i -> new Part(kind, "" + i, i + ".0", List.of())),
              // zero, but none that may not be divided by
              Arbitraries.just(new Part(kind, "(1 - 1)", "(1.0 - 1.0)", List.of())),
              Arbitraries.of("0.5", "2.25", "1e3").map(d -> new Part(kind, d, d, List.of())));
      case FLAG -> Arbitraries.of("true", "false").map(t -> new Part(kind, t, t, List.of()));
      case TEXT ->
          Arbitraries.of("\"\"", "'a'", "'on'", "\"\ud83e\uddca\"")
              .map(t -> new Part(kind, t, t, List.of()));
    };
  }

  private static Arbitrary<Part> call(Kind kind, int depth) {
    return switch (kind) {
      case NUMBER -> numberCall(depth);
      case FLAG -> flagCall(depth);
      case TEXT -> choose(kind, depth);
    };
  }

  private static Arbitrary<Part> numberCall(int depth) {
    return Arbitraries.oneOf(
        Arbitraries.of("+", "-", "*", "/")
            .flatMap(op -> infix(Kind.NUMBER, Kind.NUMBER, op, depth)),
        two(
            Kind.NUMBER,
            Kind.NUMBER,
            depth,
            (a, b) -> "(%s %% %s)".formatted(a, b),
            (a, b) -> "aisle_mod(%s, %s)".formatted(a, b)),
        Arbitraries.of("min", "max")
            .flatMap(
                f ->
                    two(
                        Kind.NUMBER,
                        Kind.NUMBER,
                        depth,
                        (a, b) -> "%s(%s, %s)".formatted(f, a, b),
                        (a, b) -> "aisle_%s(%s, %s)".formatted(f, a, b))),
        Arbitraries.of("abs", "sqrt", "round")
            .flatMap(
                f ->
                    one(
                        Kind.NUMBER,
                        Kind.NUMBER,
                        depth,
                        a -> "%s(%s)".formatted(f, a),
                        a -> "aisle_%s(%s)".formatted(f, a))),
        one(Kind.NUMBER, Kind.NUMBER, depth, "-(%s)"::formatted, "-(%s)"::formatted),
        one(Kind.TEXT, Kind.NUMBER, depth, "size(%s)"::formatted, "double(size(%s))"::formatted),
        choose(Kind.NUMBER, depth));
  }

  private static Arbitrary<Part> flagCall(int depth) {
    return Arbitraries.oneOf(
        Arbitraries.of("&&", "||").flatMap(op -> infix(Kind.FLAG, Kind.FLAG, op, depth)),
        Arbitraries.of("<", "<=", ">", ">=", "==", "!=")
            .flatMap(op -> infix(Kind.NUMBER, Kind.FLAG, op, depth)),
        Arbitraries.of("==", "!=").flatMap(op -> infix(Kind.TEXT, Kind.FLAG, op, depth)),
        Arbitraries.of("==", "!=").flatMap(op -> infix(Kind.FLAG, Kind.FLAG, op, depth)),
        one(Kind.FLAG, Kind.FLAG, depth, "!(%s)"::formatted, "!(%s)"::formatted),
        Arbitraries.of("startsWith", "endsWith", "contains")
            .flatMap(
                f ->
                    two(
                        Kind.TEXT,
                        Kind.FLAG,
                        depth,
                        (a, b) -> "(%s).%s(%s)".formatted(a, f, b),
                        (a, b) -> "(%s).%s(%s)".formatted(a, f, b))),
        one(
            Kind.NUMBER,
            Kind.FLAG,
            depth,
            "(%s in [1, 2.0, -1, 4])"::formatted,
            "(%s in [1.0, 2.0, -1.0, 4.0])"::formatted),
        one(
            Kind.TEXT,
            Kind.FLAG,
            depth,
            "(%s in ['a', \"on\"])"::formatted,
            "(%s in ['a', \"on\"])"::formatted),
        choose(Kind.FLAG, depth));
  }

  private static Arbitrary<Part> choose(Kind kind, int depth) {
    return Combinators.combine(
            Arbitraries.lazy(() -> ofKind(Kind.FLAG, depth)),
            Arbitraries.lazy(() -> ofKind(kind, depth)),
            Arbitraries.lazy(() -> ofKind(kind, depth)))
        .as(
            (a, b, c) ->
                new Part(
                    kind,
                    "(%s ? %s : %s)".formatted(a.ours(), b.ours(), c.ours()),
                    "(%s ? %s : %s)".formatted(a.standard(), b.standard(), c.standard()),
                    List.of(a, b, c)));
  }

  private static Arbitrary<Part> infix(Kind from, Kind to, String operator, int depth) {
    BinaryOperator<String> written =
        (a, b) -> String.format(Locale.ROOT, "(%s %s %s)", a, operator, b);
    return two(from, to, depth, written, written);
  }

  private static Arbitrary<Part> one(
      Kind from, Kind to, int depth, UnaryOperator<String> ours, UnaryOperator<String> standard) {
    return Arbitraries.lazy(() -> ofKind(from, depth))
        .map(a -> new Part(to, ours.apply(a.ours()), standard.apply(a.standard()), List.of(a)));
  }

  private static Arbitrary<Part> two(
      Kind from, Kind to, int depth, BinaryOperator<String> ours, BinaryOperator<String> standard) {
    return Combinators.combine(
            Arbitraries.lazy(() -> ofKind(from, depth)),
            Arbitraries.lazy(() -> ofKind(from, depth)))
        .as(
            (a, b) ->
                new Part(
                    to,
                    ours.apply(a.ours(), b.ours()),
                    standard.apply(a.standard(), b.standard()),
                    new ArrayList<>(List.of(a, b))));
  }
}
