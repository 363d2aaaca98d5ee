package org.aisle.gateway.consumer;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which broker to take messages from, and how.
 *
 * @param broker {@code tcp://host:port} or {@code ssl://host:port}
 * @param clientId fixed, as the broker keeps the queue under it; only one consumer may use it
 * @param username null to connect without credentials
 * @param password null to connect without credentials
 * @param filters what to subscribe to, at QoS 1
 * @param receiveMaximum how many messages may wait for their receipt at once (1 to 65535); the
 *     broker keeps the others
 * @param check how often the subscription is verified
 * @param firstRetry the first pause after a failed connection or delivery; doubled each time
 * @param longestRetry the longest such pause
 */
public record ConsumerSettings(
    URI broker,
    String clientId,
    @Nullable String username,
    @Nullable String password,
    List<String> filters,
    int receiveMaximum,
    Timing timing) {

  /** Everything about time; all positive. */
  public record Timing(
      Duration connectTimeout,
      Duration keepAlive,
      Duration check,
      Duration firstRetry,
      Duration longestRetry) {

    public Timing {
      for (Duration each : List.of(connectTimeout, keepAlive, check, firstRetry, longestRetry)) {
        if (each.isNegative() || each.isZero()) {
          throw new IllegalArgumentException("The consumer's durations must be positive.");
        }
      }
      if (firstRetry.compareTo(longestRetry) > 0) {
        throw new IllegalArgumentException("The first retry can't come after the longest pause.");
      }
    }

    /** The pause before attempt {@code n}, counted from 1. */
    Duration pause(int n) {
      Duration pause = firstRetry.multipliedBy(1L << Math.min(Math.max(n - 1, 0), 20));
      return pause.compareTo(longestRetry) > 0 ? longestRetry : pause;
    }
  }

  /** The topics of Hono's MQTT adapter. */
  public static final List<String> DEVICE_TOPICS = List.of("telemetry/#", "event/#", "t/#", "e/#");

  /** Suits a broker in the same process or network. */
  public static final Timing TIMING =
      new Timing(
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofSeconds(30),
          Duration.ofMillis(250),
          Duration.ofSeconds(5));

  public ConsumerSettings {
    String scheme = Objects.requireNonNullElse(broker.getScheme(), "");
    if (!(scheme.equals("tcp") || scheme.equals("ssl")) || broker.getHost() == null) {
      throw new IllegalArgumentException(
          "The broker must be given as tcp://host:port or ssl://host:port.");
    }
    if (clientId.isBlank()) {
      throw new IllegalArgumentException(
          "The consumer needs a client id, under which the broker keeps its queue.");
    }
    if (filters.isEmpty()) {
      throw new IllegalArgumentException("The consumer needs at least one topic filter.");
    }
    if (receiveMaximum < 1 || receiveMaximum > 65535) {
      throw new IllegalArgumentException("The receive maximum must be 1 to 65535.");
    }
    filters = List.copyOf(filters);
  }

  @Override
  public String toString() {
    return "ConsumerSettings[broker=%s, clientId=%s, username=%s, filters=%s, receiveMaximum=%d]"
        .formatted(broker, clientId, username, filters, receiveMaximum);
  }
}
