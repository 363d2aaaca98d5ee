package org.aisle.gateway.route;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.aisle.templates.decode.PayloadDecoder.Sample;
import org.aisle.templates.directory.KnownDevice;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.outcome.RejectionCode;
import org.aisle.templates.wire.BatchFormat;
import org.aisle.templates.wire.Delivery;
import org.jspecify.annotations.Nullable;

/** What a message has become on its way; each step takes it one further or passes it by. */
sealed interface Progress {

  /** The device is known and may be heard. */
  record Addressed(
      KnownDevice device,
      byte[] payload,
      @Nullable String contentType,
      @Nullable String messageTime,
      Instant receivedAt,
      String topic,
      @Nullable String client)
      implements Progress {

    /** The whole message refused. */
    Rejection rejected(RejectionCode code, String sentence) {
      return rejected(device.ref(), code, sentence);
    }

    Rejection rejected(DeviceRef about, RejectionCode code, String sentence) {
      return new Rejection(
          about.app(),
          about.device(),
          receivedAt,
          code,
          null,
          sentence,
          topic,
          client,
          payload,
          payload.length);
    }
  }

  /** A batch of a known gateway; what it speaks of is yet to be judged. */
  record Batched(DeviceRef gateway, byte[] payload, Instant receivedAt) implements Progress {

    Rejection rejected(DeviceRef about, RejectionCode code, String sentence, byte[] content) {
      return new Rejection(
          about.app(),
          about.device(),
          receivedAt,
          code,
          null,
          sentence,
          BatchFormat.TOPIC,
          gateway.username(),
          content,
          content.length);
    }
  }

  /** The bytes could be read. */
  record Readable(Addressed message, List<Sample> samples) implements Progress {
    public Readable {
      samples = List.copyOf(samples);
    }
  }

  /** What several messages have become that take the way together, in the order of the messages. */
  record Together(List<Progress> all) {
    public Together {
      all = List.copyOf(all);
    }

    Together each(UnaryOperator<Progress> step) {
      return new Together(
          all.stream().map(progress -> guarded(() -> step.apply(progress))).toList());
    }
  }

  /** What there is to keep; its receipt is put in last. */
  record Deliverable(Delivery delivery) implements Progress {}

  /**
   * Makes an exception of an error: Camel lets errors pass, and believes for ever that the message
   * is on its way.
   */
  static <T> T guarded(Supplier<T> step) {
    try {
      return step.get();
    } catch (Error e) {
      throw new StepErrorException(e);
    }
  }

  /** Memory ran out in a step, or code is missing; the cause says which. */
  final class StepErrorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StepErrorException(Error cause) {
      super(cause);
    }
  }

  /** Nothing but a rejection is left to keep. */
  static Deliverable only(Rejection rejection) {
    return new Deliverable(
        new Delivery(
            List.of(), List.of(), List.of(rejection), org.aisle.templates.wire.Receipt.NONE));
  }
}
