package org.aisle.templates.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.aisle.templates.condition.Checked.ConditionFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionsTest {

  private static final Cooler.Values FRAME =
      Cooler.values()
          .with("temperature", 9.5)
          .with("doorOpenings", 4)
          .with("door.open", true)
          .with("package.sealed", false)
          .with("type", "Visi 300")
          .with("state", "on")
          .with("location.lat", 48.7758)
          .with("location.lon", 9.1829)
          .with("acceleration.magnitude", 2.6)
          .with("property.setPoint", 4.0)
          .with("home.inside", true)
          .with("here.kind", "");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "temperature > 8                                  ; TRUE",
        "temperature > property.setPoint + 4              ; TRUE",
        "temperature > property.setPoint + 5.5            ; FALSE",
        "temperature >= 9.5 && temperature <= 9.5         ; TRUE",
        "temperature < 9.5 || temperature != 9.5          ; FALSE",
        "8 < temperature                                  ; TRUE",
        "doorOpenings > 3                                 ; TRUE",
        "doorOpenings == 4.0                              ; TRUE",
        "doorOpenings in [1, 2, 4]                        ; TRUE",
        "doorOpenings in [-4, 4.5]                        ; FALSE",
        "doorOpenings in []                               ; FALSE",
        "-doorOpenings in [-4]                            ; TRUE",
        "doorOpenings % 3 == 1                            ; TRUE",
        "-doorOpenings % 3 == -1                          ; TRUE",
        "door.open                                        ; TRUE",
        "!door.open                                       ; FALSE",
        "!!door.open                                      ; TRUE",
        "door.open == true                                ; TRUE",
        "door.open != package.sealed                      ; TRUE",
        "package.sealed ? temperature > 0 : false         ; FALSE",
        "state == \"on\"                                  ; TRUE",
        "state in ['off', \"on\"]                         ; TRUE",
        "type.startsWith('Visi') && type.endsWith('300')  ; TRUE",
        "type.contains('cooler')                          ; FALSE",
        "size(type) == 8 && type.size() == 8              ; TRUE",
        "here.kind == ''                                  ; TRUE",
        "home.inside                                      ; TRUE",
        "acceleration.magnitude > 2.5                     ; TRUE",
        "abs(property.setPoint - temperature) > 5         ; TRUE",
        "min(temperature, 3) == 3 && max(1, 2) == 2       ; TRUE",
        "sqrt(property.setPoint) == 2                     ; TRUE",
        "round(temperature) == 10 && round(-2.5) == -3    ; TRUE",
        "round(0.49999999999999994) == 0                  ; TRUE",
        "(door.open ? 8 : 12) == 8                        ; TRUE",
        "(door.open ? state : type) == 'on'               ; TRUE",
        "metres(location.lat, location.lon, 48.7758, 9.1829) < 1 ; TRUE",
        "known(temperature) && known(state) && known(door.open)  ; TRUE",
        "true                                             ; TRUE",
        // nothing is known of humidity, the model and the metres to home
        "humidity > 50                                    ; UNKNOWN",
        "!(humidity > 50)                                 ; UNKNOWN",
        "humidity == humidity                             ; UNKNOWN",
        "humidity in [50]                                 ; UNKNOWN",
        "property.model == 'x'                            ; UNKNOWN",
        "property.model.startsWith('')                    ; UNKNOWN",
        "size(property.model) > 0                         ; UNKNOWN",
        "min(humidity, 3) < 4                             ; UNKNOWN",
        "(humidity > 50 ? 1 : 1) == 1                     ; UNKNOWN",
        "(humidity > 50 ? state : state) == 'on'          ; UNKNOWN",
        "humidity > 50 ? true : true                      ; UNKNOWN",
        "(humidity > 50) == (humidity > 50)               ; UNKNOWN",
        "false && humidity > 50                           ; FALSE",
        "humidity > 50 && false                           ; FALSE",
        "humidity > 50 && true                            ; UNKNOWN",
        "true || humidity > 50                            ; TRUE",
        "humidity > 50 || true                            ; TRUE",
        "humidity > 50 || false                           ; UNKNOWN",
        "known(humidity)                                  ; FALSE",
        "known(property.model)                            ; FALSE",
        "known(humidity > 50)                             ; FALSE",
        "known(humidity > 50 || door.open)                ; TRUE",
        "!known(home.metres) || home.metres > 100         ; TRUE",
        // what has no finite result is unknown
        "temperature / (temperature - temperature) > 1    ; UNKNOWN",
        "temperature % (temperature - temperature) == 0   ; UNKNOWN",
        "0.0 / (temperature - temperature) == 0           ; UNKNOWN",
        "1e308 * 10 > 0                                   ; UNKNOWN",
        "1e308 + 1e308 > 0                                ; UNKNOWN",
        "sqrt(-1) > 0                                     ; UNKNOWN",
        "metres(91, 0, 0, 0) > 0                          ; UNKNOWN",
        "known(1 / (temperature - temperature))           ; FALSE",
      })
  void a_condition_is_true_false_or_unknown(String text, Truth expected) {
    assertThat(sound(Conditions.test(text, Cooler.WORDS)).expression().in(FRAME))
        .isEqualTo(expected);
  }

  @Test
  void a_division_by_a_field_that_is_zero_is_unknown() {
    Frame zero = Cooler.values().with("temperature", 0.0).with("property.setPoint", 4.0);
    for (String text :
        new String[] {
          "property.setPoint / temperature > 1",
          "property.setPoint % temperature == 0",
          "temperature / temperature == 1"
        }) {
      assertThat(sound(Conditions.test(text, Cooler.WORDS)).expression().in(zero))
          .isEqualTo(Truth.UNKNOWN);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "temperature / 0 > 1",
        "temperature % 0 == 0",
        "temperature / 0.0 > 1",
        "temperature / -0 > 1",
        "temperature / (0) > 1",
        "known(temperature / 0e5)",
        "temperature / (1 - 1) > 1",
        "temperature % (2 * 3 - 6.0) == 0",
        "temperature / -(4 + -4) > 1",
        "temperature > 8 || 1 / 0 > 1"
      })
  void a_division_by_a_literal_zero_is_a_fault(String text) {
    var checked = Conditions.test(text, Cooler.WORDS);
    List<ConditionFault> faults =
        checked instanceof Checked.Faulty<?> faulty ? faulty.faults() : List.of();
    assertThat(faults)
        .extracting(ConditionFault::code, fault -> fault.sentence().substring(0, 20))
        .containsExactly(tuple("condition.zero-divisor", "This divides by zero"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "temperature / (2 - 1) > 1",
        "temperature / (temperature - temperature) > 1",
        "temperature / (1 / 2) > 1"
      })
  void a_division_by_what_may_be_another_number_is_none(String text) {
    assertThat(Conditions.test(text, Cooler.WORDS)).isInstanceOf(Checked.Sound.class);
  }

  @Test
  void an_infinite_value_of_a_frame_is_unknown() {
    assertThat(
            sound(Conditions.test("temperature > 8", Cooler.WORDS))
                .expression()
                .in(Cooler.values().with("temperature", Double.POSITIVE_INFINITY)))
        .isEqualTo(Truth.UNKNOWN);
  }

  @Test
  void a_quantity_is_a_number_or_nan() {
    assertThat(quantity("temperature - property.setPoint * 2").in(FRAME)).isEqualTo(1.5);
    assertThat(quantity("-(temperature)").in(FRAME)).isEqualTo(-9.5);
    assertThat(quantity("temperature + humidity").in(FRAME)).isNaN();
    assertThat(quantity("7").in(FRAME)).isEqualTo(7);
  }

  @Test
  void a_wording_is_a_text_or_null() {
    assertThat(wording("temperature > 8 ? 'warm' : 'fine'").in(FRAME)).isEqualTo("warm");
    assertThat(wording("state").in(FRAME)).isEqualTo("on");
    assertThat(wording("humidity > 8 ? 'damp' : 'dry'").in(FRAME)).isNull();
  }

  @Test
  void a_sound_condition_tells_which_names_it_needs() {
    assertThat(
            sound(
                    Conditions.test(
                        "temperature > property.setPoint && (door.open || temperature > 0)",
                        Cooler.WORDS))
                .uses())
        .containsExactly("door.open", "property.setPoint", "temperature");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "`` ; condition.syntax ; 1 ; There is no condition yet",
        "temperature > ; condition.syntax ; 14 ; ends too early",
        "(temperature > 8 ; condition.syntax ; 17 ; ends too early",
        "temperature > 8) ; condition.syntax ; 16 ; Here ) comes too early",
        "temperature = 8 ; condition.syntax ; 13 ; Write ==",
        "door.open and door.open ; condition.syntax ; 11 ; Write &&",
        "door.open & door.open ; condition.syntax ; 11 ; Write &&",
        "door.open OR door.open ; condition.syntax ; 11 ; Write ||",
        "not door.open ; condition.syntax ; 5 ; Write !",
        "temperature <> 8 ; condition.syntax ; 14 ; Write !=",
        "temperature > 8,5 ; condition.syntax ; 16 ; decimal point",
        "temperature > 8° ; condition.syntax ; 16 ; without their unit",
        "state == 'on ; condition.syntax ; 10 ; Close the text",
        "temperature 8 ; condition.syntax ; 13 ; can't be read from 8 on",
        "temprature > 8 ; condition.name-unknown ; 1 ; Did you mean temperature?",
        "8 < setPoint ; condition.name-unknown ; 5 ; Did you mean property.setPoint?",
        "door ; condition.name-unknown ; 1 ; Did you mean door.open?",
        "true && dor.open ; condition.name-unknown ; 9 ; Did you mean door.open?",
        "zzzzzzzzz > 8 ; condition.name-unknown ; 1 ; There is: temperature, humidity",
        ".temperature > 8 ; condition.name-unknown ; 2 ; Did you mean temperature?",
        "maxx(1, 2) > 1 ; condition.name-unknown ; 5 ; Did you mean max?",
        "state > 8 ; condition.type ; 7 ; > needs a number on both sides, but here it gets a text and a number. Write numbers without quotes",
        "door.open > 8 ; condition.type ; 11 ; a yes/no and a number",
        "temperature && door.open ; condition.type ; 13 ; && needs a yes/no on both sides",
        "state == 8 ; condition.type ; 7 ; == needs two numbers, two texts or",
        "state in [1] ; condition.type ; 7 ; in needs",
        "state in ['on', 1] ; condition.type ; 17 ; numbers or texts, not both",
        "door.open ? 1 : 'a' ; condition.type ; 11 ; ? : needs",
        "!temperature ; condition.type ; 1 ; ! needs a yes/no",
        "state == 'offf' ; condition.option-unknown ; 10 ; state is never",
        "'Off' != state ; condition.option-unknown ; 1 ; Did you mean off?",
        "state in ['on', 'standby'] ; condition.option-unknown ; 17 ; it is one of on, off.",
        "-state == 1 ; condition.type ; 1 ; - needs a number, but here it gets a text",
        "min(1) > 0 ; condition.type ; 4 ; min(number, number)",
        "abs() > 0 ; condition.type ; 4 ; gets nothing",
        "temperature.abs() > 0 ; condition.type ; 16 ; abs(number)",
        "state.size(1) > 0 ; condition.type ; 11 ; size(text)",
        "temperature + 1 ; condition.type ; 1 ; gives a number, but a yes/no is needed",
        "state ; condition.type ; 1 ; gives a text, but a yes/no is needed",
        "state + 'x' == 'y' ; condition.type ; 7 ; + needs a number on both sides",
        "state > 'a' ; condition.type ; 7 ; > needs a number on both sides",
        "has(door.open) ; condition.not-supported ; 4 ; known(x)",
        "temperature == null ; condition.not-supported ; 16 ; known(x)",
        "state.matches('.*') ; condition.not-supported ; 14 ; startsWith",
        "[1, 2].all(x, x > 1) ; condition.not-supported ; 11 ; Loops",
        "[1, 2].exists(x, x > 1) ; condition.not-supported ; 14 ; Loops",
        "state[0] == 'a' ; condition.not-supported ; 6 ; An index",
        "[1] == [1] ; condition.not-supported ; 1 ; only after in",
        "state in state ; condition.not-supported ; 10 ; Write a list",
        "state in [type] ; condition.not-supported ; 11 ; only numbers or texts",
        "{'a': 1} == {'a': 1} ; condition.not-supported ; 1 ; Braces",
        "Cooler{a: 1} ; condition.not-supported ; 7 ; Braces",
        "b'a' == b'a' ; condition.not-supported ; 1 ; Only numbers",
        "temperature > 3u ; condition.not-supported ; 15 ; without the u",
        "temperature > 1e999 ; condition.not-supported ; 15 ; too large",
        "temperature > 99999999999999999999 ; condition.not-supported ; 15 ; 1.0e20",
        "timestamp('x') > 1 ; condition.not-supported ; 10 ; timestamp is not supported",
        "int(temperature) > 1 ; condition.not-supported ; 4 ; int is not supported",
        "size(state).x > 1 ; condition.not-supported ; 12 ; inside a name",
        "door.?open ; condition.not-supported ; 5 ; known(x)",
      })
  void a_faulty_condition_says_what_is_wrong_where_and_what_to_do(
      String text, String code, int column, String sentence) {
    ConditionFault fault = faults(text).getFirst();
    assertThat(fault.code()).as(fault.toString()).isEqualTo(code);
    assertThat(fault.sentence()).contains(sentence);
    assertThat(fault.line()).isEqualTo(1);
    assertThat(fault.column()).isEqualTo(column);
  }

  @Test
  void all_unknown_names_are_told_at_once_with_their_lines() {
    assertThat(faults("temprature > 8\n  && humidty < 3"))
        .extracting(ConditionFault::line, ConditionFault::column)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1, 1), org.assertj.core.groups.Tuple.tuple(2, 6));
  }

  @Test
  void what_only_follows_from_another_fault_is_not_told() {
    assertThat(faults("!(state > 8) && (state > 8) == door.open")).hasSize(2);
  }

  static Stream<String> hostile() {
    return Stream.of(
        "(".repeat(2000),
        ")".repeat(2000),
        "[".repeat(2000),
        "{".repeat(2000),
        "a.".repeat(999) + "a",
        "a+".repeat(999) + "a",
        "a<".repeat(999) + "a",
        "a?a:".repeat(499) + "a",
        "a ? ".repeat(499) + "a",
        "!".repeat(1999) + "a",
        "-".repeat(1999) + "a",
        "-(".repeat(999) + "a",
        "!(".repeat(999) + "a",
        "a&&".repeat(660) + "a",
        "a in ".repeat(399) + "a",
        "a[".repeat(1000),
        "x{".repeat(1000),
        "f(".repeat(1000),
        "1 ".repeat(1000),
        "@".repeat(2000),
        "\"".repeat(1999),
        "'".repeat(1999),
        "`".repeat(1999),
        "\\".repeat(1999),
        "\u0000".repeat(1999),
        "\ud800".repeat(1999),
        "\ud83e\uddca".repeat(999),
        "//".repeat(999),
        "\n".repeat(1999),
        "a".repeat(2000),
        "temperature > " + "9".repeat(1900),
        "temperature > 1e" + "9".repeat(1900),
        "temperature in [" + "1,".repeat(990) + "1]",
        "temperature" + " + 1".repeat(400) + " > 1",
        "temperature > 8 // " + "x".repeat(3000));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void a_hostile_text_is_refused_at_once_on_a_small_stack(String text) throws InterruptedException {
    List<Checked<?>> outcome = new java.util.concurrent.CopyOnWriteArrayList<>();
    long start = System.nanoTime();
    // Half the stack that a thread has by default.
    Thread thread =
        new Thread(
            null,
            () -> outcome.add(Conditions.test(text, Cooler.WORDS)),
            "small stack",
            512 * 1024);
    thread.start();
    thread.join(Duration.ofSeconds(10));
    assertThat(outcome).hasOnlyElementsOfType(Checked.Faulty.class).hasSize(1);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void the_bounds_themselves_are_allowed() {
    String comment = "temperature > 8 //";
    assertThat(
            Conditions.test(
                comment + "x".repeat(Grammar.MAX_CHARACTERS - comment.length()), Cooler.WORDS))
        .isInstanceOf(Checked.Sound.class);
    // one for the comparison, one for its left side
    assertThat(
            Conditions.test(
                "temperature == " + "(".repeat(40) + "1" + ")".repeat(40), Cooler.WORDS))
        .isInstanceOf(Checked.Sound.class);
    assertThat(sums(Survey.MAX_DEPTH - 2)).isInstanceOf(Checked.Sound.class);
    assertThat(sums(Survey.MAX_DEPTH - 1)).isInstanceOf(Checked.Faulty.class);
    assertThat(choices(Survey.MAX_PARTS - 3)).isInstanceOf(Checked.Sound.class);
    assertThat(choices(Survey.MAX_PARTS - 2)).isInstanceOf(Checked.Faulty.class);
  }

  private static Checked<org.aisle.templates.condition.Test> sums(int plus) {
    return Conditions.test("temperature" + "+1".repeat(plus) + " > 1", Cooler.WORDS);
  }

  private static Checked<org.aisle.templates.condition.Test> choices(int elements) {
    return Conditions.test("temperature in [1" + ",2".repeat(elements - 1) + "]", Cooler.WORDS);
  }

  @Test
  void no_other_text_than_2000_characters_is_even_read() {
    assertThat(faults("(".repeat(5_000_000)))
        .extracting(ConditionFault::code)
        .containsExactly("condition.too-large");
  }

  static <E> Checked.Sound<E> sound(Checked<E> checked) {
    return switch (checked) {
      case Checked.Sound<E> sound -> sound;
      case Checked.Faulty<E> faulty -> throw new AssertionError(faulty.faults().toString());
    };
  }

  private static List<ConditionFault> faults(String text) {
    return switch (Conditions.test(text, Cooler.WORDS)) {
      case Checked.Sound<?> sound -> throw new AssertionError(text + " is sound");
      case Checked.Faulty<?> faulty -> faulty.faults();
    };
  }

  private static Quantity quantity(String text) {
    return sound(Conditions.quantity(text, Cooler.WORDS)).expression();
  }

  private static Wording wording(String text) {
    return sound(Conditions.wording(text, Cooler.WORDS)).expression();
  }
}
