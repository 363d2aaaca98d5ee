package org.aisle.templates.decode;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.aisle.templates.decode.PayloadDecoder.Decoded.Samples;
import org.aisle.templates.decode.PayloadDecoder.Sample;
import org.aisle.templates.outcome.RejectionCode;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Builds bounded trees from a token stream: duplicate names are refused, numbers become whole
 * numbers or doubles (infinite when no double can hold them), so that no later step can be made to
 * calculate with a billion digits.
 */
final class TreeReader {

  /** A whole number of more digits than this is larger than any double. */
  private static final int DIGITS_OF_DOUBLE = 310;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Gives a token of a format with more than JSON's types its tree, at the current position. */
  interface ScalarReader {
    JsonNode read(JsonParser parser);
  }

  private final JsonParser parser;
  private final DecodeLimits limits;
  private final ScalarReader scalars;
  private int names;

  TreeReader(JsonParser parser, DecodeLimits limits, ScalarReader scalars) {
    this.parser = parser;
    this.limits = limits;
    this.scalars = scalars;
  }

  /** Reads a whole payload of the shape object, or array of objects. */
  Samples samples() {
    JsonToken first = parser.nextToken();
    List<Sample> samples = new ArrayList<>();
    if (first == JsonToken.START_ARRAY) {
      for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
        if (samples.size() == limits.maxSamples()) {
          throw new Refused(
              RejectionCode.PAYLOAD_TOO_MANY_SAMPLES,
              "The message holds more than %d samples; send several messages."
                  .formatted(limits.maxSamples()));
        }
        names = 0;
        samples.add(SampleParts.of(object(value(t, 1), "The array holds")));
      }
    } else {
      samples.add(SampleParts.of(object(value(first, 1), "The payload is")));
    }
    requireEnd();
    if (samples.isEmpty()) {
      throw new Refused(
          RejectionCode.PAYLOAD_WRONG_SHAPE, "The array is empty; send at least one sample.");
    }
    return new Samples(samples);
  }

  /** Reads a whole payload that is one object. */
  ObjectNode document() {
    ObjectNode object = object(value(parser.nextToken(), 1), "The payload is");
    requireEnd();
    return object;
  }

  private void requireEnd() {
    if (parser.nextToken() != null) {
      throw new Refused(
          RejectionCode.PAYLOAD_MALFORMED,
          "Something follows the end of the payload's value; send one object, or one array of"
              + " objects, per message.");
    }
  }

  private static ObjectNode object(JsonNode node, String subject) {
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new Refused(
        RejectionCode.PAYLOAD_WRONG_SHAPE,
        subject
            + " something other than an object; send {\"name\": value, …} or an array of such"
            + " objects.");
  }

  private JsonNode value(@org.jspecify.annotations.Nullable JsonToken token, int depth) {
    if (token == null) {
      throw new Refused(RejectionCode.PAYLOAD_EMPTY, "The payload holds no value; send an object.");
    }
    return switch (token) {
      case START_OBJECT -> objectAt(depth);
      case START_ARRAY -> arrayAt(depth);
      case VALUE_NULL -> NODES.nullNode();
      case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(token == JsonToken.VALUE_TRUE);
      default -> scalars.read(parser);
    };
  }

  private ObjectNode objectAt(int depth) {
    requireDepth(depth);
    ObjectNode object = NODES.objectNode();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      if (++names > limits.maxFields()) {
        throw new Refused(
            RejectionCode.PAYLOAD_TOO_LARGE,
            "A sample has more than %d fields; spread them over several messages with the same ts."
                .formatted(limits.maxFields()));
      }
      JsonNode value = value(parser.nextToken(), depth + 1);
      if (object.has(name)) {
        throw new Refused(
            RejectionCode.PAYLOAD_MALFORMED,
            "An object has the name %s twice; send each name once.".formatted(Quoted.of(name)));
      }
      object.set(name, value);
    }
    return object;
  }

  private ArrayNode arrayAt(int depth) {
    requireDepth(depth);
    ArrayNode array = NODES.arrayNode();
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      array.add(value(t, depth + 1));
    }
    return array;
  }

  private void requireDepth(int depth) {
    if (depth > limits.maxDepth()) {
      throw new Refused(
          RejectionCode.PAYLOAD_TOO_DEEP,
          "Objects and arrays are nested deeper than %d levels; flatten the payload."
              .formatted(limits.maxDepth()));
    }
  }

  static JsonNode wholeNumber(JsonParser parser) {
    if (parser.getNumberType() != NumberType.BIG_INTEGER) {
      return NODES.numberNode(parser.getLongValue());
    }
    BigInteger value = parser.getBigIntegerValue();
    return value.bitLength() > DIGITS_OF_DOUBLE * 10 / 3
        ? NODES.numberNode(value.signum() < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY)
        : NODES.numberNode(value);
  }
}
