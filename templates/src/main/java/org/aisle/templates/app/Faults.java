package org.aisle.templates.app;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.aisle.templates.source.Spot;

/** Collects the faults of one app template, the first {@link #LIMIT} of them. */
final class Faults {

  static final int LIMIT = 1_000;

  private final Set<TemplateProblem> found = new LinkedHashSet<>();

  void add(TemplateProblem problem) {
    if (found.size() < LIMIT) {
      found.add(problem);
    }
  }

  void add(String file, Spot spot, String code, String sentence) {
    add(TemplateProblem.at(file, spot, code, sentence));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  List<TemplateProblem> inOrder() {
    return found.stream()
        .sorted(
            Comparator.comparing(TemplateProblem::file)
                .thenComparingInt(TemplateProblem::line)
                .thenComparingInt(TemplateProblem::column))
        .toList();
  }
}
