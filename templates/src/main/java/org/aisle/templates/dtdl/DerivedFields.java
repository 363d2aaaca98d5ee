package org.aisle.templates.dtdl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.aisle.templates.condition.Checked;
import org.aisle.templates.condition.Checked.ConditionFault;
import org.aisle.templates.condition.Conditions;
import org.aisle.templates.condition.Vocabulary;
import org.aisle.templates.definition.Derivation;
import org.aisle.templates.definition.Derivation.StateMachine;
import org.aisle.templates.definition.DerivedField;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.definition.FieldType.Choice;
import org.aisle.templates.source.SourceNode.Mapping;
import org.aisle.templates.source.SourceNode.Sequence;
import org.aisle.templates.source.Spot;
import org.jspecify.annotations.Nullable;

/**
 * Checks derived fields one after the other against what was measured and what was derived before.
 */
final class DerivedFields {

  private static final Derivation UNREAD = new Derivation.Expression("");
  private static final double SHORTEST_TIME_CONSTANT = 0.1;
  private static final double LONGEST_TIME_CONSTANT = 10_080;

  private final DeviceTemplate measured;
  private final Problems problems;
  private final boolean complete;
  private final List<DerivedField> derived = new ArrayList<>();
  private Vocabulary vocabulary;

  /**
   * @param measured the template without derived fields, as far as it could be read
   * @param complete whether it could be read as a whole, so that a name it lacks is a fault
   */
  DerivedFields(DeviceTemplate measured, Problems problems, boolean complete) {
    this.measured = measured;
    this.problems = problems;
    this.complete = complete;
    this.vocabulary = Vocabulary.of(measured);
  }

  List<DerivedField> derived() {
    return derived;
  }

  void add(Content.Derived content, Field field) {
    Derivation derivation = content.derivation();
    if (derivation != null && content.source().get("derivation") instanceof Mapping source) {
      schema(content, field, derivation);
      derivation(source, field, derivation);
    }
    // One that is faulty has been reported; those that build upon it need its name nevertheless.
    derived.add(
        new DerivedField(
            field, derivation == null ? UNREAD : derivation, content.every(), content.gap()));
    vocabulary = Vocabulary.of(soFar());
  }

  private void schema(Content.Derived content, Field field, Derivation derivation) {
    FieldType type = field.type();
    boolean number = type instanceof FieldType.Decimal;
    String unit = unit(derivation);
    String wanted =
        switch (derivation) {
          case Derivation.Expression e ->
              number
                      || type instanceof FieldType.Bool
                      || type instanceof FieldType.Text t && t.form() == FieldType.Text.Form.ANY
                  ? ""
                  : "\"double\", \"boolean\" or \"string\"";
          case Derivation.TimesTrue t -> field.numeric() ? "" : "\"integer\" or \"double\"";
          case StateMachine s -> type instanceof Choice ? "" : "an Enum of its states";
          case Derivation.FirstOrderLag l -> number ? "" : "\"double\"";
          case Derivation.MeanKineticTemperature m -> number ? "" : "\"double\"";
          case Derivation.MinutesWhile m -> number ? "" : "\"double\"";
          case Derivation.ShareOfTime s -> number ? "" : "\"double\"";
          case Derivation.Speed s -> number ? "" : "\"double\"";
          case Derivation.Distance d -> number ? "" : "\"double\"";
        };
    if (!wanted.isEmpty()) {
      problems.add(
          "derived-schema",
          content.source().spotOf("schema"),
          "The schema of this kind of derivation is %s.".formatted(wanted),
          "Change it.");
    } else if (unit != null && (field.unit() == null || !field.unit().name().equals(unit))) {
      problems.add(
          "derived-unit",
          content.source().spotOf("unit"),
          "What this kind of derivation gives is in %s.".formatted(unit),
          "Write \"unit\": \"%s\".".formatted(unit));
    }
  }

  private static @Nullable String unit(Derivation derivation) {
    return switch (derivation) {
      case Derivation.MeanKineticTemperature m -> "degreeCelsius";
      case Derivation.MinutesWhile m -> "minute";
      case Derivation.ShareOfTime s -> "percent";
      case Derivation.Speed s -> "metrePerSecond";
      case Derivation.Distance d -> "metre";
      case Derivation.Expression e -> null;
      case Derivation.FirstOrderLag l -> null;
      case Derivation.TimesTrue t -> null;
      case StateMachine s -> null;
    };
  }

