package org.aisle.templates.app;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.aisle.templates.source.Spot;

/** Collects the faults of one app template, the first {@link #LIMIT} of them. */
final class Faults {

  static final int LIMIT = 1_000;

  /** Keeps the search for a hint cheap, however long the list of words. */
  private static final int MAX_CANDIDATES = 200;

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

  /** The closest of the allowed words, as a hint; empty when none is close. */
  static String hint(String word, Iterable<String> allowed) {
    String best = null;
    int least = Math.max(2, word.length() / 3) + 1;
    int considered = 0;
    for (String candidate : allowed) {
      if (++considered > MAX_CANDIDATES) {
        break;
      }
      int distance = distance(word, candidate);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best == null ? "" : " Did you mean " + best + "?";
  }

  private static int distance(String a, String b) {
    if (a.length() > 64 || b.length() > 64) {
      return Integer.MAX_VALUE;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
