package org.aisle.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.outcome.RejectionCode;
import org.junit.jupiter.api.Test;

class StampTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456Z");

  @Test
  void a_rejection_survives_the_way_through_the_queue() {
    Rejection rejection =
        new Rejection(
            new AppId("demo"),
            new DeviceId("box"),
            NOW,
            RejectionCode.TOPIC_FOREIGN,
            null,
            "A sentence.",
            "t/x/y",
            "box@demo",
            new byte[] {1, 2, 3},
            3000);
    assertThat(Stamp.refusal(Stamp.refusal(rejection), rejection.payload()).orElseThrow())
        .usingRecursiveComparison()
        .isEqualTo(rejection);
  }

  @Test
  void what_is_not_known_stays_unknown() {
    Rejection rejection =
        new Rejection(
            null,
            null,
            NOW,
            RejectionCode.CLIENT_UNAUTHENTICATED,
            null,
            "A sentence.",
            null,
            "who knows",
            new byte[0],
            0);
    assertThat(Stamp.refusal(Stamp.refusal(rejection), new byte[0]).orElseThrow())
        .usingRecursiveComparison()
        .isEqualTo(rejection);
  }

  @Test
  void other_properties_are_no_rejection() {
    assertThat(Stamp.refusal(Map.of(), new byte[0])).isEmpty();
    assertThat(
            Stamp.refusal(
                Map.of(
                    "aisle-code", "NONSENSE", "aisle-sentence", "x", "aisle-received-at", "" + NOW),
                new byte[0]))
        .isEmpty();
    assertThat(Stamp.receivedAt(Map.of(Stamp.RECEIVED_AT, "yesterday"))).isEmpty();
  }

  @Test
  void long_texts_are_cut_without_breaking_a_character() {
    String cut = Stamp.shortened("😀".repeat(5000));
    assertThat(cut).endsWith("😀…");
    assertThat(cut.length()).isLessThan(300);
  }
}
