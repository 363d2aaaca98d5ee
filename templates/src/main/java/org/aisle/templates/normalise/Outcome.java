package org.aisle.templates.normalise;

import org.aisle.templates.outcome.RejectionCode;
import org.aisle.templates.reading.Value;

/** What became of one field's value. */
sealed interface Outcome {

  record Accepted(Value value) implements Outcome {}

  /** {@code problem} continues the sentence "The field x …". */
  record Refused(RejectionCode code, String problem) implements Outcome {}

  static Outcome wrongType(String expected) {
    return new Refused(RejectionCode.FIELD_WRONG_TYPE, "must be " + expected + ".");
  }

  static Outcome notFinite() {
    return new Refused(
        RejectionCode.FIELD_NOT_FINITE,
        "is not a finite number; leave the field out when there is no value.");
  }

  static Outcome outOfRange(String problem) {
    return new Refused(RejectionCode.FIELD_OUT_OF_RANGE, problem);
  }
}
