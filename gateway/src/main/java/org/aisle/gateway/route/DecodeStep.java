package org.aisle.gateway.route;

import org.aisle.templates.decode.Decoders;
import org.aisle.templates.decode.PayloadDecoder.Decoded;

/** Reads the bytes of a message. */
final class DecodeStep {

  private final Decoders decoders;

  DecodeStep(Decoders decoders) {
    this.decoders = decoders;
  }

  Progress apply(Progress progress) {
    if (!(progress instanceof Progress.Addressed message)) {
      return progress;
    }
    return switch (decoders.decode(message.contentType(), message.payload())) {
      case Decoded.Samples read -> new Progress.Readable(message, read.samples());
      case Decoded.Unreadable bad -> Progress.only(message.rejected(bad.code(), bad.sentence()));
    };
  }
}
