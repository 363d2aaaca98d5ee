package org.aisle.templates.rule;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.aisle.templates.place.GeoPosition;
import org.aisle.templates.place.Shape;
import org.aisle.templates.rule.Rule.Clear;
import org.aisle.templates.rule.Rule.Escalation;
import org.aisle.templates.rule.Rule.Notification;
import org.aisle.templates.rule.Rule.Schedule;
import org.aisle.templates.rule.Rule.Unless;
import org.aisle.templates.rule.Trigger.Geofence.Where;

/** Rules of every shape, sensible or not. */
final class GeneratedRules {

  private GeneratedRules() {}

  static Arbitrary<Rule> rules() {
    return Combinators.combine(
            Combinators.combine(ids(), texts(), texts().injectNull(0.5), texts()).as(Tuple::of),
            Combinators.combine(
                    Arbitraries.maps(texts(), texts()).ofMaxSize(3), ids().injectNull(0.5))
                .as(Tuple::of),
            triggers(),
            Combinators.combine(texts(), durations()).as(Clear::new).injectNull(0.5),
            Combinators.combine(texts(), durations()).as(Unless::new).injectNull(0.5),
            schedules().injectNull(0.5),
            Combinators.combine(
                    Arbitraries.of(Severity.class), escalations().list().ofMaxSize(3), durations())
                .as(Tuple::of),
            Combinators.combine(notifications(), Arbitraries.of(true, false)).as(Tuple::of))
        .as(
            (words, where, trigger, clear, unless, schedule, severity, rest) ->
                new Rule(
                    words.get1(),
                    words.get2(),
                    words.get3(),
                    words.get4(),
                    new TreeMap<>(where.get1()),
                    where.get2(),
                    trigger,
                    clear,
                    unless,
                    schedule,
                    severity.get1(),
                    severity.get2(),
                    severity.get3(),
                    rest.get1(),
                    rest.get2()));
  }

  static Arbitrary<String> ids() {
    return Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(20);
  }

  /** Texts that YAML and JSON would like to take for something else are among them. */
  static Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "internalTemperature > property.setPoint + 4.0",
            "here.kind == 'depot' && !(doorOpen)",
            "true",
            "null",
            "~",
            "07:00",
            "1e3",
            "0x1F",
            "- a: b",
            "# c",
            "a: b",
            "*x",
            " leading and trailing ",
            "two\nlines\n",
            "\"quoted\" 'both'",
            "",
            "ä €  🧊",
            "2026-11-20",
            "<<",
            "no"),
        Arbitraries.strings().ascii().ofMaxLength(30).map(GeneratedRules::printable));
  }

  private static String printable(String text) {
    return text.codePoints()
        .filter(c -> c >= 0x20 && c < 0x7f)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static Arbitrary<Duration> durations() {
    return Arbitraries.longs()
        .between(-1000, 4_000_000_000L)
        .map(Duration::ofMillis)
        .edgeCases(e -> e.add(Duration.ZERO, Duration.ofDays(31), Rule.USUAL_GAP));
  }

  private static Arbitrary<Schedule> schedules() {
    Arbitrary<LocalTime> times =
        Arbitraries.integers().between(0, 86_399).map(LocalTime::ofSecondOfDay);
    return Combinators.combine(Arbitraries.of(DayOfWeek.class).set(), times, times)
        .as(Schedule::new);
  }

  private static Arbitrary<Escalation> escalations() {
    return Combinators.combine(
            Arbitraries.of(Severity.class), durations().injectNull(0.5), texts().injectNull(0.5))
        .as(Escalation::new);
  }

  private static Arbitrary<Notification> notifications() {
    return Combinators.combine(
            ids().list().ofMaxSize(3),
            durations(),
            schedules().injectNull(0.5),
            durations().injectNull(0.5),
            Arbitraries.of(Notification.Past.class),
            durations())
        .as(Notification::new)
        .edgeCases(e -> e.add(Notification.NOBODY));
  }

  static Arbitrary<Trigger> triggers() {
    return Arbitraries.oneOf(
        Combinators.combine(texts(), durations()).as(Trigger.Threshold::new),
        Combinators.combine(
                Arbitraries.of(Trigger.Window.Aggregate.class),
                texts(),
                durations(),
                Arbitraries.of(Trigger.Window.Kind.class),
                Arbitraries.of(Trigger.Window.Comparison.class),
                texts(),
                Arbitraries.integers().between(-5, 1_000_000))
            .as(Trigger.Window::new),
        durations().map(Trigger.Absence::new),
        Combinators.combine(Arbitraries.of(Trigger.Geofence.Event.class), where(), durations())
            .as(Trigger.Geofence::new),
        Combinators.combine(texts(), texts().injectNull(0.5), texts().injectNull(0.5))
            .as(Trigger.Change::new),
        Combinators.combine(texts(), Arbitraries.integers().between(-5, 2_000), durations())
            .as(Trigger.Repeated::new));
  }

  private static Arbitrary<Where> where() {
    return Arbitraries.oneOf(
        Arbitraries.just(new Where.Home()),
        texts().list().ofMaxSize(3).map(Where.Places::new),
        texts().map(Where.OfKind::new),
        shapes().map(Where.Own::new));
  }

  private static Arbitrary<Shape> shapes() {
    Arbitrary<GeoPosition> positions =
        Combinators.combine(
                Arbitraries.doubles().between(-90, 90), Arbitraries.doubles().between(-180, 180))
            .as(GeoPosition::new);
    Arbitrary<Double> metres = Arbitraries.doubles().between(-1e6, 1e7);
    Arbitrary<List<GeoPosition>> lines = positions.list().ofMaxSize(6);
    return Arbitraries.oneOf(
        Combinators.combine(positions, metres).as(Shape.Circle::new),
        lines.map(Shape.Polygon::new),
        Combinators.combine(lines, metres).as(Shape.Corridor::new));
  }
}
