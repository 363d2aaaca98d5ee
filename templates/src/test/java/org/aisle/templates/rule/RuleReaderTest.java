package org.aisle.templates.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.aisle.templates.place.GeoPosition;
import org.aisle.templates.place.Shape;
import org.aisle.templates.rule.Rule.Clear;
import org.aisle.templates.rule.Rule.Escalation;
import org.aisle.templates.rule.Rule.Notification;
import org.aisle.templates.rule.Rule.Schedule;
import org.aisle.templates.rule.Rule.Unless;
import org.aisle.templates.rule.Trigger.Geofence;
import org.aisle.templates.rule.Trigger.Geofence.Where;
import org.aisle.templates.rule.Trigger.Window;
import org.aisle.templates.source.SourceReader;
import org.junit.jupiter.api.Test;

class RuleReaderTest {

  private static final String EVERYTHING =
      """
      name: Too warm
      description: Look at the door.
      template: Cooler
      where: {manufacturer: Nordkühl, setPoint: 4}
      when: {condition: "internalTemperature > property.setPoint + 4", for: PT30M}
      clear: {condition: "internalTemperature < property.setPoint + 2", for: PT10M}
      unless: {condition: defrosting, settle: PT20M}
      schedule: {days: [mon, tue], from: 07:00, until: "24:00"}
      severity: warning
      escalate: [{to: critical, after: PT2H}, {to: critical, condition: "internalTemperature > 14"}]
      gap: PT45M
      notify: {to: [store-team], digest: PT1H, quietHours: {from: "22:00", until: "06:00"},
        repeat: PT30M, past: inbox, pastAfter: PT8H}
      enabled: false
      """;

