package org.aisle.templates.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.aisle.templates.condition.GeneratedConditions.Part;
import org.aisle.templates.condition.Vocabulary.Kind;
import org.aisle.templates.condition.Vocabulary.Name;
import org.jspecify.annotations.Nullable;

class ConditionsPropertiesTest {

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void where_all_is_known_a_condition_means_what_it_means_in_cel(
      @ForAll("conditions") Part condition, @ForAll("frames") Cooler.Values frame) {
    Object ours = value(condition, frame);
    Statistics.label("outcome").collect(condition.kind(), ours == null ? "unknown" : "known");
    if (ours == null) {
      // Only a number that is not finite makes an unknown from what is known.
      assertThat(condition.all().filter(part -> part.kind() == Kind.NUMBER))
          .anySatisfy(
              part ->
                  assertThat((Double) StandardCel.value(part.standard(), frame))
                      .satisfiesAnyOf(
                          number -> assertThat(number).isNaN(),
                          number -> assertThat(number).isInfinite()));
    } else if (ours instanceof Double number) {
      // 0.0 and -0.0 are the same number
      assertThat((Double) StandardCel.value(condition.standard(), frame) + 0.0)
          .isEqualTo(number + 0.0);
    } else {
      assertThat(ours).isEqualTo(StandardCel.value(condition.standard(), frame));
    }
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void to_learn_a_value_never_contradicts_what_was_known_without_it(
      @ForAll("conditions") Part condition,
      @ForAll("frames") Cooler.Values frame,
      @ForAll("names") Set<String> forgotten) {
    Object partly = value(condition, without(frame, forgotten));
    Statistics.label("outcome").collect(condition.kind(), partly == null ? "unknown" : "known");
    if (partly != null) {
      assertThat(value(condition, frame)).isEqualTo(partly);
    }
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void a_condition_does_not_depend_on_names_that_it_does_not_use(
      @ForAll("conditions") Part condition, @ForAll("frames") Cooler.Values frame) {
    Set<String> unused = new java.util.HashSet<>(frame.known().keySet());
    unused.removeAll(uses(condition));
    assertThat(value(condition, without(frame, unused))).isEqualTo(value(condition, frame));
  }

  @Property(tries = 2_000)
  void any_text_is_sound_or_has_faults_within_it(@ForAll("texts") String text)
      throws InterruptedException {
    List<Checked<?>> outcome = new ArrayList<>();
    Thread thread =
        new Thread(
            null,
            () -> outcome.add(Conditions.test(text, Cooler.WORDS)),
            "small stack",
            512 * 1024);
    thread.start();
    thread.join();
    assertThat(outcome).hasSize(1);
    if (outcome.getFirst() instanceof Checked.Faulty<?>(var faults)) {
      assertThat(faults)
          .isNotEmpty()
          .allSatisfy(
              fault -> {
                assertThat(fault.code()).startsWith("condition.");
                assertThat(fault.sentence()).hasSizeLessThan(500);
                assertThat(fault.line()).isBetween(1, (int) text.lines().count() + 1);
                assertThat(fault.column()).isBetween(1, text.length() + 1);
              });
    }
  }

  /** Without those that always divide by zero: they are refused, see {@link ConditionsTest}. */
  @Provide
  Arbitrary<Part> conditions() {
    return GeneratedConditions.ofAnyKind().filter(part -> !dividesByZero(part));
  }

  private static boolean dividesByZero(Part condition) {
    Checked<?> checked =
        switch (condition.kind()) {
          case FLAG -> Conditions.test(condition.ours(), Cooler.WORDS);
          case NUMBER -> Conditions.quantity(condition.ours(), Cooler.WORDS);
          case TEXT -> Conditions.wording(condition.ours(), Cooler.WORDS);
        };
    return checked instanceof Checked.Faulty<?>(var faults)
        && faults.stream().allMatch(fault -> fault.code().equals("condition.zero-divisor"));
  }

  @Provide
  Arbitrary<Cooler.Values> frames() {
    return GeneratedConditions.frames();
  }

  @Provide
  Arbitrary<Set<String>> names() {
    return Arbitraries.of(Cooler.WORDS.names().stream().map(Name::name).toList()).set();
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> tokens =
        Arbitraries.of(
            "temperature",
            "door.open",
            "state",
            "x",
            "1",
            "2.5",
            "'a'",
            "\"",
            "'",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            ".",
            ",",
            "?",
            ":",
            "&&",
            "||",
            "!",
            "-",
            "+",
            "*",
            "/",
            "%",
            "<",
            "==",
            "=",
            "in",
            "has(",
            "known(",
            "min(",
            "a.b{",
            "\n",
            "//",
            "°",
            "\ud83e\uddca",
            "\\",
            "`");
    return Arbitraries.oneOf(
        tokens.list().ofMaxSize(12).map(list -> String.join(" ", list)),
        tokens.list().ofMaxSize(700).map(list -> String.join("", list)),
        // the same few tokens over and over
        tokens.list().ofMinSize(1).ofMaxSize(4).map(list -> String.join("", list).repeat(400)),
        Arbitraries.strings().ofMaxLength(100));
  }

  private static Cooler.Values without(Cooler.Values frame, Set<String> names) {
    Map<String, Object> left = new HashMap<>(frame.known());
    left.keySet().removeAll(names);
    return new Cooler.Values(left);
  }

  private static Set<String> uses(Part condition) {
    return switch (condition.kind()) {
      case FLAG -> sound(Conditions.test(condition.ours(), Cooler.WORDS)).uses();
      case NUMBER -> sound(Conditions.quantity(condition.ours(), Cooler.WORDS)).uses();
      case TEXT -> sound(Conditions.wording(condition.ours(), Cooler.WORDS)).uses();
    };
  }

  /** Null when it is unknown. */
  private static @Nullable Object value(Part condition, Frame frame) {
    return switch (condition.kind()) {
      case FLAG ->
          switch (sound(Conditions.test(condition.ours(), Cooler.WORDS)).expression().in(frame)) {
            case TRUE -> true;
            case FALSE -> false;
            case UNKNOWN -> null;
          };
      case NUMBER -> {
        double number =
            sound(Conditions.quantity(condition.ours(), Cooler.WORDS)).expression().in(frame);
        yield Double.isNaN(number) ? null : (Double) number;
      }
      case TEXT -> sound(Conditions.wording(condition.ours(), Cooler.WORDS)).expression().in(frame);
    };
  }

  private static <E> Checked.Sound<E> sound(Checked<E> checked) {
    return ConditionsTest.sound(checked);
  }
}
