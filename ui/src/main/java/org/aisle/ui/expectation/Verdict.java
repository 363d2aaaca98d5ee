package org.aisle.ui.expectation;

import java.util.List;
import org.aisle.backend.evaluation.Occurrence;
import org.aisle.templates.app.Expectation;

/**
 * How a story ended.
 *
 * @param stands the alerts at its end
 * @param withdrawn what was told and turned out never to have been
 * @param failures how that differs from what was expected; empty when it does not
 */
record Verdict(
    Expectation expectation,
    int readings,
    List<Occurrence> stands,
    List<Told> withdrawn,
    List<String> failures) {

  Verdict {
    stands = List.copyOf(stands);
    withdrawn = List.copyOf(withdrawn);
    failures = List.copyOf(failures);
  }

  boolean met() {
    return failures.isEmpty();
  }
}
