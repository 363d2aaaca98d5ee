package org.aisle.templates.outcome;

import java.time.Instant;
import java.util.Arrays;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.jspecify.annotations.Nullable;

/**
 * A message, or one field of it, that was refused: kept where an operator can see it.
 *
 * @param app the app it was meant for, as far as known
 * @param device the device it was meant for, as far as known; it need not exist
 * @param at when the gateway refused it
 * @param code what is wrong
 * @param field the field that was refused, or null when the whole message was
 * @param sentence what is wrong and what to do, for the operator
 * @param topic the topic as the client named it, or null for a refused connection
 * @param client the authenticated or claimed user name
 * @param payload the first {@link #KEPT_BYTES} bytes as they arrived
 * @param payloadSize how many bytes arrived
 */
public record Rejection(
    @Nullable AppId app,
    @Nullable DeviceId device,
    Instant at,
    RejectionCode code,
    @Nullable String field,
    String sentence,
    @Nullable String topic,
    @Nullable String client,
    byte[] payload,
    int payloadSize) {

  /** How much of a refused payload is kept. */
  public static final int KEPT_BYTES = 16 * 1024;

  public Rejection {
    payload = Arrays.copyOf(payload, Math.min(payload.length, KEPT_BYTES));
  }
}
