package org.aisle.sim.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.aisle.templates.decode.DecodeLimits;
import org.aisle.templates.decode.JsonDecoder;
import org.aisle.templates.decode.PayloadDecoder.Decoded;
import org.aisle.templates.decode.PayloadDecoder.Sample;
import org.junit.jupiter.api.Test;

class PayloadsTest {

  private static List<Sample> samples(Payloads payloads) {
    Decoded decoded = new JsonDecoder(DecodeLimits.DEFAULT).decode(payloads.next(1_000));
    return ((Decoded.Samples) decoded).samples();
  }

  @Test
  void every_sample_has_an_instant_of_its_own_and_all_fields() {
    Payloads payloads = new Payloads(List.of("a", "b"), 3);
    List<Sample> samples = samples(payloads);
    assertThat(samples).hasSize(3);
    assertThat(samples)
        .extracting(s -> s.observedAt().orElseThrow())
        .containsExactly(
            Instant.ofEpochMilli(1_000), Instant.ofEpochMilli(1_001), Instant.ofEpochMilli(1_002));
    assertThat(samples).allSatisfy(s -> assertThat(s.fields().propertyNames()).contains("a", "b"));
    assertThat(payloads.values()).isEqualTo(6);
  }

  @Test
  void a_single_sample_is_an_object_and_a_constant_stays_the_same() {
    Payloads payloads = Payloads.constant("a", 70);
    samples(payloads);
    assertThat(samples(payloads))
        .singleElement()
        .satisfies(s -> assertThat(s.fields().get("a").doubleValue()).isEqualTo(70));
  }
}
