package org.aisle.templates.decode;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.aisle.templates.outcome.RejectionCode;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * JSON in UTF-8: an object of capability names to values, or an array of such objects.
 *
 * <p>The literals {@code NaN} and {@code Infinity}, which some libraries write although JSON has no
 * such numbers, and numbers beyond a double's range cost their field, not the message.
 */
public final class JsonDecoder implements PayloadDecoder {

  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final char REPLACEMENT = '\uFFFD';

  private final DecodeLimits limits;
  private final JsonFactory factory;

  public JsonDecoder(DecodeLimits limits) {
    this.limits = limits;
    this.factory =
        JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(constraints(limits))
            .build();
  }

  static StreamReadConstraints constraints(DecodeLimits limits) {
    return StreamReadConstraints.builder()
        .maxNestingDepth(limits.maxDepth() + 2)
        .maxNameLength(limits.maxBytes())
        .maxStringLength(limits.maxBytes())
        .build();
  }

  @Override
  public List<String> contentTypes() {
    return List.of("application/json", "text/json");
  }

  @Override
  public Decoded decode(byte[] payload) {
    return Guard.decode(payload, limits, bytes -> read(bytes, TreeReader::samples));
  }

  /** What to read with a reader that stands before the first token. */
  interface Reading<T> {
    T from(TreeReader reader);
  }

  /** Parses text by the rules of this format; throws {@link Refused} only. */
  <T> T read(byte[] payload, Reading<T> reading) {
    String text = text(payload);
    if (text.isBlank()) {
      throw new Refused(
          RejectionCode.PAYLOAD_EMPTY, "The payload is blank; send a JSON object with values.");
    }
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
      return reading.from(new TreeReader(parser, limits, JsonDecoder::scalar));
    } catch (JacksonException e) {
      throw new Refused(
          RejectionCode.PAYLOAD_MALFORMED,
          "Not JSON at line %d, column %d: %s. Check the sender's serialiser."
              .formatted(
                  e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                  e.getLocation() == null ? 1 : e.getLocation().getColumnNr(),
                  Quoted.plain(String.valueOf(e.getOriginalMessage()))));
    }
  }

  private static String text(byte[] payload) {
    String text = new String(payload, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload));
      } catch (CharacterCodingException e) {
        throw new Refused(
            RejectionCode.PAYLOAD_NOT_UTF8,
            "The payload is not UTF-8; send JSON in UTF-8, or name its content type.");
      }
    }
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  private static JsonNode scalar(JsonParser parser) {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return TreeReader.wholeNumber(parser);
    }
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
      return JsonNodeFactory.instance.numberNode(
          parser.isNaN() ? Double.NaN : Double.parseDouble(parser.getString()));
    }
    return JsonNodeFactory.instance.stringNode(parser.getString());
  }

  /**
   * Whether a payload without a content type is probably JSON: it begins with an object or array.
   */
  static boolean looksLikeJson(byte[] payload) {
    int start =
        payload.length >= 3
                && payload[0] == (byte) 0xEF
                && payload[1] == (byte) 0xBB
                && payload[2] == (byte) 0xBF
            ? 3
            : 0;
    for (int i = start; i < payload.length; i++) {
      byte b = payload[i];
      if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
        return b == '{' || b == '[';
      }
    }
    return false;
  }
}
