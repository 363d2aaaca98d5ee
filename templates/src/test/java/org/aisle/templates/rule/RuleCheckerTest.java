package org.aisle.templates.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.aisle.templates.definition.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RuleCheckerTest {

  @Test
  void names_a_group_that_exists_and_asks_for_nothing_without_history() {
    KnownGroups groups =
        KnownGroups.of(
            java.util.Map.of(
                "north", "organisation == \"north\"", "active", "enabled && name.contains(\"x\")"));
    assertThat(codes("north", groups)).isEmpty();
    assertThat(codes("active", groups)).containsExactly("rule.group-undated");
    assertThat(codes("nort", groups)).containsExactly("rule.group-unknown");
    assertThat(codes("nort", KnownGroups.OPEN)).isEmpty();
  }

  private static java.util.List<String> codes(String group, KnownGroups groups) {
    Rule rule =
        read(
            """
            name: Too warm
            template: Cooler
            group: %s
            when: {condition: internalTemperature > 8}
            severity: warning
            """
                .formatted(group));
    return RuleChecker.check(
            rule, CoolerTemplate.COOLER, CoolerTemplate.PLACES, java.util.List.of(), groups)
        .stream()
        .map(RuleFault::code)
        .toList();
  }

  private static final String BASE = "name: x\ntemplate: Cooler\nseverity: warning\n";
  private static final String WHEN = "when: {condition: doorOpen}\n";

  static Stream<String> documented() throws IOException {
    List<String> rules = new ArrayList<>();
    boolean inside = false;
    StringBuilder block = new StringBuilder();
    for (String line : Files.readAllLines(Path.of("../docs/rules.md"))) {
      if (line.equals("```yaml")) {
        inside = true;
        block.setLength(0);
      } else if (line.equals("```") && inside) {
        inside = false;
        rules.addAll(rules(block.toString()));
      } else if (inside) {
        block.append(line).append('\n');
      }
    }
    return rules.stream();
  }

  /** A whole rule, several triggers, or a part of a rule. */
  private static List<String> rules(String block) {
    if (block.startsWith("name:")) {
      return List.of(block);
    }
    if (block.startsWith("when:")) {
      return block.lines().map(BASE::concat).toList();
    }
    return List.of(
        block.startsWith("severity:")
            ? BASE.replace("severity: warning\n", "") + WHEN + block
            : BASE + WHEN + block);
  }

  @ParameterizedTest
  @MethodSource("documented")
  void an_example_of_the_documentation_is_sound(String yaml) {
    assertThat(check(yaml)).isEmpty();
  }

  @Test
  void the_documentation_shows_every_trigger() throws IOException {
    Set<Class<?>> shown =
        documented().map(yaml -> read(yaml).trigger().getClass()).collect(Collectors.toSet());

    assertThat(shown).containsExactlyInAnyOrder(Trigger.class.getPermittedSubclasses());
  }

  @Test
  void every_fault_is_reported_at_once() {
    assertThat(
            check(
                """
                name: ""
                template: Cooler
                where: {manufacturer: x, colour: red, model: ""}
                when: {condition: "internalTemperatur > 8", for: P32D}
                clear: {condition: "internalTemperature + 1", for: PT-1S}
                unless: {condition: "doorOpen >", settle: P40D}
                schedule: {days: []}
                severity: critical
                escalate: [{to: warning, after: PT0S, condition: doorOpen}, {to: critical}]
                gap: P8D
                notify: {to: [Team, ops, ops], digest: P8D, quietHours: {days: []}, repeat: PT1S, pastAfter: P32D}
                """))
        .containsExactlyInAnyOrder(
            "name rule.text-length",
            "where.colour rule.property-unknown",
            "where.model rule.text-length",
            "when.condition rule.condition-name-unknown",
            "when.for rule.duration-range",
            "clear.condition rule.condition-type",
            "clear.for rule.duration-range",
            "unless.condition rule.condition-syntax",
            "unless.settle rule.duration-range",
            "schedule.days rule.schedule-days",
            "escalate[0] rule.escalation",
            "escalate[0].to rule.severity-same",
            "escalate[0].after rule.duration-range",
            "escalate[1] rule.escalation",
            "escalate[1].to rule.severity-same",
            "gap rule.duration-range",
            "notify.to[0] rule.destination",
            "notify.to[2] rule.destination-twice",
            "notify.digest rule.duration-range",
            "notify.quietHours.days rule.schedule-days",
            "notify.repeat rule.duration-range",
            "notify.pastAfter rule.duration-range");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          silent: PT59S                                                   | when.silent rule.duration-range
          silent: P32D                                                    | when.silent rule.duration-range
          repeated: {condition: doorOpen, times: 1, within: PT1H}         | when.repeated.times rule.number-range
          repeated: {condition: doorOpen, times: 1001, within: PT1H}      | when.repeated.times rule.number-range
          repeated: {condition: power, times: 5, within: PT1H}            | when.repeated.condition rule.condition-type
          window: {aggregate: avg, of: doorOpen, width: PT1H, is: above, limit: '1'} | when.window.of rule.condition-type
          window: {aggregate: avg, of: power, width: PT59S, is: above, limit: '1'} | when.window.width rule.duration-range
          window: {aggregate: avg, of: power, width: PT7H, kind: tumbling, is: above, limit: '1'} | when.window.width rule.window-tumbling
          window: {aggregate: avg, of: power, width: PT36H, kind: tumbling, is: above, limit: '1'} | when.window.width rule.window-tumbling
          window: {aggregate: avg, of: power, width: PT1H, is: above, limit: high} | when.window.limit rule.condition-name-unknown
          window: {aggregate: rate, of: power, width: PT1H, is: above, limit: '1', atLeast: 1} | when.window.atLeast rule.window-values
          window: {aggregate: avg, of: power, width: PT1H, is: above, limit: '1', atLeast: 0} | when.window.atLeast rule.number-range
          window: {aggregate: count, of: doorOpn, width: PT1H, is: above, limit: '1'} | when.window.of rule.condition-name-unknown
          geofence: {event: inside, places: []}                           | when.geofence.places rule.places-number
          geofence: {event: inside, places: [north, south]}               | when.geofence.places[1] rule.place-unknown
          geofence: {event: inside, kind: moon}                           | when.geofence.kind rule.place-kind-unknown
          geofence: {event: enter, home: true}, for: PT1H                 | when.for rule.geofence-for
          geofence: {event: inside, polygon: [[0, 0], [1, 1], [0, 1], [1, 0]]} | when.geofence.polygon rule.place-crosses-itself
          geofence: {event: inside, circle: {centre: [0, 0], radiusMetres: 0}} | when.geofence.circle rule.place-radius
          geofence: {event: inside, corridor: {line: [[0, 0]], widthMetres: 5}} | when.geofence.corridor rule.place-line
          change: {field: color}                                          | when.change.field rule.field-unknown
          change: {field: placement, to: lost}                            | when.change.to rule.value
          change: {field: doorOpen, from: 'yes'}                          | when.change.from rule.value
          change: {field: power, to: much}                                | when.change.to rule.value
          change: {field: doorOpen, from: 'true', to: 'true'}             | when.change.to rule.change-same
          """)
  void a_trigger_that_makes_no_sense_is_refused(String when, String fault) {
    assertThat(check(BASE + "when: {" + when + "}")).containsExactly(fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          window: {aggregate: count, of: doorOpen, width: PT1H, is: above, limit: '1'}
          window: {aggregate: count, of: placement, width: PT1M, is: above, limit: property.setPoint}
          window: {aggregate: avg, of: power, width: P7D, kind: tumbling, is: above, limit: '1'}
          window: {aggregate: avg, of: power, width: PT8H, kind: tumbling, is: above, limit: '1'}
          change: {field: property.setPoint, to: '4'}
          change: {field: here.kind, to: depot}
          condition: compressorDutyCycle > 90 && placement == 'inPlace'
          """)
  void a_trigger_that_makes_sense_is_taken(String when) {
    assertThat(check(BASE + "when: {" + when + "}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'change: {field: doorOpen}'",
    "'geofence: {event: enter, home: true}'",
    "'geofence: {event: leave, kind: depot}'"
  })
  void what_happens_in_a_moment_can_neither_be_cleared_nor_last(String when) {
    assertThat(
            check(
                BASE
                    + "when: {"
                    + when
                    + "}\nclear: {condition: doorOpen}\nescalate: [{to: critical, after: PT1H}]"))
        .containsExactly(
            "clear rule.clear-momentary", "escalate[0].after rule.escalation-momentary");
  }

  @Test
  void a_silence_is_ended_by_data_and_nothing_else() {
    assertThat(check(BASE + "when: {silent: PT6H}\nclear: {condition: doorOpen}"))
        .containsExactly("clear rule.clear-silence");
  }

  @Test
  void a_condition_that_divides_by_zero_says_so() {
    assertThat(check(BASE + "when: {condition: 'power / 0 > 1'}"))
        .containsExactly("when.condition rule.condition-zero-divisor");
  }

  @Test
  void too_many_of_anything_is_refused() {
    String many = "x, ".repeat(21);
    String filters =
        Stream.iterate(0, i -> i < 21, i -> i + 1)
            .map(i -> "p" + i + ": 1")
            .reduce((a, b) -> a + ", " + b)
            .orElseThrow();

    assertThat(
            check(
                BASE
                    + WHEN
                    + "where: {%s}\nescalate: [%s]\nnotify: {to: [%s]}"
                        .formatted(filters, "{to: critical, after: PT1H}, ".repeat(9), many)))
        .containsExactly(
            "where rule.too-many", "escalate rule.too-many", "notify.to rule.too-many");
    assertThat(check(BASE + WHEN + "description: " + "x".repeat(2_001)))
        .containsExactly("description rule.text-length");
  }

  @Test
  void a_template_that_does_not_exist_is_a_fault_and_the_rest_is_checked_nevertheless() {
    Rule rule = read(BASE + "when: {condition: nonsense, for: P99D}");

    assertThat(RuleChecker.check(rule, null, CoolerTemplate.PLACES))
        .extracting(f -> f.key() + " " + f.code())
        .containsExactly("template rule.template-unknown", "when.for rule.duration-range");
    assertThat(RuleChecker.checkWithoutNames(rule, CoolerTemplate.PLACES, KnownGroups.OPEN))
        .extracting(RuleFault::key)
        .containsExactly("when.for");
  }

  @Test
  void a_condition_says_at_which_character_it_is_wrong() {
    Rule rule = read(BASE + "when: {condition: 'doorOpen && internalTemperatur > 8'}");

    assertThat(RuleChecker.check(rule, CoolerTemplate.COOLER, CoolerTemplate.PLACES))
        .extracting(RuleFault::sentence)
        .containsExactly(
            "Character 13: There is no field or property internalTemperatur. Did you mean"
                + " internalTemperature?");
  }

  @Test
  void what_a_rule_says_of_assets_is_checked_against_what_the_app_knows_of_them() {
    List<Field> assets = CoolerTemplate.COOLER.telemetry().subList(0, 1);
    Rule rule =
        read(
            BASE
                + """
                where: {asset.internalTemperature: "4", asset.colour: red}
                when: {condition: "internalTemperature > asset.internalTemperature && asset.lid"}
                """);

    assertThat(
            RuleChecker.check(
                rule, CoolerTemplate.COOLER, CoolerTemplate.PLACES, assets, KnownGroups.OPEN))
        .extracting(f -> f.key() + " " + f.code())
        .containsExactly(
            "where.asset.colour rule.property-unknown",
            "when.condition rule.condition-name-unknown");
  }

  @Property(tries = 300)
  void any_rule_has_a_verdict_in_sentences(@ForAll("rules") Rule rule) {
    assertThat(RuleChecker.check(rule, CoolerTemplate.COOLER, CoolerTemplate.PLACES))
        .allSatisfy(
            fault -> {
              assertThat(fault.code()).matches("rule\\.[a-z]+(-[a-z]+)*");
              assertThat(fault.sentence()).matches("(?s).*[.?…]");
            });
  }

  @Provide
  Arbitrary<Rule> rules() {
    return GeneratedRules.rules();
  }

  private static Rule read(String yaml) {
    RuleOutcome outcome = RuleReader.yaml("a-rule", yaml.getBytes(StandardCharsets.UTF_8));
    assertThat(outcome).as("%s%n%s", yaml, outcome).isInstanceOf(RuleOutcome.Read.class);
    return ((RuleOutcome.Read) outcome).rule();
  }

  private static List<String> check(String yaml) {
    return RuleChecker.check(read(yaml), CoolerTemplate.COOLER, CoolerTemplate.PLACES).stream()
        .map(f -> f.key() + " " + f.code())
        .toList();
  }
}
