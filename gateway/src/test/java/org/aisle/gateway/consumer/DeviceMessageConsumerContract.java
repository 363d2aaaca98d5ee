package org.aisle.gateway.consumer;

import static org.aisle.gateway.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.aisle.gateway.message.InboundMessage;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the consumer promises, with any broker that keeps sessions. */
abstract class DeviceMessageConsumerContract {

  private static final AtomicInteger CLIENTS = new AtomicInteger();

  private final List<AutoCloseable> opened = new ArrayList<>();
  private String clientId;
  private CuttableProxy network;

  /** A credential the broker knows, or null for none. */
  record Credential(String username, String password) {}

  abstract URI broker();

  abstract Credential consumer();

  /** Someone who may connect, but not subscribe to what devices say; null where there is none. */
  abstract Credential stranger();

  /** Publishes at QoS 1 and returns after the broker's acknowledgement. */
  abstract void publish(String payload) throws MqttException;

  /** Ends the broker and starts it again with what it has on disk; false where that can't be. */
  abstract boolean restart() throws Exception;

  @BeforeEach
  void open() {
    clientId = "consumer-" + System.nanoTime() + "-" + CLIENTS.incrementAndGet();
    network = new CuttableProxy(broker());
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    network.close();
  }

  /** Collects messages, and stores, holds or fails them. */
  private final class Sink {
    final List<InboundMessage> messages = new CopyOnWriteArrayList<>();
    volatile boolean storing = true;

    void take(InboundMessage message) {
      messages.add(message);
      if (storing) {
        message.receipt().stored();
      }
    }

    List<String> payloads() {
      return messages.stream().map(m -> new String(m.payload(), StandardCharsets.UTF_8)).toList();
    }
  }

  private DeviceMessageConsumer consume(Sink sink, int receiveMaximum) throws Exception {
    DeviceMessageConsumer consumer = start(sink, receiveMaximum, consumer(), network.uri());
    assertThat(consumer.awaitSubscribed(Duration.ofSeconds(30))).isTrue();
    return consumer;
  }

  private DeviceMessageConsumer start(
      Sink sink, int receiveMaximum, Credential credential, URI uri) {
    DeviceMessageConsumer consumer =
        new DeviceMessageConsumer(
            new ConsumerSettings(
                uri,
                clientId,
                credential == null ? null : credential.username(),
                credential == null ? null : credential.password(),
                List.of("telemetry/#", "event/#"),
                receiveMaximum,
                new ConsumerSettings.Timing(
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(20),
                    Duration.ofMillis(500),
                    Duration.ofMillis(50),
                    Duration.ofMillis(300))),
            sink::take,
            InstantSource.system());
    consumer.start();
    opened.add(consumer);
    return consumer;
  }

  private static List<String> numbered(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toList();
  }

  private void publishAll(List<String> payloads) throws MqttException {
    for (String payload : payloads) {
      publish(payload);
    }
  }

  /**
   * Publishes while no consumer is there, as HiveMQ CE sends the next messages only when all that
   * it has sent are acknowledged.
   */
  private void backlog(int count) throws Exception {
    consume(new Sink(), 100).close();
    publishAll(numbered(0, count));
  }

  @Test
  void what_is_published_while_it_is_down_arrives_later_in_the_client_s_order() throws Exception {
    backlog(50);
    Sink sink = new Sink();
    consume(sink, 100);
    until("the backlog is there", () -> sink.messages.size() >= 50);
    publishAll(numbered(50, 60));
    until("all are there", () -> sink.messages.size() >= 60);
    assertThat(sink.payloads()).containsExactlyElementsOf(numbered(0, 60));
  }

  @Test
  void what_is_not_acknowledged_comes_again_to_the_next_consumer_and_no_more_after_that()
      throws Exception {
    Sink holding = new Sink();
    holding.storing = false;
    backlog(10);
    DeviceMessageConsumer first = consume(holding, 100);
    until("all are in hand", () -> holding.messages.size() == 10);
    holding.messages.get(3).receipt().stored();
    until("one is acknowledged", () -> first.state().unacknowledged() == 9);
    first.close();
    Sink second = new Sink();
    DeviceMessageConsumer again = consume(second, 100);
    until("the others came again", () -> second.messages.size() >= 9);
    until("all are acknowledged", () -> again.state().unacknowledged() == 0);
    again.close();
    Sink third = new Sink();
    consume(third, 100);
    publish("marker");
    until("the marker is there", () -> third.payloads().contains("marker"));
    assertThat(third.payloads()).containsExactly("marker");
    assertThat(second.payloads()).containsAll(List.of("0", "1", "2", "4", "5", "6", "7", "8", "9"));
  }

