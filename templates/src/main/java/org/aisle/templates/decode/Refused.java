package org.aisle.templates.decode;

import java.io.Serial;
import org.aisle.templates.decode.PayloadDecoder.Decoded.Unreadable;
import org.aisle.templates.outcome.RejectionCode;

/** Carries a verdict out of nested reading; never leaves a decoder. */
final class Refused extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  private final transient Unreadable verdict;

  Refused(RejectionCode code, String sentence) {
    super(sentence, null, false, false);
    this.verdict = new Unreadable(code, sentence);
  }

  Unreadable verdict() {
    return verdict;
  }
}
