package org.aisle.templates.dtdl;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aisle.templates.definition.Derivation;
import org.aisle.templates.definition.Derivation.Period;
import org.aisle.templates.definition.Derivation.StateMachine.Transition;
import org.aisle.templates.source.SourceNode;
import org.aisle.templates.source.SourceNode.Kind;
import org.aisle.templates.source.SourceNode.Mapping;
import org.aisle.templates.source.SourceNode.Scalar;
import org.aisle.templates.source.SourceNode.Sequence;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code derivation}, {@code every} and {@code gap} of a telemetry with the co-type Derived,
 * words of the context {@code dtmi:org:aisle:context;1}.
 */
final class DerivationReader {

  /** The conventional activation energy of USP &lt;1079.2&gt;, kJ/mol. */
  private static final double USUAL_ACTIVATION_ENERGY = 83.144;

  /** What positions of satellites wander by while nothing moves, metres. */
  private static final double USUAL_LEAST = 10;

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration MONTH = Duration.ofDays(31);
  private static final int MAX_TRANSITIONS = 50;
  private static final List<String> KINDS =
      List.of(
          "expression",
          "firstOrderLag",
          "meanKineticTemperature",
          "minutesWhile",
          "shareOfTime",
          "timesTrue",
          "speed",
          "distance",
          "stateMachine");

  private final Problems problems;

  DerivationReader(Problems problems) {
    this.problems = problems;
  }

  /** {@code every} of a derived field. */
  Duration every(Mapping m, Duration otherwise) {
    return duration(m, "every", otherwise, SECOND, DAY);
  }

  /** {@code gap} of a derived field. */
  Duration gap(Mapping m, Duration otherwise) {
    return duration(m, "gap", otherwise, SECOND, Duration.ofDays(30));
  }

  /** Null, and reported, when it can't be read. */
  @Nullable Derivation read(Mapping telemetry) {
    if (!(telemetry.get("derivation") instanceof Mapping m)) {
      problems.add(
          "derivation-missing",
          telemetry.spotOf("derivation"),
          "A derived telemetry has an object \"derivation\".",
          "Write for example {\"kind\": \"minutesWhile\", \"condition\": \"doorOpen\", \"period\":"
              + " \"day\"}.");
      return null;
    }
    String written = m.text("kind");
    String kind = written == null ? "" : written;
    return switch (kind) {
      case "expression" -> {
        String expression = text(m, "expression");
        only(m, "expression");
        yield expression == null ? null : new Derivation.Expression(expression);
      }
      case "firstOrderLag" -> {
        String of = text(m, "of");
        String constant = text(m, "timeConstantMinutes");
        only(m, "of", "timeConstantMinutes");
        yield of == null || constant == null ? null : new Derivation.FirstOrderLag(of, constant);
      }
      case "meanKineticTemperature" -> {
        String of = text(m, "of");
        Duration window = duration(m, "window", DAY, MINUTE, MONTH);
        double energy = number(m, "activationEnergy", USUAL_ACTIVATION_ENERGY, 10, 500);
        only(m, "of", "window", "activationEnergy");
        yield of == null ? null : new Derivation.MeanKineticTemperature(of, window, energy);
      }
      case "minutesWhile", "shareOfTime", "timesTrue" -> accumulated(kind, m);
      case "speed" -> {
        String of = text(m, "of");
        only(m, "of");
        yield of == null ? null : new Derivation.Speed(of);
      }
      case "distance" -> {
        String of = text(m, "of");
        Period period = period(m);
        double least = number(m, "least", USUAL_LEAST, 0, 100_000);
        only(m, "of", "period", "least");
        yield of == null || period == null ? null : new Derivation.Distance(of, period, least);
      }
      case "stateMachine" -> stateMachine(m);
      default -> {
        problems.add(
            "derivation-kind",
            m.get("kind") instanceof Scalar s ? s.spot() : m.spot(),
            written == null
                ? "The derivation has no \"kind\"."
                : "There is no kind of derivation %s.".formatted(Problems.quote(kind)),
            "Use one of %s.".formatted(String.join(", ", KINDS)));
        yield null;
      }
    };
  }

  private @Nullable Derivation accumulated(String kind, Mapping m) {
    String condition = text(m, "condition");
    Period period = period(m);
    only(m, "condition", "period");
    if (condition == null || period == null) {
      return null;
    }
    return switch (kind) {
      case "minutesWhile" -> new Derivation.MinutesWhile(condition, period);
      case "shareOfTime" -> new Derivation.ShareOfTime(condition, period);
      default -> new Derivation.TimesTrue(condition, period);
    };
  }