  private void derivation(Mapping source, Field field, Derivation derivation) {
    switch (derivation) {
      case Derivation.Expression e ->
          condition(
              source,
              "expression",
              e.expression(),
              field.type() instanceof FieldType.Bool
                  ? Conditions::test
                  : field.type() instanceof FieldType.Text
                      ? Conditions::wording
                      : Conditions::quantity);
      case Derivation.FirstOrderLag l -> {
        condition(source, "of", l.of(), Conditions::quantity);
        timeConstant(source, l.timeConstantMinutes());
      }
      case Derivation.MeanKineticTemperature m ->
          condition(source, "of", m.of(), Conditions::quantity);
      case Derivation.MinutesWhile m ->
          condition(source, "condition", m.condition(), Conditions::test);
      case Derivation.ShareOfTime s ->
          condition(source, "condition", s.condition(), Conditions::test);
      case Derivation.TimesTrue t ->
          condition(source, "condition", t.condition(), Conditions::test);
      case Derivation.Speed s -> position(source, s.of());
      case Derivation.Distance d -> position(source, d.of());
      case StateMachine s -> stateMachine(source, field, s);
    }
  }

  private void timeConstant(Mapping source, String text) {
    double number;
    try {
      number = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      condition(source, "timeConstantMinutes", text, Conditions::quantity);
      return;
    }
    if (!(number >= SHORTEST_TIME_CONSTANT && number <= LONGEST_TIME_CONSTANT)) {
      problems.add(
          "derivation-number",
          source.spotOf("timeConstantMinutes"),
          "A time constant is from 0.1 minutes to a week (10080).",
          "Correct it.");
    }
  }

  private void position(Mapping source, String of) {
    Field field = measured.measured(of).orElse(null);
    if (field == null ? complete : !(field.type() instanceof FieldType.GeoPoint)) {
      problems.add(
          "derivation-position",
          source.spotOf("of"),
          "%s is no measured position.".formatted(Problems.quote(of)),
          "Name a telemetry with the schema \"geopoint\".");
    }
  }

  private void condition(
      Mapping source, String key, String text, BiFunction<String, Vocabulary, Checked<?>> check) {
    if (check.apply(text, vocabulary) instanceof Checked.Faulty<?> faulty) {
      boolean nameless =
          faulty.faults().stream().anyMatch(f -> f.code().equals("condition.name-unknown"));
      if (nameless && !complete) {
        return;
      }
      for (ConditionFault fault : faulty.faults()) {
        Spot spot = source.get(key) == null ? source.spot() : source.spotOf(key);
        problems.add(
            fault.code().replace('.', '-'),
            spot,
            fault.sentence(),
            "Correct \"%s\" at character %d.".formatted(key, fault.column()));
      }
    }
  }

  private DeviceTemplate soFar() {
    return new DeviceTemplate(
        measured.id(),
        measured.displayName(),
        null,
        measured.telemetry(),
        derived,
        measured.properties(),
        List.of(),
        List.of(),
        "");
  }

  private void stateMachine(Mapping source, Field field, StateMachine machine) {
    if (!(field.type() instanceof Choice choice)) {
      return;
    }
    Set<String> states = new HashSet<>();
    choice.options().forEach(option -> states.add(option.name()));
    known(source, "initial", machine.initial(), states);
    if (source.get("transitions") instanceof Sequence list) {
      for (int i = 0; i < machine.transitions().size(); i++) {
        if (list.items().get(i) instanceof Mapping item) {
          transition(item, machine.transitions().get(i), states);
        }
      }
    }
    if (states.contains(machine.initial())) {
      Set<String> reached = reached(machine);
      for (Choice.Option option : choice.options()) {
        if (!reached.contains(option.name())) {
          problems.add(
              "state-unreachable",
              source.spotOf("transitions"),
              "No transition leads to the state %s.".formatted(option.name()),
              "Add one, or remove it from the Enum.");
        }
      }
    }
  }

  private void transition(Mapping source, StateMachine.Transition transition, Set<String> states) {
    String from = transition.from();
    if (from != null) {
      known(source, "from", from, states);
    }
    known(source, "to", transition.to(), states);
    if (transition.to().equals(from)) {
      problems.add(
          "state-same",
          source.spotOf("to"),
          "The transition leads from %s to itself.".formatted(from),
          "Remove it.");
    }
    condition(source, "when", transition.condition(), Conditions::test);
  }

  private void known(Mapping source, String key, String state, Set<String> states) {
    if (!states.contains(state)) {
      problems.add(
          "state-unknown",
          source.spotOf(key),
          "The Enum has no state %s.".formatted(Problems.quote(state)),
          "Add it there, or correct it here.");
    }
  }

  private static Set<String> reached(StateMachine machine) {
    Set<String> reached = new HashSet<>(Set.of(machine.initial()));
    boolean more = true;
    while (more) {
      more = false;
      for (StateMachine.Transition t : machine.transitions()) {
        String from = t.from();
        if (from == null || reached.contains(from)) {
          more |= reached.add(t.to());
        }
      }
    }
    return reached;
  }
}
