package org.aisle.sim.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.aisle.sim.fleet.Fleet;
import org.aisle.sim.fleet.FleetRunner;
import org.aisle.sim.fleet.TestFleets;
import org.aisle.sim.fleet.Timeline;
import org.aisle.templates.identity.DeviceRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PahoDevicePublisherTest {

  @TempDir static Path folder;
  private static TestBroker broker;

  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

  @BeforeAll
  static void start() throws Exception {
    broker = new TestBroker(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    broker.close();
  }

  @AfterEach
  void end() {
    scheduler.shutdownNow();
  }

  private PahoDevicePublisher publisher(BrokerAddress address, DeviceRef user, String password) {
    return new PahoDevicePublisher(address, new Credentials(user, password), 20, scheduler);
  }

  private static OutgoingMessage message(DeviceRef device, String text) {
    return new OutgoingMessage(device, text.getBytes(StandardCharsets.UTF_8), List.of());
  }

  private static List<TestBroker.Arrived> from(DeviceRef client) {
    return broker.arrived().stream().filter(a -> a.client().equals(client.username())).toList();
  }

  @Test
  void a_device_publishes_to_its_own_topic_at_least_once() throws Exception {
    DeviceRef device = DeviceRef.of("shop", "own");
    try (PahoDevicePublisher publisher = publisher(broker.address(), device, TestBroker.PASSWORD)) {
      PublishOutcome outcome =
          publisher.publish(message(device, "{\"a\":1}")).get(30, TimeUnit.SECONDS);
      assertThat(outcome).isEqualTo(new PublishOutcome.Acknowledged());
      assertThat(publisher.state()).isEqualTo(new ConnectionState.Connected());
    }
    assertThat(from(device))
        .singleElement()
        .satisfies(
            a -> {
              assertThat(a.topic()).isEqualTo("telemetry");
              assertThat(a.qos()).isEqualTo(1);
              assertThat(a.text()).isEqualTo("{\"a\":1}");
            });
  }

  @Test
  void a_gateway_publishes_on_behalf_of_its_devices() throws Exception {
    DeviceRef gateway = DeviceRef.of("shop", "gateway");
    try (PahoDevicePublisher publisher =
        publisher(broker.address(), gateway, TestBroker.PASSWORD)) {
      publisher.publish(message(DeviceRef.of("shop", "tag-1"), "{}")).get(30, TimeUnit.SECONDS);
    }
    assertThat(from(gateway))
        .extracting(TestBroker.Arrived::topic)
        .containsExactly("telemetry/shop/tag-1");
  }

  @Test
  void a_refused_message_is_reported_and_the_next_one_arrives() throws Exception {
    DeviceRef device = DeviceRef.of("shop", "refused");
    try (PahoDevicePublisher publisher = publisher(broker.address(), device, TestBroker.PASSWORD)) {
      PublishOutcome bad = publisher.publish(message(device, "refuse")).get(30, TimeUnit.SECONDS);
      PublishOutcome good = publisher.publish(message(device, "good")).get(30, TimeUnit.SECONDS);
      assertThat(bad).isInstanceOf(PublishOutcome.Refused.class);
      assertThat(good).isEqualTo(new PublishOutcome.Acknowledged());
    }
  }

  @Test
  void a_wrong_password_is_told_in_the_state() throws Exception {
    DeviceRef device = DeviceRef.of("shop", "stranger");
    try (PahoDevicePublisher publisher = publisher(broker.address(), device, "guess")) {
      Eventually.until(
          "disconnected because of the password",
          () ->
              publisher.state() instanceof ConnectionState.Disconnected d
                  && d.sentence().contains("password"));
    }
  }

  @Test
  void more_than_the_window_is_the_callers_mistake() throws Exception {
    DeviceRef device = DeviceRef.of("shop", "eager");
    try (PahoDevicePublisher publisher =
        new PahoDevicePublisher(
            new BrokerAddress("127.0.0.1", 1), new Credentials(device, "x"), 1, scheduler)) {
      CompletableFuture<PublishOutcome> first = publisher.publish(message(device, "1"));
      assertThatThrownBy(() -> publisher.publish(message(device, "2")))
          .isInstanceOf(IllegalStateException.class);
      publisher.close();
      assertThat(first.get(30, TimeUnit.SECONDS)).isInstanceOf(PublishOutcome.Refused.class);
    }
  }

  @Test
  void everything_arrives_although_the_connection_breaks_again_and_again() throws Exception {
    DeviceRef device = DeviceRef.of("shop", "unlucky");
    try (CuttableRoad road = new CuttableRoad(broker.address());
        PahoDevicePublisher publisher = publisher(road.address(), device, TestBroker.PASSWORD)) {
      for (int round = 0; round < 3; round++) {
        List<CompletableFuture<PublishOutcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
          outcomes.add(publisher.publish(message(device, "message " + (round * 20 + i))));
          if (i == 10) {
            road.cut();
          }
        }
        for (CompletableFuture<PublishOutcome> outcome : outcomes) {
          assertThat(outcome.get(30, TimeUnit.SECONDS))
              .isEqualTo(new PublishOutcome.Acknowledged());
        }
      }
    }
    assertThat(from(device).stream().map(TestBroker.Arrived::text).collect(Collectors.toSet()))
        .hasSize(60);
  }

  @Test
  void a_device_that_is_not_let_in_holds_nobody_up_unless_it_counts() throws Exception {
    InstantSource clock = InstantSource.fixed(TestFleets.START.plus(Duration.ofHours(2)));
    Timeline two =
        Timeline.historyFirst(clock.instant(), Duration.ofHours(2)).until(clock.instant());
    Fleet fleet =
        TestFleets.fleet(
            TestFleets.simulation(
                Duration.ofMinutes(1), TestFleets.cooler("in-1"), TestFleets.cooler("out-1")),
            two);
    Predicate<DeviceRef> in = device -> device.device().value().startsWith("in-");
    Connections connections =
        new Connections.PerDevice(
            broker.address(),
            device -> Optional.of(in.test(device) ? TestBroker.PASSWORD : "guess"),
            8);
    try (FleetRunner runner = new FleetRunner(fleet, connections, MessageLedger.NONE, clock)) {
      runner.start();
      Eventually.until(
          "the device that is let in has said all",
          () -> runner.status(in).simulatedTime().isEmpty());
      assertThat(runner.status(in).devices()).isEqualTo(1);
      assertThat(runner.status(in).connected()).isEqualTo(1);
      assertThat(runner.status().devices()).isEqualTo(2);
      assertThat(runner.status().simulatedTime()).isPresent();
      assertThat(runner.status(device -> false).devices()).isZero();
    }
  }

  @Test
  void a_fleet_publishes_its_history_and_the_ledger_proves_it() throws Exception {
    InstantSource clock = InstantSource.fixed(TestFleets.START.plus(Duration.ofHours(2)));
    Timeline two =
        Timeline.historyFirst(clock.instant(), Duration.ofHours(2)).until(clock.instant());
    Fleet fleet =
        TestFleets.fleet(
            TestFleets.simulation(
                Duration.ofMinutes(1), TestFleets.cooler("past-1"), TestFleets.cooler("past-2")),
            two);
    InMemoryLedger ledger = new InMemoryLedger();
    Connections connections =
        new Connections.PerDevice(broker.address(), device -> Optional.of(TestBroker.PASSWORD), 8);
    try (FleetRunner runner = new FleetRunner(fleet, connections, ledger, clock)) {
      runner.start();
      runner.finished().get(60, TimeUnit.SECONDS);
      assertThat(runner.status().acknowledged()).isEqualTo(runner.status().sent()).isEqualTo(4);
      assertThat(runner.status().connected()).isEqualTo(2);
    }
    List<String> arrived =
        broker.arrived().stream()
            .filter(a -> a.client().startsWith("past-"))
            .map(a -> LedgerEntry.hash(a.payload()))
            .toList();
    assertThat(ledger.acknowledged().map(LedgerEntry::payloadHash).toList())
        .containsExactlyInAnyOrderElementsOf(arrived);
    assertThat(ledger.acknowledged().mapToInt(e -> e.samples().size()).sum()).isEqualTo(240);
  }
}
