package org.aisle.templates.decode;

import java.util.Optional;
import java.util.OptionalLong;
import org.aisle.templates.decode.PayloadDecoder.Sample;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes the reserved names {@code ts} and {@code seq} out of a sample's object. */
final class SampleParts {

  private static final String TIME = "ts";
  private static final String SEQ = "seq";

  private SampleParts() {}

  /** The sample of an object, which is changed and kept. */
  static Sample of(ObjectNode object) {
    JsonNode time = object.remove(TIME);
    JsonNode seq = object.get(SEQ);
    OptionalLong number = seq == null ? OptionalLong.empty() : sequence(seq);
    if (number.isPresent()) {
      object.remove(SEQ);
    }
    if (time == null || time.isNull()) {
      return sample(null, number, object, null);
    }
    return sample(DeviceTime.of(time), number, object, null);
  }

  static Sample sample(
      @Nullable DeviceTime time, OptionalLong seq, ObjectNode fields, @Nullable String source) {
    return switch (time) {
      case null -> new Sample(Optional.empty(), null, seq, fields, source);
      case DeviceTime.At at -> new Sample(Optional.of(at.instant()), null, seq, fields, source);
      case DeviceTime.Unreadable bad ->
          new Sample(Optional.empty(), bad.sentence(), seq, fields, source);
    };
  }

  private static OptionalLong sequence(JsonNode node) {
    if (node.isIntegralNumber()) {
      return node.canConvertToLong() && node.longValue() >= 0
          ? OptionalLong.of(node.longValue())
          : OptionalLong.empty();
    }
    if (node.isNumber()) {
      double value = node.numberValue().doubleValue();
      return value >= 0 && value < 0x1p63 && value == Math.rint(value)
          ? OptionalLong.of((long) value)
          : OptionalLong.empty();
    }
    return OptionalLong.empty();
  }
}
