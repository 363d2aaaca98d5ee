package org.aisle.templates.decode;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.aisle.templates.outcome.RejectionCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns a vendor's bytes into samples or says why it can't, and does nothing else. Implementations
 * are stateless and thread-safe, terminate on every input, and let no exception out.
 */
public interface PayloadDecoder {

  /** The MIME types it reads, lower case, without parameters; the first names the decoder. */
  List<String> contentTypes();

  Decoded decode(byte[] payload);

  /** What a payload turned out to be. */
  sealed interface Decoded {

    /**
     * One or more samples, in the order of the payload.
     *
     * @param skipped the parts of the payload that could not be read, each to be shown as a
     *     rejection; empty for all formats but those that bundle frames of several devices
     */
    record Samples(List<Sample> samples, List<Unreadable> skipped) implements Decoded {
      public Samples {
        samples = List.copyOf(samples);
        skipped = List.copyOf(skipped);
      }

      public Samples(List<Sample> samples) {
        this(samples, List.of());
      }
    }

    /** The whole payload is unreadable; {@code sentence} says what is wrong and what to do. */
    record Unreadable(RejectionCode code, String sentence) implements Decoded {}
  }

  /**
   * One sample as the payload tells it, not yet checked against a template.
   *
   * @param observedAt the sample's own time, if it carries a readable one
   * @param timeProblem why the sample's time could not be read, or null
   * @param fields capability names to values; components nest. A number that is not finite stands
   *     for one that no double can hold. A {@code seq} left in here was no sequence number.
   * @param source the id of the device the payload speaks of (a tag's address, for messages of a
   *     radio gateway), or null when it is the sender
   */
  record Sample(
      Optional<Instant> observedAt,
      @Nullable String timeProblem,
      OptionalLong seq,
      ObjectNode fields,
      @Nullable String source) {}
}
