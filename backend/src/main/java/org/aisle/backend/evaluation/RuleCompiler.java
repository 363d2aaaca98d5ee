package org.aisle.backend.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.aisle.backend.evaluation.RuleProgram.Escalation;
import org.aisle.templates.condition.Conditions;
import org.aisle.templates.condition.Limit;
import org.aisle.templates.condition.Quantity;
import org.aisle.templates.condition.Test;
import org.aisle.templates.condition.Vocabulary.Source;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.Trigger;
import org.aisle.templates.rule.Trigger.Geofence;
import org.aisle.templates.rule.Trigger.Window;

/** Prepares a rule that was found sound. */
final class RuleCompiler {

  /** Gives a device its state of a rule. */
  @FunctionalInterface
  private interface Begin extends BiFunction<RuleProgram, Surroundings, RuleRun> {}

  /** What is made of a trigger. */
  private record Prepared(Begin begin, Focus focus) {}

  private final Layout layout;
  private final long definitions;
  private final Rule rule;
  private final Expressions trigger;
  private final Expressions others;

  private RuleCompiler(Rule rule, Layout layout, long definitions) {
    this.rule = rule;
    this.layout = layout;
    this.definitions = definitions;
    this.trigger = new Expressions(layout.vocabulary());
    this.others = new Expressions(layout.vocabulary());
  }

  /**
   * @param definitions stands for all derived fields of the template
   */
  static RuleProgram compile(ActiveRule active, Layout layout, long definitions) {
    return new RuleCompiler(active.rule(), layout, definitions).program(active);
  }

  private RuleProgram program(ActiveRule active) {
    Test unless = rule.unless() == null ? null : others.test(rule.unless().condition());
    Test clear = rule.clear() == null ? null : others.test(rule.clear().condition());
    List<Escalation> escalations = new ArrayList<>();
    for (Rule.Escalation e : rule.escalations()) {
      escalations.add(
          new Escalation(
              e.severity(),
              e.after() == null ? Micros.FOREVER : Micros.of(e.after()),
              e.condition() == null ? null : others.test(e.condition())));
    }
    escalations.sort(Comparator.comparingLong(Escalation::after));
    Prepared prepared = prepare();
    RuleProgram[] self = new RuleProgram[1];
    RuleProgram program =
        new RuleProgram(
            active,
            active.since() == null ? Micros.NEVER : Micros.of(active.since()),
            active.from() == null ? Micros.NEVER : Micros.of(active.from()),
            Micros.of(rule.gap()),
            unless,
            clear,
            escalations,
            prepared.focus(),
            surroundings -> prepared.begin().apply(self[0], surroundings),
            usesDerived() ? definitions : 0);
    self[0] = program;
    return program;
  }

  private boolean usesDerived() {
    SortedSet<String> names = new TreeSet<>(trigger.uses());
    names.addAll(others.uses());
    if (rule.trigger() instanceof Trigger.Change change) {
      names.add(change.field());
    }
    return names.stream()
        .flatMap(name -> layout.find(name).stream())
        .anyMatch(name -> name.source() instanceof Source.OfField of && of.derived());
  }

  private Prepared prepare() {
    return switch (rule.trigger()) {
      case Trigger.Threshold t -> threshold(t);
      case Trigger.Window w -> window(w);
      case Trigger.Absence a -> absence(a);
      case Trigger.Geofence g -> geofence(g);
      case Trigger.Change c -> change(c);
      case Trigger.Repeated r -> repeated(r);
    };
  }

  private Prepared threshold(Trigger.Threshold t) {
    Test test = trigger.test(t.condition());
    long holdFor = Micros.of(t.holdFor());
    Focus focus =
        focus(
            t.condition(),
            lasting(holdFor),
            Wordings.held(layout, t.condition()) + lasting(holdFor) + ".");
    return new Prepared(
        (p, s) -> new HeldRun(p, s, new Signal.OfTest(test, focus), holdFor), focus);
  }

  private Focus focus(String condition, String length, String otherwise) {
    List<Limit> limits = Conditions.limits(condition, layout.vocabulary());
    if (limits.isEmpty()) {
      return new Focus(layout, trigger.uses(), limits, null, -1, otherwise);
    }
    Limit first = limits.getFirst();
    Focus.Main main =
        new Focus.Main(
            Focus.display(layout, first.name()),
            Focus.unit(layout, first.name()),
            first.relation(),
            length);
    return new Focus(layout, trigger.uses(), limits, main, layout.slot(first.name()), otherwise);
  }

