package org.aisle.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.aisle.gateway.InMemoryDirectory;
import org.aisle.templates.decode.PayloadDecoder.Sample;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.normalise.NormaliseLimits;
import org.aisle.templates.normalise.Normaliser;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.outcome.RejectionCode;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.wire.Delivery;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class NormaliseStepTest {

  private static final DeviceRef GATEWAY = DeviceRef.of("demo", "radio-gateway");
  private static final DeviceRef OWN = DeviceRef.of("demo", "AA:01");
  private static final DeviceRef FOREIGN = DeviceRef.of("demo", "AA:02");
  private static final DeviceRef OFF = DeviceRef.of("demo", "AA:03");
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

  private final InMemoryDirectory directory =
      new InMemoryDirectory()
          .with(GATEWAY, OWN, FOREIGN)
          .disable(OFF)
          .bind(GATEWAY, OWN)
          .bind(GATEWAY, OFF);
  private final NormaliseStep step =
      new NormaliseStep(new Normaliser(NormaliseLimits.DEFAULT), directory);

  private static Sample sample(String source) {
    return new Sample(
        Optional.of(NOW),
        null,
        OptionalLong.empty(),
        JsonMapper.builder().build().createObjectNode().put("temperature", 4),
        source);
  }

  private Delivery deliver(Sample... samples) {
    Progress.Addressed message =
        new Progress.Addressed(
            directory.device(GATEWAY).orElseThrow(),
            new byte[0],
            null,
            null,
            NOW,
            "telemetry",
            GATEWAY.username());
    return ((Progress.Deliverable) step.apply(new Progress.Readable(message, List.of(samples))))
        .delivery();
  }

  @Test
  void a_radio_gateway_speaks_for_itself_and_for_the_tags_it_may_act_for() {
    Delivery delivery = deliver(sample(null), sample("AA:01"));
    assertThat(delivery.readings()).extracting(Reading::device).containsExactly(GATEWAY, OWN);
    assertThat(delivery.rejections()).isEmpty();
  }

  @Test
  void tags_it_may_not_speak_for_are_refused_and_the_others_are_kept() {
    Delivery delivery =
        deliver(
            sample("AA:02"), sample("AA:03"), sample("AA:04"), sample("no id!"), sample("AA:01"));
    assertThat(delivery.readings()).extracting(Reading::device).containsExactly(OWN);
    assertThat(delivery.rejections())
        .extracting(Rejection::code)
        .containsExactly(
            RejectionCode.TOPIC_FOREIGN,
            RejectionCode.DEVICE_DISABLED,
            RejectionCode.DEVICE_UNKNOWN,
            RejectionCode.DEVICE_UNKNOWN);
  }
}
