package org.aisle.templates.dtdl;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.aisle.templates.source.Spot;

/** Collects the faults of one document, the first {@link #LIMIT} of them. */
final class Problems {

  static final int LIMIT = 500;

  private final Set<DtdlProblem> found = new LinkedHashSet<>();

  void add(String code, Spot spot, String sentence, String cure) {
    if (found.size() < LIMIT) {
      found.add(new DtdlProblem("dtdl." + code, spot, sentence, cure));
    }
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** Whether all of them are about how fields are derived. */
  boolean onlyOfDerivations() {
    return found.stream().allMatch(p -> p.code().startsWith("dtdl.derivation-"));
  }

  List<DtdlProblem> inOrder() {
    return found.stream()
        .sorted(
            Comparator.comparingInt((DtdlProblem p) -> p.spot().line())
                .thenComparingInt(p -> p.spot().column()))
        .toList();
  }

  /** A piece of input, short enough for a sentence. */
  static String quote(String text) {
    return "\"" + (text.length() <= 80 ? text : text.substring(0, 79) + "…") + "\"";
  }
}
