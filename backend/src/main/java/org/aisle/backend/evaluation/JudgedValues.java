package org.aisle.backend.evaluation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.aisle.backend.evaluation.Guard.Standing;
import org.aisle.templates.condition.Vocabulary.Source;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.Trigger.Window;
import org.aisle.templates.unit.Dimension;
import org.aisle.templates.unit.Unit;
import org.jspecify.annotations.Nullable;

/**
 * What a rule compared with its limit at each reading, to be drawn beside the fields it rests on.
 *
 * @param name as the evidence's sentence calls it
 * @param unit the symbol, empty where the expression has none that is known
 */
public record JudgedValues(String name, String unit, List<At> values) {

  /**
   * At one reading that was judged.
   *
   * @param limit NaN when it is unknown
   */
  public record At(Instant at, double value, double limit) {}

  public JudgedValues {
    values = List.copyOf(values);
  }

  /**
   * Of a sliding window, by the readings alone: empty where nothing could be worked out, because
   * the value rests on a derived field, a property or a place, and for every other trigger.
   *
   * @param samples in the order of time, from a window's width before what is to be drawn
   */
  public static Optional<JudgedValues> of(
      DeviceRef device, Rule rule, DeviceTemplate template, List<Sample> samples) {
    if (!(rule.trigger() instanceof Window window) || window.kind() != Window.Kind.SLIDING) {
      return Optional.empty();
    }
    Layout layout = new Layout(template, List.of());
    RuleProgram program;
    try {
      program = RuleCompiler.compile(new ActiveRule(anywhere(rule), 1, null), layout, 0);
    } catch (Expressions.UnsoundException unsound) {
      return Optional.empty();
    }
    List<At> values = values(device, program, layout, samples);
    String name =
        "%s over %s"
            .formatted(
                Wordings.aggregate(window.aggregate(), Focus.display(layout, window.of())),
                Phrases.length(Micros.of(window.width())));
    String unit = Wordings.unit(window.aggregate(), unit(layout, window.of())).strip();
    return values.isEmpty() ? Optional.empty() : Optional.of(new JudgedValues(name, unit, values));
  }

  /** The device was meant when the alert was raised. */
  private static Rule anywhere(Rule rule) {
    return new Rule(
        rule.id(),
        rule.name(),
        rule.description(),
        rule.template(),
        new TreeMap<>(),
        rule.trigger(),
        rule.clear(),
        rule.unless(),
        rule.schedule(),
        rule.severity(),
        rule.escalations(),
        rule.gap(),
        rule.notification(),
        rule.enabled());
  }

  private static List<At> values(
      DeviceRef device, RuleProgram program, Layout layout, List<Sample> samples) {
    Surroundings nothing =
        new Surroundings(
            layout,
            new DeviceContext(device, ZoneOffset.UTC, Map.of(), List.of(), List.of(), List.of()));
    if (!(program.begins().apply(nothing) instanceof HeldRun run)
        || !(run.signal() instanceof Signal.OfWindow window)) {
      return List.of();
    }
    LiveFrame frame = new LiveFrame(layout, nothing);
    List<At> values = new ArrayList<>();
    for (Sample sample : samples) {
      frame.advance(Micros.of(sample.observedAt()));
      sample.values().forEach(frame);
      frame.within(program.gap());
      if (run.guard.at(frame) == Standing.JUDGED) {
        window.at(frame);
        double value = window.value(frame);
        if (!Double.isNaN(value)) {
          values.add(new At(sample.observedAt(), value, window.limit(frame)));
        }
      }
    }
    return values;
  }

  /**
   * A blank and the symbol, or empty: of a field its own, of a sum or difference the common one.
   */
  private static String unit(Layout layout, String of) {
    if (layout.find(of).isPresent()) {
      return Focus.unit(layout, of);
    }
    Expressions expressions = new Expressions(layout.vocabulary());
    expressions.anything(of);
    SortedSet<String> uses = expressions.uses();
    String rest = of;
    Unit common = null;
    for (String use : uses.reversed()) {
      Unit unit = unit(layout.find(use).orElseThrow().source());
      if (unit == null || common != null && !common.equals(unit)) {
        return "";
      }
      common = unit;
      rest = rest.replaceFirst("(?<![\\w.])" + Pattern.quote(use) + "(?![\\w.])", "");
    }
    String operators = rest.replaceAll("\\s", "");
    if (common == null) {
      return "";
    }
    if (common.dimension() == Dimension.TEMPERATURE) {
      return operators.equals("-") && common.name().equals("degreeCelsius") ? " K" : "";
    }
    return operators.matches("[-+()]+") ? " " + common.symbol() : "";
  }

  private static @Nullable Unit unit(Source source) {
    return source instanceof Source.OfField of ? of.field().unit() : null;
  }
}
