package org.aisle.templates.decode;

import java.util.List;
import org.aisle.templates.decode.PayloadDecoder.Decoded.Samples;
import org.aisle.templates.outcome.RejectionCode;
import tools.jackson.core.Base64Variants;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORParser;

/**
 * CBOR (RFC 8949) of the same shapes as JSON. Byte strings become base64 text, undefined becomes
 * null, and numbers with tag 1 (seconds since 1970) become times; other tags are passed over.
 */
public final class CborDecoder implements PayloadDecoder {

  private static final int EPOCH_SECONDS_TAG = 1;

  private final DecodeLimits limits;
  private final CBORFactory factory;

  public CborDecoder(DecodeLimits limits) {
    this.limits = limits;
    this.factory =
        CBORFactory.builder().streamReadConstraints(JsonDecoder.constraints(limits)).build();
  }

  @Override
  public List<String> contentTypes() {
    return List.of("application/cbor");
  }

  @Override
  public Decoded decode(byte[] payload) {
    return Guard.decode(payload, limits, this::samples);
  }

  private Samples samples(byte[] payload) {
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), payload)) {
      return new TreeReader(parser, limits, CborDecoder::scalar).samples();
    } catch (UnexpectedEndOfInputException e) {
      throw new Refused(
          RejectionCode.PAYLOAD_TRUNCATED,
          "The CBOR ends inside a value; check what cuts it on the way.");
    } catch (JacksonException e) {
      throw new Refused(
          RejectionCode.PAYLOAD_MALFORMED,
          "Not CBOR: %s. Check the sender's serialiser."
              .formatted(Quoted.plain(String.valueOf(e.getOriginalMessage()))));
    }
  }

  private static JsonNode scalar(JsonParser parser) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
      boolean seconds =
          parser instanceof CBORParser cbor && cbor.getCurrentTag() == EPOCH_SECONDS_TAG;
      JsonNode number =
          token == JsonToken.VALUE_NUMBER_INT
              ? TreeReader.wholeNumber(parser)
              : nodes.numberNode(fraction(parser));
      return seconds ? time(number) : number;
    }
    if (token == JsonToken.VALUE_EMBEDDED_OBJECT) {
      return parser.getEmbeddedObject() instanceof byte[] bytes
          ? nodes.stringNode(Base64Variants.MIME_NO_LINEFEEDS.encode(bytes))
          : nodes.nullNode();
    }
    return nodes.stringNode(parser.getString());
  }

  private static double fraction(JsonParser parser) {
    return parser.getNumberType() == NumberType.BIG_DECIMAL
        ? parser.getDecimalValue().doubleValue()
        : parser.getDoubleValue();
  }

  private static JsonNode time(JsonNode seconds) {
    return switch (DeviceTime.ofMillis(seconds.numberValue().doubleValue() * 1e3)) {
      case DeviceTime.At at -> JsonNodeFactory.instance.stringNode(at.instant().toString());
      case DeviceTime.Unreadable bad -> seconds;
    };
  }
}