  private @Nullable Derivation stateMachine(Mapping m) {
    String initial = text(m, "initial");
    only(m, "initial", "transitions");
    if (!(m.get("transitions") instanceof Sequence list)
        || list.items().isEmpty()
        || list.items().size() > MAX_TRANSITIONS) {
      problems.add(
          "derivation-transitions",
          m.spotOf("transitions"),
          "A state machine has 1 to %d \"transitions\".".formatted(MAX_TRANSITIONS),
          "Write for example [{\"from\": \"closed\", \"to\": \"open\", \"when\": \"doorOpen\"}].");
      return null;
    }
    List<Transition> transitions = new ArrayList<>();
    for (SourceNode item : list.items()) {
      if (!(item instanceof Mapping t)) {
        problems.add(
            "derivation-transitions",
            item.spot(),
            "A transition is an object.",
            "Give it \"to\" and \"when\", and perhaps \"from\" and \"for\".");
        continue;
      }
      String to = text(t, "to");
      String when = text(t, "when");
      String from = t.get("from") == null ? null : text(t, "from");
      Duration holdFor = duration(t, "for", Duration.ZERO, Duration.ZERO, MONTH);
      only(t, "from", "to", "when", "for");
      if (to != null && when != null) {
        transitions.add(new Transition(from, to, when, holdFor));
      }
    }
    // A transition that could not be read is reported, and the machine is not judged without it.
    return initial == null || transitions.size() < list.items().size()
        ? null
        : new Derivation.StateMachine(initial, transitions);
  }

  private @Nullable Period period(Mapping m) {
    if (m.get("period") instanceof Scalar s) {
      switch (s.text()) {
        case "day" -> {
          return new Period.Day();
        }
        case "always" -> {
          return new Period.Always();
        }
        default -> {}
      }
    } else if (m.get("period") instanceof Mapping p
        && p.entries().keySet().equals(Set.of("sliding"))) {
      return new Period.Sliding(duration(p, "sliding", DAY, MINUTE, MONTH));
    }
    problems.add(
        "derivation-period",
        m.spotOf("period"),
        "The derivation needs a \"period\".",
        "Use \"day\", \"always\" or {\"sliding\": \"PT2H\"}.");
    return null;
  }

  private @Nullable String text(Mapping m, String key) {
    if (m.get(key) instanceof Scalar s && s.kind() != Kind.NOTHING && !s.text().isBlank()) {
      return s.text();
    }
    problems.add(
        "derivation-key",
        m.get(key) == null ? m.spot() : m.spotOf(key),
        "\"%s\" is a text that must be there.".formatted(key),
        "Add it.");
    return null;
  }

  private double number(Mapping m, String key, double otherwise, double least, double most) {
    if (m.get(key) == null) {
      return otherwise;
    }
    if (m.get(key) instanceof Scalar s && (s.kind() == Kind.WHOLE || s.kind() == Kind.DECIMAL)) {
      double number = Double.parseDouble(s.text());
      if (number >= least && number <= most) {
        return number;
      }
    }
    problems.add(
        "derivation-number",
        m.spotOf(key),
        "\"%s\" is a number from %s to %s.".formatted(key, plain(least), plain(most)),
        "Correct it, or leave it out.");
    return otherwise;
  }

  private Duration duration(
      Mapping m, String key, Duration otherwise, Duration least, Duration most) {
    if (m.get(key) == null) {
      return otherwise;
    }
    try {
      Duration duration = Duration.parse(m.get(key) instanceof Scalar s ? s.text() : "");
      if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
        return duration;
      }
    } catch (DateTimeException | ArithmeticException e) {
      // reported below, like a duration out of range
    }
    problems.add(
        "derivation-duration",
        m.spotOf(key),
        "\"%s\" is a duration from %s to %s.".formatted(key, shown(least), shown(most)),
        "Write for example \"PT5M\" or \"PT2H\".");
    return otherwise;
  }

  private void only(Mapping m, String... keys) {
    Set<String> known = new HashSet<>(Set.of(keys));
    known.add("kind");
    for (Map.Entry<String, SourceNode> entry : m.entries().entrySet()) {
      if (!known.contains(entry.getKey())) {
        problems.add(
            "derivation-key-unknown",
            m.spotOf(entry.getKey()),
            "There is no key %s here.".formatted(Problems.quote(entry.getKey())),
            "Use %s.".formatted(String.join(", ", keys)));
      }
    }
  }

  private static String shown(Duration duration) {
    return duration.isPositive() && duration.equals(Duration.ofDays(duration.toDays()))
        ? "P" + duration.toDays() + "D"
        : duration.toString();
  }

  private static String plain(double number) {
    return Long.toString((long) number);
  }
}
