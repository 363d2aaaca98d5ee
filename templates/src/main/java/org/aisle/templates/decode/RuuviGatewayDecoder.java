package org.aisle.templates.decode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.aisle.templates.decode.PayloadDecoder.Decoded.Samples;
import org.aisle.templates.decode.PayloadDecoder.Decoded.Unreadable;
import org.aisle.templates.outcome.RejectionCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Messages of a Ruuvi Gateway, its MQTT form (one advertisement) and its HTTP form (a map of tags);
 * see docs.ruuvi.com/gw-data-formats. Times are Unix seconds; where the gateway has no time it
 * counts, and the sample has none.
 *
 * <p>A sample's source is the tag's address as {@code F4:1F:0C:28:CB:D6}; its fields are those of
 * the tag's format, and {@code rssi} in dBm. What the message says about the gateway itself
 * (address, position) is not the tag's and is left out. An advertisement of the HTTP form that
 * can't be read is skipped, the others count.
 */
public final class RuuviGatewayDecoder implements PayloadDecoder {

  /** Unreadable advertisements of one message that are told one by one. */
  private static final int MOST_SKIPPED = 100;

  private static final int MANUFACTURER_DATA = 0xFF;
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
  private static final Pattern ADDRESS =
      Pattern.compile("(?:[0-9A-Fa-f]{2}[:-]?){5}[0-9A-Fa-f]{2}");

  private final DecodeLimits limits;
  private final JsonDecoder json;

  public RuuviGatewayDecoder(DecodeLimits limits) {
    this.limits = limits;
    this.json =
        new JsonDecoder(
            new DecodeLimits(
                limits.maxBytes(), limits.maxDepth(), limits.maxSamples(), limits.maxBytes()));
  }

  @Override
  public List<String> contentTypes() {
    return List.of("application/vnd.ruuvi.gateway+json");
  }

  @Override
  public Decoded decode(byte[] payload) {
    return Guard.decode(payload, limits, bytes -> message(json.read(bytes, TreeReader::document)));
  }

  private Decoded message(ObjectNode message) {
    JsonNode data = message.get("data");
    if (data != null && data.isString()) {
      JsonNode time = message.has("ts") ? message.get("ts") : message.get("gwts");
      return new Samples(List.of(sample(message, time, null)));
    }
    if (data != null && data.get("tags") instanceof ObjectNode tags) {
      return tags(tags, data.get("timestamp"));
    }
    throw new Refused(
        RejectionCode.PAYLOAD_WRONG_SHAPE,
        "Not a Ruuvi Gateway's message: \"data\" is neither an advertisement in hexadecimal nor an"
            + " object with \"tags\".");
  }

  private Decoded tags(ObjectNode tags, @Nullable JsonNode gatewayTime) {
    if (tags.isEmpty()) {
      throw new Refused(
          RejectionCode.PAYLOAD_WRONG_SHAPE,
          "The gateway hears no tag; check that tags are near it and not filtered out.");
    }
    if (tags.size() > limits.maxSamples()) {
      throw new Refused(
          RejectionCode.PAYLOAD_TOO_MANY_SAMPLES,
          "The message holds more than %d tags; let the gateway send more often or filter."
              .formatted(limits.maxSamples()));
    }
    List<Sample> samples = new ArrayList<>();
    List<Unreadable> skipped = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : tags.properties()) {
      try {
        samples.add(tag(entry.getKey(), entry.getValue(), gatewayTime));
      } catch (Refused refused) {
        if (skipped.size() < MOST_SKIPPED) {
          Unreadable verdict = refused.verdict();
          skipped.add(
              new Unreadable(
                  verdict.code(),
                  "Tag %s: %s".formatted(Quoted.plain(entry.getKey()), verdict.sentence())));
        }
      }
    }
    return samples.isEmpty() && skipped.size() == 1
        ? skipped.getFirst()
        : new Samples(samples, skipped);
  }

  private static Sample tag(String key, JsonNode tag, @Nullable JsonNode gatewayTime) {
    if (!ADDRESS.matcher(key).matches()) {
      throw new Refused(
          RejectionCode.PAYLOAD_WRONG_SHAPE,
          "A tag's name must be its address, like F4:1F:0C:28:CB:D6.");
    }
    if (!(tag instanceof ObjectNode object)) {
      throw new Refused(RejectionCode.PAYLOAD_WRONG_SHAPE, "A tag must be an object with data.");
    }
    JsonNode time = object.has("timestamp") ? object.get("timestamp") : gatewayTime;
    return sample(object, time, address(key));
  }

  private static Sample sample(
      ObjectNode object, @Nullable JsonNode time, @Nullable String address) {
    JsonNode data = object.get("data");
    if (data == null || !data.isString()) {
      throw new Refused(
          RejectionCode.PAYLOAD_WRONG_SHAPE, "\"data\" must be an advertisement in hexadecimal.");
    }
    RuuviFrame frame = frame(HexText.bytes(data.stringValue()));
    JsonNode rssi = object.get("rssi");
    if (rssi != null) {
      frame.fields().set("rssi", rssi);
    }
    return SampleParts.sample(
        time(time),
        OptionalLong.empty(),
        frame.fields(),
        frame.mac() == null ? address : frame.mac());
  }

  /** Walks the advertisement's structures: length, type, content. */
  private static RuuviFrame frame(byte[] advert) {
    int at = 0;
    while (at < advert.length && advert[at] != 0) {
      int end = at + 1 + (advert[at] & 0xFF);
      if (end > advert.length) {
        throw new Refused(
            RejectionCode.PAYLOAD_TRUNCATED,
            "The advertisement ends after %d of %d bytes; check what cuts it on the way."
                .formatted(advert.length, end));
      }
      if ((advert[at + 1] & 0xFF) == MANUFACTURER_DATA
          && end - at > 3
          && (advert[at + 2] & 0xFF) == 0x99
          && advert[at + 3] == 0x04) {
        return ruuvi(Arrays.copyOfRange(advert, at + 4, end));
      }
      at = end;
    }
    throw new Refused(
        RejectionCode.PAYLOAD_WRONG_SHAPE,
        "The advertisement holds no data of a Ruuvi tag (company 0x0499); let the gateway filter"
            + " other makers' devices out.");
  }

  private static RuuviFrame ruuvi(byte[] content) {
    if (content.length > 0
        && content[0] != RuuviFrame.FORMAT_3
        && content[0] != RuuviFrame.FORMAT_5) {
      throw new Refused(
          RejectionCode.PAYLOAD_WRONG_SHAPE,
          "Ruuvi's data format 0x%02X is not read, only 3 and 5; check the tag's firmware."
              .formatted(content[0] & 0xFF));
    }
    return RuuviFrame.read(content);
  }

  private static @Nullable DeviceTime time(@Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return null;
    }
    String text =
        node.isIntegralNumber() ? node.numberValue().toString() : node.asString("").strip();
    if (text.isEmpty() && node.isString()) {
      return null;
    }
    return SECONDS.matcher(text).matches()
        ? DeviceTime.of(Instant.ofEpochSecond(Long.parseLong(text)))
        : new DeviceTime.Unreadable(
            "The gateway's time can't be read; it sends Unix seconds, or a counter as long as it"
                + " has no time.");
  }

  private static String address(String key) {
    String digits = key.replaceAll("[:-]", "").toUpperCase(Locale.ROOT);
    return String.join(":", digits.split("(?<=\\G..)"));
  }
}
