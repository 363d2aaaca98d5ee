package org.aisle.backend.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Value;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.Rule.Notification;
import org.aisle.templates.rule.Severity;
import org.aisle.templates.rule.Trigger;
import org.aisle.templates.rule.Trigger.Window;
import org.aisle.templates.unit.Unit;
import org.junit.jupiter.api.Test;

class JudgedValuesTest {

  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  private static final DeviceRef DEVICE = DeviceRef.of("app", "cooler");
  private static final DeviceTemplate TEMPLATE =
      new DeviceTemplate(
          new Dtmi("dtmi:org:aisle:Cooler;1"),
          "Cooler",
          null,
          List.of(celsius("condenser"), celsius("ambient")),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          "[]");

  @Test
  void the_average_of_a_difference_is_what_the_rule_compares_with_its_limit() {
    JudgedValues judged = judged(average("condenser - ambient", "22"));

    assertThat(judged.values()).hasSize(3);
    assertThat(judged.values().get(0).value()).isCloseTo(25, within(1e-9));
    assertThat(judged.values().get(2).value()).isCloseTo(20, within(1e-9));
    assertThat(judged.values()).allSatisfy(v -> assertThat(v.limit()).isEqualTo(22));
    assertThat(judged.unit()).isEqualTo("K");
    assertThat(judged.name()).isEqualTo("The average of condenser - ambient over 1 h");
  }

  @Test
  void a_product_has_no_unit_that_is_known_and_a_field_has_its_own() {
    assertThat(judged(average("condenser * ambient", "22")).unit()).isEmpty();
    assertThat(judged(average("condenser", "22")).unit()).isEqualTo("°C");
  }

  @Test
  void a_limit_that_is_not_known_from_readings_is_not_a_number() {
    assertThat(judged(average("condenser", "ambient / (ambient - ambient)")).values())
        .allSatisfy(v -> assertThat(v.limit()).isNaN());
  }

  @Test
  void what_is_no_sliding_window_is_not_drawn_so() {
    assertThat(
            JudgedValues.of(
                DEVICE,
                rule(new Trigger.Threshold("condenser > 3", Duration.ZERO)),
                TEMPLATE,
                samples()))
        .isEmpty();
  }

  private static JudgedValues judged(Trigger trigger) {
    return JudgedValues.of(DEVICE, rule(trigger), TEMPLATE, samples()).orElseThrow();
  }

  private static Trigger average(String of, String limit) {
    return new Window(
        Window.Aggregate.AVG,
        of,
        Duration.ofHours(1),
        Window.Kind.SLIDING,
        Window.Comparison.ABOVE,
        limit,
        1);
  }

  /** Differences of 25, 20 and 15. */
  private static List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      TreeMap<String, Value> values = new TreeMap<>();
      values.put("condenser", new Value.Num(45 - 5 * i));
      values.put("ambient", new Value.Num(20));
      samples.add(new Sample(START.plusSeconds(600L * i), values));
    }
    return samples;
  }

  private static Rule rule(Trigger trigger) {
    return new Rule(
        "r",
        "R",
        null,
        "Cooler",
        new TreeMap<>(),
        trigger,
        null,
        null,
        null,
        Severity.WARNING,
        List.of(),
        Rule.USUAL_GAP,
        Notification.NOBODY,
        true);
  }

  private static Field celsius(String path) {
    return new Field(
        path,
        path,
        null,
        new FieldType.Decimal(),
        Unit.named("degreeCelsius").orElseThrow(),
        "Temperature",
        false,
        null,
        null);
  }
}
