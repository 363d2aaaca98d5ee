package org.aisle.templates.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.aisle.templates.decode.PayloadDecoder.Decoded;
import org.aisle.templates.decode.PayloadDecoder.Decoded.Samples;
import org.aisle.templates.decode.PayloadDecoder.Decoded.Unreadable;
import org.aisle.templates.outcome.RejectionCode;
import org.junit.jupiter.api.Test;

class DecodersTest {

  private static final byte[] JSON = "{\"t\":1}".getBytes(StandardCharsets.UTF_8);
  private static final byte[] CBOR = HexFormat.of().parseHex("a1617401");

  private final Decoders decoders = Decoders.standard(DecodeLimits.DEFAULT);

  @Test
  void parameters_and_case_of_a_content_type_do_not_matter() {
    assertThat(decoders.decode(" Application/JSON ; charset=utf-8", JSON))
        .isInstanceOf(Samples.class);
    assertThat(decoders.decode("application/cbor", CBOR)).isInstanceOf(Samples.class);
  }

  @Test
  void json_is_the_default() {
    assertThat(decoders.decode(null, JSON)).isInstanceOf(Samples.class);
    assertThat(decoders.decode("", JSON)).isInstanceOf(Samples.class);
    assertThat(decoders.decode("application/octet-stream", JSON)).isInstanceOf(Samples.class);
    refused(RejectionCode.PAYLOAD_MALFORMED, decoders.decode(null, new byte[] {1, 2, 3}));
    refused(RejectionCode.PAYLOAD_EMPTY, decoders.decode(null, new byte[0]));
  }

  @Test
  void unknown_content_types_are_refused_with_the_known_ones() {
    assertThat(decoders.decode("text/csv", JSON))
        .isInstanceOfSatisfying(
            Unreadable.class,
            u -> {
              assertThat(u.code()).isEqualTo(RejectionCode.CONTENT_TYPE_UNKNOWN);
              assertThat(u.sentence()).contains("text/csv", "application/vnd.ruuvi.df5");
            });
    refused(RejectionCode.CONTENT_TYPE_UNKNOWN, decoders.decode("application/octet-stream", CBOR));
    refused(RejectionCode.CONTENT_TYPE_UNKNOWN, decoders.decode("x".repeat(100_000) + "\0", JSON));
  }

  @Test
  void every_content_type_has_one_decoder() {
    assertThat(decoders.contentTypes())
        .containsExactly(
            "application/cbor",
            "application/json",
            "application/vnd.ruuvi.df3",
            "application/vnd.ruuvi.df5",
            "application/vnd.ruuvi.gateway+json",
            "text/json");
    PayloadDecoder json = new JsonDecoder(DecodeLimits.DEFAULT);
    assertThatThrownBy(() -> new Decoders(json, List.of(json)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_decoder_that_breaks_its_promise_costs_the_message_only() {
    PayloadDecoder broken =
        new PayloadDecoder() {
          @Override
          public List<String> contentTypes() {
            return List.of("application/broken");
          }

          @Override
          public Decoded decode(byte[] payload) {
            throw new IllegalStateException("a bug");
          }
        };
    Decoders some = new Decoders(new JsonDecoder(DecodeLimits.DEFAULT), List.of(broken));
    refused(RejectionCode.PAYLOAD_MALFORMED, some.decode("application/broken", JSON));
    assertThat(some.decode(null, JSON)).isInstanceOf(Samples.class);
  }

  private static void refused(RejectionCode code, Decoded decoded) {
    assertThat(decoded)
        .isInstanceOfSatisfying(Unreadable.class, u -> assertThat(u.code()).isEqualTo(code));
  }
}