  @Test
  void what_is_not_acknowledged_comes_again_after_the_network_was_cut() throws Exception {
    Sink sink = new Sink();
    sink.storing = false;
    backlog(5);
    DeviceMessageConsumer consumer = consume(sink, 100);
    until("all are in hand", () -> sink.messages.size() == 5);
    List<InboundMessage> old = List.copyOf(sink.messages);
    sink.messages.clear();
    sink.storing = true;
    network.cut();
    until("they came again", () -> sink.messages.size() >= 5);
    old.forEach(message -> message.receipt().stored());
    until("all are acknowledged", () -> consumer.state().unacknowledged() == 0);
    publish("after");
    until("and it goes on", () -> sink.payloads().contains("after"));
    assertThat(sink.payloads()).containsExactly("0", "1", "2", "3", "4", "after");
  }

  @Test
  void a_message_whose_receipt_fails_is_handled_again_without_reconnecting() throws Exception {
    Sink sink = new Sink();
    sink.storing = false;
    DeviceMessageConsumer consumer = consume(sink, 100);
    publish("stubborn");
    for (int attempt = 1; attempt <= 4; attempt++) {
      int expected = attempt;
      until("attempt " + attempt, () -> sink.messages.size() == expected);
      sink.messages.getLast().receipt().failed(new IllegalStateException("away"));
    }
    sink.storing = true;
    until("it is acknowledged", () -> consumer.state().unacknowledged() == 0);
    assertThat(sink.payloads()).containsOnly("stubborn");
  }

  @Test
  void no_more_messages_are_in_hand_than_it_said_it_takes() throws Exception {
    Sink sink = new Sink();
    sink.storing = false;
    backlog(40);
    DeviceMessageConsumer consumer = consume(sink, 10);
    until("the window is full", () -> sink.messages.size() == 10);
    assertThat(consumer.state().unacknowledged()).isEqualTo(10);
    sink.storing = true;
    List.copyOf(sink.messages).forEach(message -> message.receipt().stored());
    until("all arrive", () -> sink.messages.size() == 40);
    assertThat(sink.payloads()).containsExactlyElementsOf(numbered(0, 40));
  }

  @Test
  void a_connection_that_falls_silent_is_noticed_and_made_anew() throws Exception {
    Sink sink = new Sink();
    DeviceMessageConsumer consumer = consume(sink, 100);
    network.fallSilent();
    until("it is noticed", () -> !consumer.state().subscribed());
    network.recover();
    publish("after the silence");
    until("it is healed", () -> sink.payloads().contains("after the silence"));
    until("it is subscribed again", () -> consumer.state().subscribed());
    assertThat(consumer.state().problem()).isNull();
  }

  @Test
  void a_refused_subscription_is_noticed_and_told() throws Exception {
    Assumptions.assumeTrue(stranger() != null, "This broker refuses nobody.");
    DeviceMessageConsumer consumer = start(new Sink(), 10, stranger(), network.uri());
    until(
        "the refusal is told",
        () -> {
          String problem = consumer.state().problem();
          return problem != null && problem.contains("refuses the subscription");
        });
    assertThat(consumer.state().subscribed()).isFalse();
  }

  @Test
  void a_restart_of_the_broker_loses_nothing() throws Exception {
    Sink holding = new Sink();
    holding.storing = false;
    backlog(30);
    DeviceMessageConsumer first = consume(holding, 10);
    until("the window is full", () -> holding.messages.size() == 10);
    first.close();
    publishAll(numbered(30, 40));
    Assumptions.assumeTrue(restart(), "This broker can't be restarted with its data.");
    network.close();
    network = new CuttableProxy(broker());
    Sink sink = new Sink();
    consume(sink, 10);
    until("all arrive", () -> List.copyOf(sink.payloads()).containsAll(numbered(0, 40)));
  }
}
