package org.aisle.gateway.message;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.outcome.RejectionCode;
import org.jspecify.annotations.Nullable;

/**
 * What our own broker writes on each message as MQTT 5 user properties. Names that begin with
 * {@link #PREFIX} are taken from clients, so they can be believed on messages from our own broker
 * and on no others.
 */
public final class Stamp {

  /** What all stamped properties begin with. */
  public static final String PREFIX = "aisle-";

  /** The authenticated user name of the publisher. */
  public static final String CLIENT = "aisle-client";

  /** When the broker received the message, ISO 8601; the same on every redelivery. */
  public static final String RECEIVED_AT = "aisle-received-at";

  /** The topic as the client named it, where it differs from the message's. */
  public static final String TOPIC = "aisle-topic";

  /** The user property that carries a device's own time for a message. */
  public static final String TIME = "ts";

  /** Where our broker publishes what it refused; no device can publish or subscribe there. */
  public static final String REFUSED_TOPIC = "aisle/refused";

  /** What the topics begin with under which our broker queues batches of gateways. */
  public static final String BATCH_TOPICS = "uplink/";

  private static final String CODE = "aisle-code";
  private static final String SENTENCE = "aisle-sentence";
  private static final String APP = "aisle-app";
  private static final String DEVICE = "aisle-device";
  private static final String SIZE = "aisle-size";
  private static final int LONGEST_TEXT = 1024;

  private Stamp() {}

  /** The topic under which our broker queues a batch of that gateway. */
  public static String batchTopic(DeviceRef gateway) {
    return BATCH_TOPICS + gateway.app() + "/" + gateway.device();
  }

  /** When the broker received a stamped message. */
  public static Optional<Instant> receivedAt(Map<String, String> properties) {
    String text = properties.get(RECEIVED_AT);
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** The user properties under which a rejection travels on {@link #REFUSED_TOPIC}. */
  public static Map<String, String> refusal(Rejection rejection) {
    Map<String, String> result = new LinkedHashMap<>();
    result.put(CODE, rejection.code().name());
    result.put(SENTENCE, rejection.sentence());
    result.put(RECEIVED_AT, rejection.at().toString());
    result.put(SIZE, Integer.toString(rejection.payloadSize()));
    AppId app = rejection.app();
    if (app != null) {
      result.put(APP, app.value());
    }
    DeviceId device = rejection.device();
    if (device != null) {
      result.put(DEVICE, device.value());
    }
    String topic = rejection.topic();
    if (topic != null) {
      result.put(TOPIC, shortened(topic));
    }
    String client = rejection.client();
    if (client != null) {
      result.put(CLIENT, shortened(client));
    }
    return result;
  }

  /** The rejection that {@link #refusal} wrote; empty when the properties are not of that kind. */
  public static Optional<Rejection> refusal(Map<String, String> properties, byte[] payload) {
    Optional<Instant> at = receivedAt(properties);
    String code = properties.get(CODE);
    String sentence = properties.get(SENTENCE);
    if (at.isEmpty() || code == null || sentence == null) {
      return Optional.empty();
    }
    try {
      String app = properties.get(APP);
      String device = properties.get(DEVICE);
      return Optional.of(
          new Rejection(
              app == null ? null : new AppId(app),
              device == null ? null : new DeviceId(device),
              at.get(),
              RejectionCode.valueOf(code),
              null,
              sentence,
              properties.get(TOPIC),
              properties.get(CLIENT),
              payload,
              Integer.parseInt(properties.getOrDefault(SIZE, "0"))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Cuts a text from a client to what a user property may reasonably hold. */
  public static String shortened(@Nullable String text) {
    if (text == null) {
      return "";
    }
    if (text.getBytes(StandardCharsets.UTF_8).length <= LONGEST_TEXT) {
      return text;
    }
    int end = Math.min(text.length(), LONGEST_TEXT / 4);
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
