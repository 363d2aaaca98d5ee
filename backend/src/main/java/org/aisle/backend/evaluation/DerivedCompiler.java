package org.aisle.backend.evaluation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.aisle.backend.evaluation.Expressions.UnsoundException;
import org.aisle.backend.evaluation.Layout.Input;
import org.aisle.templates.condition.Quantity;
import org.aisle.templates.condition.Test;
import org.aisle.templates.definition.Derivation;
import org.aisle.templates.definition.Derivation.Period;
import org.aisle.templates.definition.DerivedField;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.FieldType;

/** Prepares the derived fields of a template. One that is not sound is unknown for ever. */
final class DerivedCompiler {

  private final Layout layout;
  private final List<DerivedProgram> programs = new ArrayList<>();

  private DerivedCompiler(Layout layout) {
    this.layout = layout;
  }

  static List<DerivedProgram> compile(DeviceTemplate template, Layout layout) {
    DerivedCompiler compiler = new DerivedCompiler(layout);
    StringBuilder definitions = new StringBuilder();
    for (DerivedField field : template.derived()) {
      definitions.append(field).append('\n');
      int slot = layout.slot(field.field().path());
      if (slot >= 0) {
        try {
          compiler.add(field, slot, Expressions.hash(definitions.toString()));
        } catch (UnsoundException e) {
          // It has no value then; the checker of models says why.
        }
      }
    }
    return List.copyOf(compiler.programs);
  }

  private void add(DerivedField field, int slot, long definition) {
    BiFunction<DerivedProgram, Surroundings, DerivedRun> begin = begin(field);
    DerivedProgram[] self = new DerivedProgram[1];
    DerivedProgram program =
        new DerivedProgram(
            field.field(),
            slot,
            Math.max(1, Micros.of(field.every())),
            Micros.of(field.gap()),
            surroundings -> begin.apply(self[0], surroundings),
            definition);
    self[0] = program;
    programs.add(program);
  }

  private BiFunction<DerivedProgram, Surroundings, DerivedRun> begin(DerivedField field) {
    Expressions texts = new Expressions(layout.vocabulary());
    return switch (field.derivation()) {
      case Derivation.Expression e -> {
        FormulaRun.Formula formula = formula(texts, field.field().type(), e.expression());
        yield (program, s) -> new FormulaRun(program, formula);
      }
      case Derivation.FirstOrderLag lag -> {
        Quantity of = texts.quantity(lag.of());
        int[] measured = layout.measured(texts.uses());
        Quantity minutes = texts.quantity(lag.timeConstantMinutes());
        yield (program, s) -> new LagRun(program, of, measured, minutes);
      }
      case Derivation.MeanKineticTemperature mkt -> {
        Quantity of = texts.quantity(mkt.of());
        AmountRun.Kind kind =
            new AmountRun.Kind.Kinetic(
                of, layout.measured(texts.uses()), mkt.activationEnergy() / AmountRun.GAS_CONSTANT);
        yield amount(kind, new Period.Sliding(mkt.window()), 2);
      }
      case Derivation.MinutesWhile m -> {
        Test condition = texts.test(m.condition());
        yield amount(new AmountRun.Kind.Minutes(condition), m.period(), 1);
      }
      case Derivation.ShareOfTime share -> {
        Test condition = texts.test(share.condition());
        yield amount(new AmountRun.Kind.Share(condition), share.period(), 2);
      }
      case Derivation.TimesTrue times -> {
        Test condition = texts.test(times.condition());
        yield amount(new AmountRun.Kind.Times(condition), times.period(), 1);
      }
      case Derivation.Speed speed -> {
        int[] at = position(speed.of());
        yield (program, s) -> new MovementRun(program, new MovementRun.Kind.Speed(), at[0], at[1]);
      }
      case Derivation.Distance distance -> {
        int[] at = position(distance.of());
        yield (program, s) ->
            new MovementRun(
                program,
                new MovementRun.Kind.Distance(
                    new Amounts(distance.period(), s, 1), distance.least()),
                at[0],
                at[1]);
      }
      case Derivation.StateMachine machine -> {
        List<StateRun.Transition> transitions =
            machine.transitions().stream()
                .map(
                    t ->
                        new StateRun.Transition(
                            t.from(), t.to(), texts.test(t.condition()), micros(t.holdFor())))
                .toList();
        yield (program, s) -> new StateRun(program, machine.initial(), transitions);
      }
    };
  }

  private static BiFunction<DerivedProgram, Surroundings, DerivedRun> amount(
      AmountRun.Kind kind, Period period, int channels) {
    return (program, s) -> new AmountRun(program, kind, new Amounts(period, s, channels));
  }

  private static FormulaRun.Formula formula(Expressions texts, FieldType type, String text) {
    return switch (type) {
      case FieldType.Bool b -> new FormulaRun.Formula.Flag(texts.test(text));
      case FieldType.Text t -> new FormulaRun.Formula.Words(texts.wording(text));
      case FieldType.Choice c -> new FormulaRun.Formula.Words(texts.wording(text));
      case FieldType.Decimal d -> new FormulaRun.Formula.Number(texts.quantity(text));
      case FieldType.Whole w -> new FormulaRun.Formula.Number(texts.quantity(text));
      case FieldType.Moment m -> new FormulaRun.Formula.Number(texts.quantity(text));
      case FieldType.GeoPoint g -> throw new UnsoundException(text);
      case FieldType.Vector v -> throw new UnsoundException(text);
      case FieldType.Tree t -> throw new UnsoundException(text);
    };
  }

  private int[] position(String path) {
    Input input = layout.input(path);
    if (input == null || input.components().length != 3) {
      throw new UnsoundException(path);
    }
    return input.components();
  }

  private static long micros(Duration length) {
    return Micros.of(length);
  }
}
