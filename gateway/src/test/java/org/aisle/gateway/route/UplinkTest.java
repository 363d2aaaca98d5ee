package org.aisle.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.aisle.gateway.InMemoryDirectory;
import org.aisle.gateway.RecordingIngest;
import org.aisle.gateway.message.InboundMessage;
import org.aisle.gateway.message.Stamp;
import org.aisle.templates.decode.DecodeLimits;
import org.aisle.templates.decode.Decoders;
import org.aisle.templates.decode.JsonDecoder;
import org.aisle.templates.decode.PayloadDecoder;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.directory.KnownDevice;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.normalise.NormaliseLimits;
import org.aisle.templates.normalise.Normaliser;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.outcome.RejectionCode;
import org.aisle.templates.wire.Receipt;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class UplinkTest {

  private static final DeviceRef DEVICE = DeviceRef.of("demo", "cooler-1");
  private static final DeviceRef CURSED = DeviceRef.of("demo", "cursed");
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

  private final InMemoryDirectory devices = new InMemoryDirectory().with(DEVICE);
  private final RecordingIngest ingest = new RecordingIngest();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final List<String> receipts = new ArrayList<>();
  private DefaultCamelContext camel;
  private Uplink uplink;

  /** Fails on one device, as a bug would. */
  private final DeviceDirectory directory =
      new DeviceDirectory() {
        @Override
        public Optional<KnownDevice> device(DeviceRef ref) {
          if (ref.equals(CURSED)) {
            throw new IllegalStateException("A bug.");
          }
          return devices.device(ref);
        }

        @Override
        public boolean authenticate(DeviceRef ref, byte[] password) {
          return devices.authenticate(ref, password);
        }

        @Override
        public boolean mayActFor(DeviceRef client, DeviceRef device) {
          return devices.mayActFor(client, device);
        }
      };

  /** Decodes as JSON, after it has thrown. */
  private static final class Throwing implements PayloadDecoder {

    private final JsonDecoder json = new JsonDecoder(DecodeLimits.DEFAULT);
    private final Deque<Error> errors;

    Throwing(Error... errors) {
      this.errors = new ArrayDeque<>(List.of(errors));
    }

    @Override
    public List<String> contentTypes() {
      return List.of("application/json");
    }

    @Override
    public Decoded decode(byte[] payload) {
      Error error = errors.poll();
      if (error != null) {
        throw error;
      }
      return json.decode(payload);
    }
  }

  private void open(boolean stamped, String endpoint) throws Exception {
    open(stamped, endpoint, Decoders.standard(DecodeLimits.DEFAULT));
  }

  private void open(boolean stamped, String endpoint, Decoders decoders) throws Exception {
    uplink =
        Uplink.open(
            camel,
            new Uplink.Steps(
                directory,
                decoders,
                new Normaliser(NormaliseLimits.DEFAULT),
                stamped,
                1000,
                endpoint),
            metrics);
  }

  @BeforeEach
  void start() throws Exception {
    camel = new DefaultCamelContext();
    camel.addRoutes(ingest);
    camel.start();
  }

  @AfterEach
  void stop() {
    uplink.close();
    camel.stop();
  }

  private InboundMessage message(String topic, String payload, Map<String, String> properties) {
    return new InboundMessage(
        topic,
        payload.getBytes(StandardCharsets.UTF_8),
        null,
        properties,
        NOW,
        new Receipt() {
          @Override
          public void stored() {
            receipts.add("stored");
          }

          @Override
          public void failed(Throwable reason) {
            receipts.add("failed");
          }
        });
  }

  @Test
  void a_message_becomes_a_delivery_and_its_receipt_is_the_store_s() throws Exception {
    open(false, "direct:ingest");
    uplink.accept(message("t/demo/cooler-1", "{\"temperature\":4}", Map.of()));
    assertThat(ingest.readings()).hasSize(1);
    assertThat(ingest.readings().getFirst().receivedAt()).isEqualTo(NOW);
    assertThat(receipts).containsExactly("stored");
    assertThat(metrics.counter("aisle.gateway.messages.stored").count()).isEqualTo(1);
  }

  @Test
  void stamps_of_somebody_else_s_broker_are_not_believed() throws Exception {
    open(false, "direct:ingest");
    Map<String, String> forged =
        Map.of(Stamp.CLIENT, DEVICE.username(), Stamp.RECEIVED_AT, "2001-01-01T00:00:00Z");
    uplink.accept(message("t/demo/cooler-1", "{\"temperature\":4}", forged));
    uplink.accept(message("telemetry", "{\"temperature\":4}", forged));
    uplink.accept(message(Stamp.REFUSED_TOPIC, "", forged));
    assertThat(ingest.readings()).hasSize(1);
    assertThat(ingest.readings().getFirst().receivedAt()).isEqualTo(NOW);
    assertThat(ingest.codes())
        .containsExactly(RejectionCode.TOPIC_UNKNOWN, RejectionCode.TOPIC_UNKNOWN);
    assertThat(receipts).containsExactly("stored", "stored", "stored");
  }

  @Test
  void a_message_on_which_a_step_fails_is_kept_as_a_rejection_and_acknowledged() throws Exception {
    open(true, "direct:ingest");
    uplink.accept(
        message("t/demo/cursed", "{\"temperature\":4}", Map.of(Stamp.CLIENT, CURSED.username())));
    uplink.accept(message("t/demo/cooler-1", "{\"temperature\":4}", Map.of()));
    assertThat(ingest.codes()).containsExactly(RejectionCode.STEP_FAILED);
    Rejection rejection = ingest.rejections().getFirst();
    assertThat(rejection.device()).isEqualTo(CURSED.device());
    assertThat(rejection.client()).isEqualTo(CURSED.username());
    assertThat(rejection.payload()).asString(StandardCharsets.UTF_8).contains("temperature");
    assertThat(ingest.readings()).hasSize(1);
    assertThat(receipts).containsExactly("stored", "stored");
    assertThat(metrics.counter("aisle.gateway.messages.rejected", "code", "step.failed").count())
        .isEqualTo(1);
  }

  @Test
  @Timeout(60)
  void a_message_on_which_memory_runs_out_is_tried_again_and_then_rejected() throws Exception {
    Throwing decoder =
        new Throwing(
            new OutOfMemoryError("1"), new OutOfMemoryError("2"), new OutOfMemoryError("3"));
    open(false, "direct:ingest", new Decoders(decoder, List.of()));
    uplink.accept(message("t/demo/cooler-1", "{\"temperature\":4}", Map.of()));
    assertThat(ingest.codes()).containsExactly(RejectionCode.STEP_FAILED);
    assertThat(ingest.rejections().getFirst().sentence()).contains("ran out of memory");
    uplink.accept(message("t/demo/cooler-1", "{\"temperature\":5}", Map.of()));
    assertThat(ingest.readings()).hasSize(1);
    assertThat(ingest.rejections()).hasSize(1);
    assertThat(receipts).containsExactly("stored", "stored");
  }

  @Test
  @Timeout(60)
  void memory_that_runs_out_or_code_that_is_missing_costs_one_of_several_messages_at_most()
      throws Exception {
    Throwing decoder =
        new Throwing(
            new OutOfMemoryError("together"),
            new OutOfMemoryError("alone"),
            new OutOfMemoryError("again"),
            new NoClassDefFoundError("org/example/Missing"),
            new StackOverflowError());
    open(false, "direct:ingest", new Decoders(decoder, List.of()));
    List<InboundMessage> four =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    message(
                        "t/demo/cooler-1",
                        "{\"ts\":177763680000%d,\"temperature\":4}".formatted(i),
                        Map.of()))
            .toList();
    uplink.acceptAll(four);
    assertThat(ingest.codes())
        .containsExactly(
            RejectionCode.STEP_FAILED, RejectionCode.STEP_FAILED, RejectionCode.PAYLOAD_MALFORMED);
    assertThat(ingest.readings()).hasSize(1);
    assertThat(receipts).containsExactly("stored", "stored", "stored", "stored");
  }

  @Test
  void messages_that_come_together_are_one_delivery_and_each_has_its_receipt() throws Exception {
    open(false, "direct:ingest");
    uplink.acceptAll(
        List.of(
            message("t/demo/cooler-1", "{\"ts\":1777636800000,\"temperature\":4}", Map.of()),
            message("t/demo/cooler-1", "{\"ts\":1777636801000,\"temperature\":5}", Map.of()),
            message("t/demo/nobody", "{\"temperature\":4}", Map.of())));
    assertThat(ingest.attempts()).isEqualTo(1);
    assertThat(ingest.readings()).hasSize(2);
    assertThat(ingest.codes()).containsExactly(RejectionCode.DEVICE_UNKNOWN);
    assertThat(receipts).containsExactly("stored", "stored", "stored");
    assertThat(metrics.counter("aisle.gateway.messages.stored").count()).isEqualTo(3);
  }

  @Test
  void a_step_that_fails_on_one_of_several_messages_costs_the_others_nothing() throws Exception {
    open(false, "direct:ingest");
    uplink.acceptAll(
        List.of(
            message("t/demo/cooler-1", "{\"temperature\":4}", Map.of()),
            message("t/demo/cursed", "{\"temperature\":4}", Map.of())));
    assertThat(ingest.readings()).hasSize(1);
    assertThat(ingest.codes()).containsExactly(RejectionCode.STEP_FAILED);
    assertThat(receipts).containsExactly("stored", "stored");
  }

  @Test
  void an_uplink_that_throws_fails_the_receipts_of_all_that_came_together() throws Exception {
    open(false, "direct:ingest");
    ingest.mode(RecordingIngest.Mode.THROW);
    uplink.acceptAll(
        List.of(
            message("t/demo/cooler-1", "{\"temperature\":4}", Map.of()),
            message("t/demo/cooler-1", "{\"temperature\":5}", Map.of())));
    assertThat(ingest.attempts()).isEqualTo(1);
    assertThat(receipts).containsExactly("failed", "failed");
  }

  @Test
  void an_uplink_that_throws_fails_the_receipt_once() throws Exception {
    open(true, "direct:ingest");
    ingest.mode(RecordingIngest.Mode.THROW);
    uplink.accept(message("t/demo/cooler-1", "{\"temperature\":4}", Map.of()));
    uplink.accept(message("t/demo/cursed", "{}", Map.of()));
    assertThat(receipts).containsExactly("failed", "failed");
    assertThat(ingest.rejections()).isEmpty();
  }

  @Test
  void an_uplink_that_nobody_serves_fails_the_receipt() throws Exception {
    open(true, "direct:nobody?block=false");
    uplink.accept(message("t/demo/cooler-1", "{\"temperature\":4}", Map.of()));
    assertThat(receipts).containsExactly("failed");
  }

  @Test
  void too_large_a_payload_is_refused_with_its_beginning() throws Exception {
    open(false, "direct:ingest");
    uplink.accept(message("t/demo/cooler-1", "x".repeat(1001), Map.of()));
    assertThat(ingest.codes()).containsExactly(RejectionCode.PAYLOAD_TOO_LARGE);
    assertThat(ingest.rejections().getFirst().payloadSize()).isEqualTo(1001);
  }

  @Test
  void it_can_be_opened_again_in_the_same_context() throws Exception {
    open(false, "direct:ingest");
    uplink.close();
    open(false, "direct:ingest");
    uplink.accept(message("t/demo/cooler-1", "{\"temperature\":4}", Map.of()));
    assertThat(receipts).containsExactly("stored");
  }

  @Test
  void an_unknown_device_leaves_a_rejection_only() throws Exception {
    open(false, "direct:ingest");
    uplink.accept(message("t/demo/nobody", "{\"temperature\":4}", Map.of()));
    assertThat(ingest.codes()).containsExactly(RejectionCode.DEVICE_UNKNOWN);
    assertThat(ingest.readings()).isEmpty();
    assertThat(receipts).containsExactly("stored");
  }
}
