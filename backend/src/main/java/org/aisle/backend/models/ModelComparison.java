package org.aisle.backend.models;

import java.util.List;
import org.aisle.backend.models.Consequence.Weight;
import org.aisle.templates.definition.Dtmi;
import org.jspecify.annotations.Nullable;

/**
 * A draft beside the newest published version of its model.
 *
 * @param published the newest version, or null for a new model
 * @param draft the draft's id; null when its text has faults, and then only {@code problems} are
 *     told
 * @param changes in the order of the model; what is removed comes last
 * @param devices how many devices speak each published version
 */
public record ModelComparison(
    @Nullable Dtmi published,
    @Nullable Dtmi draft,
    int revision,
    List<FieldChange> changes,
    List<Consequence> consequences,
    List<Speakers> devices,
    List<ModelProblem> problems) {

  /** How many devices speak a version. */
  public record Speakers(Dtmi version, int devices) {}

  public ModelComparison {
    changes = List.copyOf(changes);
    consequences = List.copyOf(consequences);
    devices = List.copyOf(devices);
    problems = List.copyOf(problems);
  }

  /** Whether it can be published at all. */
  public boolean isPublishable() {
    return problems.isEmpty();
  }

  /** Whether something that works now would not. */
  public boolean breaks() {
    return consequences.stream().anyMatch(c -> c.weight() == Weight.BREAKS);
  }
}