  @Test
  void every_key_is_read() {
    assertThat(read(EVERYTHING))
        .isEqualTo(
            new Rule(
                "too-warm",
                "Too warm",
                "Look at the door.",
                "Cooler",
                new TreeMap<>(Map.of("manufacturer", "Nordkühl", "setPoint", "4")),
                new Trigger.Threshold(
                    "internalTemperature > property.setPoint + 4", Duration.ofMinutes(30)),
                new Clear("internalTemperature < property.setPoint + 2", Duration.ofMinutes(10)),
                new Unless("defrosting", Duration.ofMinutes(20)),
                new Schedule(
                    Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY),
                    LocalTime.of(7, 0),
                    LocalTime.MIDNIGHT),
                Severity.WARNING,
                List.of(
                    new Escalation(Severity.CRITICAL, Duration.ofHours(2), null),
                    new Escalation(Severity.CRITICAL, null, "internalTemperature > 14")),
                Duration.ofMinutes(45),
                new Notification(
                    List.of("store-team"),
                    Duration.ofHours(1),
                    new Schedule(
                        EnumSet.allOf(DayOfWeek.class), LocalTime.of(22, 0), LocalTime.of(6, 0)),
                    Duration.ofMinutes(30),
                    Notification.Past.INBOX,
                    Duration.ofHours(8)),
                false));
  }

  @Test
  void what_a_rule_leaves_out_has_its_usual_value() {
    Rule rule =
        read("name: Door\ntemplate: Cooler\nwhen: {condition: doorOpen}\nseverity: critical");

    assertThat(rule)
        .isEqualTo(
            new Rule(
                "too-warm",
                "Door",
                null,
                "Cooler",
                new TreeMap<>(),
                new Trigger.Threshold("doorOpen", Duration.ZERO),
                null,
                null,
                null,
                Severity.CRITICAL,
                List.of(),
                Rule.USUAL_GAP,
                Notification.NOBODY,
                true));
    assertThat(RuleJson.yaml(rule).lines()).hasSize(5);
  }

  @Test
  void every_trigger_is_read() {
    assertThat(trigger("window: {aggregate: avg, of: x, width: PT1H, is: above, limit: 8}"))
        .isEqualTo(
            new Window(
                Window.Aggregate.AVG,
                "x",
                Duration.ofHours(1),
                Window.Kind.SLIDING,
                Window.Comparison.ABOVE,
                "8",
                1));
    assertThat(
            trigger(
                "window: {aggregate: spread, of: x, width: PT1H, kind: tumbling, is: at-most,"
                    + " limit: y}"))
        .isEqualTo(
            new Window(
                Window.Aggregate.SPREAD,
                "x",
                Duration.ofHours(1),
                Window.Kind.TUMBLING,
                Window.Comparison.AT_MOST,
                "y",
                2));
    assertThat(trigger("silent: PT2H")).isEqualTo(new Trigger.Absence(Duration.ofHours(2)));
    assertThat(trigger("change: {field: door, to: true}"))
        .isEqualTo(new Trigger.Change("door", null, "true"));
    assertThat(trigger("repeated: {condition: door, times: 5, within: PT1H}"))
        .isEqualTo(new Trigger.Repeated("door", 5, Duration.ofHours(1)));
    assertThat(trigger("geofence: {event: outside, home: true}, for: PT15M"))
        .isEqualTo(new Geofence(Geofence.Event.OUTSIDE, new Where.Home(), Duration.ofMinutes(15)));
    assertThat(place("places: [a, b]")).isEqualTo(new Where.Places(List.of("a", "b")));
    assertThat(place("kind: depot")).isEqualTo(new Where.OfKind("depot"));
    assertThat(place("circle: {centre: [1, -2.5], radiusMetres: 30}"))
        .isEqualTo(new Where.Own(new Shape.Circle(new GeoPosition(1, -2.5), 30)));
    assertThat(place("polygon: [[0, 0], [0, 1], [1, 1]]"))
        .isEqualTo(
            new Where.Own(
                new Shape.Polygon(
                    List.of(new GeoPosition(0, 0), new GeoPosition(0, 1), new GeoPosition(1, 1)))));
    assertThat(place("corridor: {line: [[0, 0], [0, 1]], widthMetres: 500}"))
        .isEqualTo(
            new Where.Own(
                new Shape.Corridor(List.of(new GeoPosition(0, 0), new GeoPosition(0, 1)), 500)));
  }

  @Test
  void every_fault_is_reported_at_once_with_its_key() {
    assertThat(
            faults(
                """
                naem: x
                template: [Cooler]
                where: {a: null, b: [1]}
                when: {condition: x, silent: PT1H, fro: PT1H}
                clear: {for: soon}
                unless: on
                schedule: {days: [monday], from: 25:00}
                severity: fatal
                escalate: [5, {}]
                gap: 30 minutes
                notify: {to: all, digest: P1Y, past: never}
                enabled: maybe
                id: other
                """))
        .containsExactlyInAnyOrder(
            "id rule.id-differs",
            "name rule.key-missing",
            "naem rule.key-unknown",
            "template rule.wrong-type",
            "where.a rule.wrong-type",
            "where.b rule.wrong-type",
            "when.silent rule.key-excess",
            "when.fro rule.key-unknown",
            "clear.condition rule.key-missing",
            "clear.for rule.duration",
            "unless rule.wrong-type",
            "schedule.days rule.word-unknown",
            "schedule.from rule.time",
            "severity rule.word-unknown",
            "escalate[0] rule.wrong-type",
            "escalate[1].to rule.key-missing",
            "gap rule.duration",
            "notify.to rule.wrong-type",
            "notify.digest rule.duration",
            "notify.past rule.word-unknown",
            "enabled rule.wrong-type");
  }

  @Test
  void a_malformed_shape_is_reported_with_its_position() {
    assertThat(
            faults(
                """
                name: x
                template: Cooler
                severity: warning
                when: {geofence: {event: inside, polygon: [[0, 0], [91, 0], [0], "x"]}}
                """))
        .containsExactly(
            "when.geofence.polygon[1] rule.position",
            "when.geofence.polygon[2] rule.position",
            "when.geofence.polygon[3] rule.position");
    assertThat(
            faults(
                """
                name: x
                template: Cooler
                severity: warning
                when: {geofence: {event: inside, circle: {radiusMetres: wide}}}
                """))
        .containsExactly(
            "when.geofence.circle.centre rule.key-missing",
            "when.geofence.circle.radiusMetres rule.wrong-type");
  }

  @Test
  void a_document_that_is_no_object_is_one_fault() {
    assertThat(faults("- a")).containsExactly(" rule.wrong-type");
    assertThat(faults("")).containsExactly(" rule.empty");
    assertThat(faults("a: [")).containsExactly(" rule.not-yaml");
  }

  @Test
  void json_without_a_file_says_its_id() {
    byte[] body =
        """
        {"id": "door", "name": "Door", "template": "Cooler", "when": {"condition": "doorOpen"},
         "severity": "warning"}"""
            .getBytes(StandardCharsets.UTF_8);

    assertThat(RuleReader.json(null, body))
        .isInstanceOfSatisfying(
            RuleOutcome.Read.class, r -> assertThat(r.rule().id()).isEqualTo("door"));
    assertThat(RuleReader.json("door", body)).isInstanceOf(RuleOutcome.Read.class);
    assertThat(RuleReader.json("gate", body)).isInstanceOf(RuleOutcome.Faults.class);
    assertThatThrownBy(() -> RuleJson.read("{}")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_fault_is_found_where_its_value_stands() {
    var root = SourceReader.yaml(EVERYTHING.getBytes(StandardCharsets.UTF_8)).root();

    assertThat(root).isNotNull();
    assertThat(RuleSpots.of(root, "when.condition"))
        .extracting("line", "column")
        .containsExactly(5, 19);
    assertThat(RuleSpots.of(root, "escalate[1].condition").line()).isEqualTo(10);
    assertThat(RuleSpots.of(root, "notify.to[0]").line()).isEqualTo(12);
    assertThat(RuleSpots.of(root, "notify.repeat").line()).isEqualTo(13);
    assertThat(RuleSpots.of(root, "clear.there.is.none").line()).isEqualTo(6);
    assertThat(RuleSpots.of(root, "nowhere").line()).isEqualTo(1);
  }

  private static Trigger trigger(String when) {
    return read("name: x\ntemplate: T\nseverity: warning\nwhen: {" + when + "}").trigger();
  }

  private static Where place(String where) {
    return ((Geofence) trigger("geofence: {event: inside, " + where + "}")).where();
  }

  private static Rule read(String yaml) {
    RuleOutcome outcome = RuleReader.yaml("too-warm", yaml.getBytes(StandardCharsets.UTF_8));
    assertThat(outcome).isInstanceOf(RuleOutcome.Read.class);
    return ((RuleOutcome.Read) outcome).rule();
  }

  private static List<String> faults(String yaml) {
    RuleOutcome outcome = RuleReader.yaml("too-warm", yaml.getBytes(StandardCharsets.UTF_8));
    assertThat(outcome).isInstanceOf(RuleOutcome.Faults.class);
    List<RuleFault> faults = ((RuleOutcome.Faults) outcome).faults();
    assertThat(faults).allSatisfy(f -> assertThat(f.sentence()).endsWith("."));
    return faults.stream().map(f -> f.key() + " " + f.code()).toList();
  }
}
