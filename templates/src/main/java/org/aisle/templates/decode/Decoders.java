package org.aisle.templates.decode;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.aisle.templates.decode.PayloadDecoder.Decoded;
import org.aisle.templates.decode.PayloadDecoder.Decoded.Unreadable;
import org.aisle.templates.outcome.RejectionCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The decoders by content type. Thread-safe; no input makes it throw. Out of memory and other
 * failures of the machine are not hidden.
 */
public final class Decoders {

  private static final Logger LOG = LoggerFactory.getLogger(Decoders.class);
  private static final String UNSPECIFIED = "application/octet-stream";

  private final Map<String, PayloadDecoder> byType = new HashMap<>();
  private final PayloadDecoder byDefault;

  /**
   * @param byDefault reads what comes without a content type
   * @throws IllegalArgumentException when two decoders claim one content type
   */
  public Decoders(PayloadDecoder byDefault, List<PayloadDecoder> others) {
    this.byDefault = byDefault;
    add(byDefault);
    others.forEach(this::add);
  }

  /** All decoders that Aisle brings, JSON being the default. */
  public static Decoders standard(DecodeLimits limits) {
    return new Decoders(
        new JsonDecoder(limits),
        List.of(
            new CborDecoder(limits),
            new RuuviFormat5Decoder(limits),
            new RuuviFormat3Decoder(limits),
            new RuuviGatewayDecoder(limits)));
  }

  private void add(PayloadDecoder decoder) {
    for (String type : decoder.contentTypes()) {
      if (byType.putIfAbsent(type, decoder) != null) {
        throw new IllegalArgumentException("Two decoders read " + type + ".");
      }
    }
  }

  /** The content types that can be read. */
  public SortedSet<String> contentTypes() {
    return new TreeSet<>(byType.keySet());
  }

  /**
   * Decodes by content type; its parameters and case don't matter. Without one (or with {@code
   * application/octet-stream} and something that begins like JSON) the default decoder is used.
   */
  public Decoded decode(@Nullable String contentType, byte[] payload) {
    String type = essence(contentType);
    PayloadDecoder decoder = byType.get(type);
    if (decoder == null
        && (type.isEmpty() || type.equals(UNSPECIFIED) && JsonDecoder.looksLikeJson(payload))) {
      decoder = byDefault;
    }
    if (decoder == null) {
      return new Unreadable(
          RejectionCode.CONTENT_TYPE_UNKNOWN,
          "No decoder reads %s; use one of %s, or none for JSON."
              .formatted(Quoted.of(type), String.join(", ", contentTypes())));
    }
    try {
      return decoder.decode(payload);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("The decoder of {} failed on {} bytes", type, payload.length, e);
      return new Unreadable(
          RejectionCode.PAYLOAD_MALFORMED,
          "The decoder of %s failed on this payload; report it with the bytes kept here."
              .formatted(type.isEmpty() ? "JSON" : Quoted.plain(type)));
    }
  }

  private static String essence(@Nullable String contentType) {
    if (contentType == null) {
      return "";
    }
    int semicolon = contentType.indexOf(';');
    String essence = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
    return essence.strip().toLowerCase(Locale.ROOT);
  }
}
