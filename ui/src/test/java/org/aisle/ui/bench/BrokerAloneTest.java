package org.aisle.ui.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import org.aisle.gateway.broker.BareBroker;
import org.aisle.gateway.broker.BareBroker.Messages;
import org.aisle.sim.bench.LoadResult;
import org.aisle.sim.bench.MqttLoad;
import org.aisle.sim.bench.MqttSink;
import org.aisle.sim.bench.Payloads;
import org.aisle.sim.publish.Credentials;
import org.aisle.templates.identity.DeviceRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class BrokerAloneTest {

  private static final Payloads PAYLOADS = new Payloads(List.of("a", "b"), 1);

  @TempDir Path folder;

  private static MqttLoad load(InetSocketAddress broker) throws IOException {
    return MqttLoad.connect(
        broker,
        Collections.nCopies(10, new Credentials(DeviceRef.of("demo", "any"), "any")),
        4,
        PAYLOADS,
        InstantSource.system());
  }

  @Test
  @Timeout(180)
  void a_subscriber_gets_every_message_that_was_acknowledged() throws Exception {
    int port = ChildProcess.freePort();
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try (BareBroker broker = BareBroker.start(folder, port, Messages.DELIVERED);
        MqttSink sink = MqttSink.subscribe(address);
        MqttLoad load = load(address)) {
      load.flatOut(Duration.ofMillis(500));
      assertThat(load.settle(Duration.ofSeconds(60))).isZero();
      long acknowledged = load.acknowledged();
      assertThat(acknowledged).isPositive();
      while (sink.received() < acknowledged) {
        Thread.onSpinWait();
      }
      assertThat(sink.received()).isEqualTo(acknowledged);
    }
  }

  @Test
  @Timeout(180)
  void what_is_thrown_away_is_acknowledged_and_reaches_nobody() throws Exception {
    int port = ChildProcess.freePort();
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try (BareBroker broker = BareBroker.start(folder, port, Messages.THROWN_AWAY);
        MqttSink sink = MqttSink.subscribe(address);
        MqttLoad load = load(address)) {
      LoadResult result = load.flatOut(Duration.ofMillis(500));
      load.settle(Duration.ofSeconds(60));
      assertThat(result.acknowledged()).isPositive();
      assertThat(sink.received()).isZero();
    }
  }
}
