package org.aisle.templates.decode;

import org.aisle.templates.decode.PayloadDecoder.Decoded;
import org.aisle.templates.decode.PayloadDecoder.Decoded.Unreadable;
import org.aisle.templates.outcome.RejectionCode;

/** The checks every decoder makes before it reads, and the last resort after. */
final class Guard {

  private Guard() {}

  /** Reads a payload; may throw {@link Refused}. */
  interface Body {
    Decoded read(byte[] payload);
  }

  static Decoded decode(byte[] payload, DecodeLimits limits, Body body) {
    if (payload.length == 0) {
      return new Unreadable(
          RejectionCode.PAYLOAD_EMPTY, "The payload is empty; send at least one value.");
    }
    if (payload.length > limits.maxBytes()) {
      return new Unreadable(
          RejectionCode.PAYLOAD_TOO_LARGE,
          "The payload has %d bytes, at most %d are read; send several messages."
              .formatted(payload.length, limits.maxBytes()));
    }
    try {
      return body.read(payload);
    } catch (Refused refused) {
      return refused.verdict();
    }
  }
}
