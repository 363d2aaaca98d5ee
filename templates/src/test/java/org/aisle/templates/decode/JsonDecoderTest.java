package org.aisle.templates.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.aisle.templates.decode.PayloadDecoder.Decoded;
import org.aisle.templates.decode.PayloadDecoder.Decoded.Samples;
import org.aisle.templates.decode.PayloadDecoder.Decoded.Unreadable;
import org.aisle.templates.outcome.RejectionCode;
import org.junit.jupiter.api.Test;

class JsonDecoderTest extends PayloadDecoderContract {

  private static final GoldenVectors VECTORS = GoldenVectors.named("json.json");

  @Override
  PayloadDecoder decoder() {
    return new JsonDecoder(LIMITS);
  }

  @Override
  GoldenVectors vectors() {
    return VECTORS;
  }

  @Test
  void ten_thousand_samples_are_read_and_one_more_is_too_many() {
    assertThat(decode("[" + "{\"t\":1},".repeat(9_999) + "{\"t\":1}]"))
        .isInstanceOfSatisfying(Samples.class, s -> assertThat(s.samples()).hasSize(10_000));
    refused(RejectionCode.PAYLOAD_TOO_MANY_SAMPLES, "[" + "{\"t\":1},".repeat(10_000) + "{}]");
  }

  @Test
  void more_than_five_hundred_names_in_one_sample_are_too_much() {
    StringBuilder object = new StringBuilder("{");
    for (int i = 0; i <= 500; i++) {
      object.append("\"f").append(i).append("\":1,");
    }
    refused(RejectionCode.PAYLOAD_TOO_LARGE, object + "\"last\":1}");
  }

  @Test
  void nesting_without_end_is_too_deep() {
    refused(RejectionCode.PAYLOAD_TOO_DEEP, "[".repeat(100_000));
    refused(RejectionCode.PAYLOAD_TOO_DEEP, "{\"a\":".repeat(17) + "1" + "}".repeat(17));
    assertThat(decode("{\"a\":".repeat(16) + "1" + "}".repeat(16))).isInstanceOf(Samples.class);
  }

  @Test
  void a_number_of_a_thousand_million_digits_costs_neither_memory_nor_the_message() {
    assertThat(decode("{\"a\":1e999999999,\"b\":1e99999999999,\"c\":1e-999999999,\"d\":2}"))
        .isInstanceOfSatisfying(
            Samples.class,
            s -> {
              var fields = s.samples().getFirst().fields();
              assertThat(fields.get("a").numberValue()).isEqualTo(Double.POSITIVE_INFINITY);
              assertThat(fields.get("b").numberValue()).isEqualTo(Double.POSITIVE_INFINITY);
              assertThat(fields.get("c").numberValue()).isEqualTo(0.0);
              assertThat(fields.get("d").longValue()).isEqualTo(2);
            });
  }

  @Test
  void a_byte_order_mark_is_tolerated() {
    assertThat(decode("\uFEFF{\"t\":1}")).isInstanceOf(Samples.class);
  }

  private static void refused(RejectionCode code, String payload) {
    assertThat(decode(payload))
        .isInstanceOfSatisfying(Unreadable.class, u -> assertThat(u.code()).isEqualTo(code));
  }

  private static Decoded decode(String payload) {
    return new JsonDecoder(LIMITS).decode(payload.getBytes(StandardCharsets.UTF_8));
  }
}
