package org.aisle.gateway.message;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;

/** Reads the topics of Eclipse Hono's MQTT adapter on which devices and gateways publish. */
public final class DeviceTopic {

  /** Whether a message may be lost at QoS 0 or must not be. */
  public enum Kind {
    TELEMETRY("telemetry"),
    EVENT("event");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The first segment of the full topic. */
    public String word() {
      return word;
    }
  }

  /** What a topic turned out to be. */
  public sealed interface Reading {

    /**
     * Readings of a device.
     *
     * @param properties the property bag, percent-decoded ({@code content-type}, {@code ts}, …)
     */
    record Addressed(Kind kind, DeviceRef device, Map<String, String> properties)
        implements Reading {
      public Addressed {
        properties = Map.copyOf(properties);
      }

      /** The full form without the property bag: {@code telemetry/<app>/<device>}. */
      public String fullTopic() {
        return kind.word() + "/" + device.app() + "/" + device.device();
      }
    }

    /** Not a topic for readings; {@code sentence} says what to use instead. */
    record NotUnderstood(String sentence) implements Reading {}
  }

  private DeviceTopic() {}

  /**
   * Reads a topic; never fails.
   *
   * @param client the authenticated publisher, or null when it is not known: short topics then
   *     cannot be attributed
   */
  public static Reading read(String topic, @Nullable DeviceRef client) {
    String address = topic;
    Map<String, String> properties = Map.of();
    int bag = topic.indexOf("/?");
    if (bag >= 0) {
      address = topic.substring(0, bag);
      Map<String, String> parsed = propertyBag(topic.substring(bag + 2));
      if (parsed == null) {
        return new Reading.NotUnderstood(
            "The property bag after '/?' can't be read; write it as name=value pairs joined by '&',"
                + " percent-encoded, without control characters.");
      }
      properties = parsed;
    }
    String[] segments = address.split("/", -1);
    Kind kind = kind(segments[0]);
    if (kind == null) {
      return new Reading.NotUnderstood(
          "Readings are published on 'telemetry' or 't' and 'event' or 'e'; this topic starts with"
              + " neither.");
    }
    if (segments.length == 1) {
      return client != null
          ? new Reading.Addressed(kind, client, properties)
          : new Reading.NotUnderstood(
              "The sender of this message is not known, so the topic must name the device:"
                  + " telemetry/<app>/<device>.");
    }
    if (segments.length != 3) {
      return new Reading.NotUnderstood(
          "A topic that names a device has three parts: telemetry/<app>/<device>.");
    }
    String app = segments[1].isEmpty() && client != null ? client.app().value() : segments[1];
    if (!AppId.isValid(app) || !DeviceId.isValid(segments[2])) {
      return new Reading.NotUnderstood(
          "The app or the device in this topic can't be a name; use the ids that the registry"
              + " shows.");
    }
    return new Reading.Addressed(kind, DeviceRef.of(app, segments[2]), properties);
  }

  private static @Nullable Kind kind(String segment) {
    return switch (segment) {
      case "telemetry", "t" -> Kind.TELEMETRY;
      case "event", "e" -> Kind.EVENT;
      default -> null;
    };
  }

  private static @Nullable Map<String, String> propertyBag(String text) {
    Map<String, String> result = new HashMap<>();
    for (String pair : text.split("&")) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      if (equals < 1) {
        return null;
      }
      try {
        String name = URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8);
        // Hono leaves '+' as it is, which time zones and media types rely on
        String value =
            URLDecoder.decode(
                pair.substring(equals + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
        if (!value.codePoints().allMatch(DeviceTopic::mayTravel)) {
          return null;
        }
        result.put(name, value);
      } catch (IllegalArgumentException e) {
        return null;
      }
    }
    return result;
  }

  /** Whether MQTT lets it stand in a property: no control characters, no half or non-characters. */
  private static boolean mayTravel(int character) {
    return !Character.isISOControl(character)
        && Character.getType(character) != Character.SURROGATE
        && (character & 0xFFFE) != 0xFFFE
        && (character < 0xFDD0 || character > 0xFDEF);
  }
}
