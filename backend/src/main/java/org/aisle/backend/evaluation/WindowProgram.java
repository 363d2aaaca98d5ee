package org.aisle.backend.evaluation;

import org.aisle.templates.condition.Limit.Relation;
import org.aisle.templates.condition.Quantity;
import org.aisle.templates.condition.Truth;

/**
 * An aggregate over a window, ready to be judged.
 *
 * @param width in microseconds
 * @param of a value counts at a reading that observed one of {@code measured}; of an expression
 *     that uses nothing measured: at each reading
 * @param atLeast one or more
 */
record WindowProgram(
    long width,
    Tally tally,
    Quantity of,
    int[] measured,
    Quantity limit,
    Relation relation,
    long atLeast) {

  /** The width of a pane of the sliding window. */
  long pane() {
    return Panes.pane(width);
  }

  Truth judge(double value, double limit) {
    if (Double.isNaN(value) || Double.isNaN(limit)) {
      return Truth.UNKNOWN;
    }
    return Focus.violates(relation, value, limit) ? Truth.TRUE : Truth.FALSE;
  }
}
