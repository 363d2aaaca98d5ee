package org.aisle.templates.app;

import java.util.List;
import java.util.Optional;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.rule.KnownGroups;
import org.aisle.templates.rule.KnownPlaces;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.RuleChecker;
import org.aisle.templates.rule.RuleFault;
import org.aisle.templates.rule.RuleOutcome;
import org.aisle.templates.rule.RuleReader;
import org.aisle.templates.rule.RuleSpots;
import org.aisle.templates.source.SourceNode.Mapping;
import org.aisle.templates.source.Spot;

/** Reads files of {@code rules/}. */
record RuleFile(
    ModelNames templates,
    KnownPlaces places,
    List<Field> assets,
    KnownGroups groups,
    Faults faults) {

  /** The rule of that file; empty, and reported, when it could not be read. */
  Optional<Rule> read(String file, Mapping root) {
    String id = file.substring("rules/".length(), file.length() - ".yaml".length());
    if (!RuleChecker.ID.matcher(id).matches()) {
      faults.add(
          file,
          Spot.START,
          "app.id",
          "The file's name is the rule's id: use a-z, 0-9 and '-', a letter first.");
      id = "a";
    }
    return switch (RuleReader.read(id, root)) {
      case RuleOutcome.Faults f -> {
        report(file, root, f.faults());
        yield Optional.empty();
      }
      case RuleOutcome.Read r -> {
        for (RuleFault fault : check(r.rule())) {
          faults.misfit(file, RuleSpots.of(root, fault.key()), fault.code(), fault.sentence());
        }
        yield Optional.of(r.rule());
      }
    };
  }

  private List<RuleFault> check(Rule rule) {
    DeviceTemplate template = templates.template(rule.template()).orElse(null);
    return template == null && templates.mayExist(rule.template())
        ? RuleChecker.checkWithoutNames(rule, places, groups)
        : RuleChecker.check(rule, template, places, assets, groups);
  }

  private void report(String file, Mapping root, List<RuleFault> found) {
    for (RuleFault fault : found) {
      faults.add(file, RuleSpots.of(root, fault.key()), fault.code(), fault.sentence());
    }
  }
}