  private Prepared window(Window w) {
    Quantity of =
        w.aggregate() == Window.Aggregate.COUNT
            ? trigger.anything(w.of())
            : trigger.quantity(w.of());
    SortedSet<String> uses = trigger.uses();
    Quantity limit = others.quantity(w.limit());
    Limit.Relation relation =
        switch (w.comparison()) {
          case ABOVE -> Limit.Relation.ABOVE;
          case AT_LEAST -> Limit.Relation.AT_LEAST;
          case BELOW -> Limit.Relation.BELOW;
          case AT_MOST -> Limit.Relation.AT_MOST;
        };
    long width = Micros.of(w.width());
    WindowProgram window =
        new WindowProgram(
            width,
            new Tally(w.aggregate()),
            of,
            layout.measured(uses),
            limit,
            relation,
            Math.max(1, w.atLeast()));
    Focus.Main main =
        new Focus.Main(
            Wordings.aggregate(w.aggregate(), Focus.display(layout, w.of()))
                + " over "
                + Phrases.length(width),
            Wordings.unit(w.aggregate(), Focus.unit(layout, w.of())),
            relation,
            "");
    boolean drawn =
        w.aggregate() == Window.Aggregate.AVG
            || w.aggregate() == Window.Aggregate.MIN
            || w.aggregate() == Window.Aggregate.MAX;
    String subject = drawn && layout.find(w.of()).isPresent() ? w.of() : "";
    Focus focus =
        new Focus(
            layout,
            uses,
            List.of(new Limit(subject, relation, limit)),
            main,
            -1,
            main.subject() + " broke its limit.");
    return new Prepared(
        switch (w.kind()) {
          case TUMBLING -> (p, s) -> new TumblingRun(p, s, window);
          case SLIDING -> (p, s) -> new HeldRun(p, s, new Signal.OfWindow(window), 0);
        },
        focus);
  }

  private Prepared absence(Trigger.Absence a) {
    long limit = Micros.of(a.limit());
    String sentence = "Nothing was observed for %s.".formatted(Phrases.length(limit));
    Focus focus = new Focus(layout, List.of(), List.of(), null, -1, sentence);
    return new Prepared((p, s) -> new AbsenceRun(p, s, limit), focus);
  }

  private Prepared geofence(Geofence g) {
    Layout.Input position = layout.position();
    if (position == null) {
      throw new Expressions.UnsoundException("geofence");
    }
    long holdFor = Micros.of(g.holdFor());
    String where = Wordings.where(g.where());
    String sentence =
        switch (g.event()) {
          case ENTER -> "It entered " + where + ".";
          case LEAVE -> "It left " + where + ".";
          case INSIDE -> "It was inside " + where + lasting(holdFor) + ".";
          case OUTSIDE -> "It was outside of " + where + lasting(holdFor) + ".";
        };
    SortedSet<String> uses = new TreeSet<>(List.of(position.field().path() + ".lat"));
    Focus focus = new Focus(layout, uses, List.of(), null, -1, sentence);
    return new Prepared(
        (p, s) -> {
          Relation relation = new Relation(g.where(), position, s);
          return switch (g.event()) {
            case ENTER -> new MomentRun(p, s, new Happening.Crossing(relation, true, sentence));
            case LEAVE -> new MomentRun(p, s, new Happening.Crossing(relation, false, sentence));
            case INSIDE -> held(p, s, f -> relation.inside((LiveFrame) f), holdFor);
            case OUTSIDE -> held(p, s, f -> relation.inside((LiveFrame) f).not(), holdFor);
          };
        },
        focus);
  }

  private static RuleRun held(RuleProgram program, Surroundings s, Test test, long holdFor) {
    return new HeldRun(program, s, new Signal.OfTest(test, program.focus()), holdFor);
  }

  private Prepared change(Trigger.Change c) {
    var name =
        layout.find(c.field()).orElseThrow(() -> new Expressions.UnsoundException(c.field()));
    Happening.Change.Wanted from = Wordings.wanted(name.kind(), c.from());
    Happening.Change.Wanted to = Wordings.wanted(name.kind(), c.to());
    Happening.Values values = Wordings.change(layout, name);
    Focus focus = new Focus(layout, List.of(c.field()), List.of(), null, -1, "");
    return new Prepared(
        (p, s) -> new MomentRun(p, s, new Happening.Change(name, from, to, values)), focus);
  }

  private Prepared repeated(Trigger.Repeated r) {
    Test test = trigger.test(r.condition());
    long within = Micros.of(r.within());
    String sentence =
        "%s %d times within %s."
            .formatted(Wordings.became(layout, r.condition()), r.times(), Phrases.length(within));
    List<Limit> limits = Conditions.limits(r.condition(), layout.vocabulary());
    Focus focus = new Focus(layout, trigger.uses(), limits, null, -1, sentence);
    return new Prepared((p, s) -> new RepeatedRun(p, s, test, r.times(), within), focus);
  }

  private static String lasting(long holdFor) {
    return holdFor == 0 ? "" : " for " + Phrases.length(holdFor);
  }
}
