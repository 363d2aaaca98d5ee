package org.aisle.templates.outcome;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The stable codes of what can be wrong with a message, and whether sending it again can help. The
 * wire form is the lower-case, dotted {@link #code()}; codes are added, never renamed.
 */
public enum RejectionCode {
  PAYLOAD_EMPTY("payload.empty", Retry.NEVER),
  PAYLOAD_TOO_LARGE("payload.too-large", Retry.NEVER),
  PAYLOAD_TOO_DEEP("payload.too-deep", Retry.NEVER),
  PAYLOAD_NOT_UTF8("payload.not-utf8", Retry.NEVER),
  PAYLOAD_MALFORMED("payload.malformed", Retry.NEVER),
  PAYLOAD_TRUNCATED("payload.truncated", Retry.NEVER),
  PAYLOAD_WRONG_SHAPE("payload.wrong-shape", Retry.NEVER),
  PAYLOAD_TOO_MANY_SAMPLES("payload.too-many-samples", Retry.NEVER),
  CONTENT_TYPE_UNKNOWN("content-type.unknown", Retry.NEVER),
  FIELD_WRONG_TYPE("field.wrong-type", Retry.NEVER),
  FIELD_NOT_FINITE("field.not-finite", Retry.NEVER),
  FIELD_OUT_OF_RANGE("field.out-of-range", Retry.NEVER),
  FIELD_NAME_INVALID("field.name-invalid", Retry.NEVER),
  TIME_UNREADABLE("time.unreadable", Retry.NEVER),
  TIME_TOO_EARLY("time.too-early", Retry.NEVER),
  TIME_IN_FUTURE("time.in-future", Retry.NEVER),
  TIME_MISSING("time.missing", Retry.NEVER),
  DEVICE_UNKNOWN("device.unknown", Retry.LATER),
  DEVICE_DISABLED("device.disabled", Retry.LATER),
  TEMPLATE_UNKNOWN("template.unknown", Retry.LATER),
  TOPIC_UNKNOWN("topic.unknown", Retry.NEVER),
  TOPIC_FOREIGN("topic.foreign", Retry.NEVER),
  CLIENT_UNAUTHENTICATED("client.unauthenticated", Retry.NEVER),
  BATCH_VERSION_UNKNOWN("batch.version-unknown", Retry.LATER),
  UPLINK_REFUSED("uplink.refused", Retry.NEVER),
  QUEUE_FULL("queue.full", Retry.LATER),
  STEP_FAILED("step.failed", Retry.LATER);

  /** Whether, and when, the same bytes could succeed. */
  public enum Retry {
    NEVER,
    LATER
  }

  private static final Map<String, RejectionCode> BY_CODE =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(RejectionCode::code, Function.identity()));

  private final String code;
  private final Retry retry;

  RejectionCode(String code, Retry retry) {
    this.code = code;
    this.retry = retry;
  }

  public String code() {
    return code;
  }

  public Retry retry() {
    return retry;
  }

  /** The code of that wire form; empty when this version does not know it. */
  public static Optional<RejectionCode> ofCode(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }
}
