package org.aisle.backend.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.aisle.backend.evaluation.Evaluator.Compiled;
import org.aisle.backend.evaluation.Expressions.UnsoundException;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.rule.KnownGroups;
import org.aisle.templates.rule.KnownPlaces;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.RuleChecker;
import org.aisle.templates.rule.RuleFault;

/** Prepares evaluators. */
public final class Evaluators {

  private static final KnownPlaces ANY = new KnownPlaces(Map.of(), true);

  private Evaluators() {}

  /** As the other, where no asset has properties. */
  public static Compiled compile(DeviceTemplate template, List<ActiveRule> rules) {
    return compile(template, List.of(), rules);
  }

  /**
   * For the devices of one template; rules of other templates, and those that are not enabled, are
   * ignored. Whether a rule's {@code where} applies is judged per device, with its properties as
   * they were at each reading. A rule with any fault that {@link RuleChecker} finds is left out; of
   * two rules with one id the later.
   *
   * @param assets the properties that assets may have
   */
  public static Compiled compile(
      DeviceTemplate template, List<Field> assets, List<ActiveRule> rules) {
    Layout layout = new Layout(template, assets);
    List<DerivedProgram> derived = DerivedCompiler.compile(template, layout);
    long definitions = derived.isEmpty() ? 0 : derived.getLast().definition();
    Map<String, List<RuleFault>> broken = new TreeMap<>();
    Map<String, RuleProgram> sound = new TreeMap<>();
    for (ActiveRule active : rules) {
      Rule rule = active.rule();
      if (!rule.enabled() || !rule.template().equals(template.id().lastSegment())) {
        continue;
      }
      List<RuleFault> faults = RuleChecker.check(rule, template, ANY, assets, KnownGroups.OPEN);
      if (faults.isEmpty()) {
        try {
          sound.putIfAbsent(rule.id(), RuleCompiler.compile(active, layout, definitions));
        } catch (UnsoundException e) {
          faults =
              List.of(
                  new RuleFault(
                      "when", "rule.unsound", "The rule cannot be evaluated; write it anew."));
        }
      }
      if (!faults.isEmpty()) {
        broken.put(rule.id(), faults);
      }
    }
    Evaluator evaluator = new CompiledEvaluator(layout, derived, new ArrayList<>(sound.values()));
    return new Compiled(evaluator, Map.copyOf(broken));
  }
}
