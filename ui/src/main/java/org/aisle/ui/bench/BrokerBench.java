package org.aisle.ui.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.aisle.gateway.broker.BareBroker.Messages;
import org.aisle.sim.bench.LoadResult;
import org.aisle.sim.bench.MqttLoad;
import org.aisle.sim.bench.MqttSink;
import org.aisle.sim.bench.Payloads;
import org.aisle.sim.publish.Credentials;
import org.aisle.templates.identity.DeviceRef;

/**
 * Measures the same broker without anything of ours in it, in a process of its own.
 *
 * @param stretch how long it is measured, after as long again to warm up
 */
record BrokerBench(
    int devices, int window, Duration stretch, Payloads payloads, InstantSource clock) {

  /** Messages a second that are acknowledged and thrown away before any queue. */
  double throwingAway(Path data) throws IOException, InterruptedException {
    int port = ChildProcess.freePort();
    try (ChildProcess process = start(data, port, Messages.THROWN_AWAY)) {
      process.awaitPort(port);
      try (MqttLoad load = connect(port)) {
        load.flatOut(stretch);
        return load.flatOut(stretch).perSecond();
      }
    }
  }

  /**
   * Messages a second that arrive at a subscriber with QoS 1, which throws them away. What is
   * acknowledged and not delivered in the stretch does not count.
   */
  double delivering(Path data) throws IOException, InterruptedException {
    int port = ChildProcess.freePort();
    try (ChildProcess process = start(data, port, Messages.DELIVERED)) {
      process.awaitPort(port);
      try (MqttSink sink = MqttSink.subscribe(address(port));
          MqttLoad load = connect(port)) {
        load.flatOut(stretch);
        long before = sink.received();
        LoadResult result = load.flatOut(stretch);
        return (sink.received() - before) / (result.took().toNanos() / 1e9);
      }
    }
  }

  private static ChildProcess start(Path data, int port, Messages messages) throws IOException {
    return ChildProcess.start(
        data.resolve("out.log"),
        List.of(
            "bench",
            "broker",
            "--data",
            data.toString(),
            "--mqtt-port",
            Integer.toString(port),
            "--messages",
            messages.name()));
  }

  private MqttLoad connect(int port) throws IOException {
    List<Credentials> anybody =
        IntStream.range(0, devices)
            .mapToObj(i -> new Credentials(DeviceRef.of(BenchServer.APP, "bench-" + i), "any"))
            .toList();
    return MqttLoad.connect(address(port), anybody, window, payloads, clock);
  }

  private static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}
