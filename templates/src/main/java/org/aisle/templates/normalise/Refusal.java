package org.aisle.templates.normalise;

import java.time.Instant;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.outcome.RejectionCode;
import org.jspecify.annotations.Nullable;

/**
 * Something in a message that did not become part of a reading, or did so in a way an operator must
 * know of.
 *
 * @param field the field's path, {@code ts} for the time, or null for whole samples
 * @param sentence what is wrong and what to do
 */
public record Refusal(RejectionCode code, @Nullable String field, String sentence) {

  /** This refusal with the message it happened in. */
  public Rejection in(
      DeviceRef device,
      Instant at,
      @Nullable String topic,
      @Nullable String client,
      byte[] payload) {
    return new Rejection(
        device.app(),
        device.device(),
        at,
        code,
        field,
        sentence,
        topic,
        client,
        payload,
        payload.length);
  }
}
