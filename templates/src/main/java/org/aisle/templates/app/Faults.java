package org.aisle.templates.app;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.aisle.templates.source.Spot;

/**
 * Collects the faults of one app template, the first {@link #LIMIT} of them. Some are misfits: what
 * was read is sound in itself and names what the device templates, or the rest of the app, do not
 * have (any more), as after a new version of a device template that takes a field away.
 */
final class Faults {

  static final int LIMIT = 1_000;

  /** What a tile may lack and still be drawn as one that shows nothing. */
  private static final Set<String> OF_TILES =
      Set.of(
          "app.device-unknown",
          "app.field-kind",
          "app.field-unknown",
          "app.group-unknown",
          "app.picture-unknown",
          "app.place-unknown",
          "app.property-unknown",
          "app.stage-unknown",
          "app.template-unknown");

  private final Set<TemplateProblem> found = new LinkedHashSet<>();
  private final Set<TemplateProblem> misfits = new LinkedHashSet<>();

  void add(TemplateProblem problem) {
    boolean misfit = problem.file().startsWith("dashboards/") && OF_TILES.contains(problem.code());
    keep(misfit ? misfits : found, problem);
  }

  void misfit(String file, Spot spot, String code, String sentence) {
    keep(misfits, TemplateProblem.at(file, spot, code, sentence));
  }

  private static void keep(Set<TemplateProblem> where, TemplateProblem problem) {
    if (where.size() < LIMIT) {
      where.add(problem);
    }
  }

  void add(String file, Spot spot, String code, String sentence) {
    add(TemplateProblem.at(file, spot, code, sentence));
  }

  boolean isEmpty() {
    return found.isEmpty() && misfits.isEmpty();
  }

  /** Whether there is nothing but misfits, or nothing at all. */
  boolean onlyMisfits() {
    return found.isEmpty();
  }

  List<TemplateProblem> inOrder() {
    return Stream.concat(found.stream(), misfits.stream())
        .sorted(
            Comparator.comparing(TemplateProblem::file)
                .thenComparingInt(TemplateProblem::line)
                .thenComparingInt(TemplateProblem::column))
        .toList();
  }
}
