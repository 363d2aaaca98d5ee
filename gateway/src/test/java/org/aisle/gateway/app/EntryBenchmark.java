package org.aisle.gateway.app;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.aisle.gateway.InMemoryDirectory;
import org.aisle.gateway.broker.BrokerSettings;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.tls.UndelayedSockets;
import org.aisle.templates.wire.Delivery;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;

/**
 * Messages per second from the devices' PUBLISH to the store's receipt, through the queue and
 * through the direct entry, with a store that commits a batch in 5 ms. Arguments: clients,
 * messages.
 */
final class EntryBenchmark {

  private EntryBenchmark() {}

  public static void main(String[] args) throws Exception {
    int clients = args.length > 0 ? Integer.parseInt(args[0]) : 50;
    int messages = args.length > 1 ? Integer.parseInt(args[1]) : 20_000;
    for (int round = 1; round <= 2; round++) {
      for (boolean direct : new boolean[] {false, true}) {
        System.out.printf(
            "round %d, %d clients, %s: %.0f msg/s%n",
            round, clients, direct ? "direct" : "queue", run(clients, messages, direct));
      }
    }
    System.exit(0);
  }

  private static double run(int count, int messages, boolean direct) throws Exception {
    Path folder = Files.createTempDirectory("aisle-bench");
    InMemoryDirectory directory = new InMemoryDirectory();
    BlockingQueue<Delivery> waiting = new LinkedBlockingQueue<>();
    AtomicInteger stored = new AtomicInteger();
    Thread store =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  List<Delivery> batch = new ArrayList<>();
                  while (!Thread.interrupted()) {
                    if (waiting.drainTo(batch, 5000) == 0) {
                      LockSupport.parkNanos(200_000);
                      continue;
                    }
                    LockSupport.parkNanos(5_000_000);
                    batch.forEach(delivery -> delivery.receipt().stored());
                    stored.addAndGet(batch.size());
                    batch.clear();
                  }
                });
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from("direct:ingest")
                  .process(e -> waiting.add(e.getMessage().getBody(Delivery.class)));
            }
          });
      camel.start();
      try (Gateway gateway =
          Gateway.start(
              camel,
              new GatewaySettings(
                  new GatewaySettings.Source.Embedded(
                      BrokerSettings.defaults(folder).withPort(0), 1000, direct),
                  GatewaySettings.DIRECT),
              directory,
              InstantSource.system(),
              new SimpleMeterRegistry())) {
        List<MqttAsyncClient> devices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          DeviceRef ref = DeviceRef.of("demo", "device-" + i);
          directory.with(ref);
          MqttAsyncClient client =
              new MqttAsyncClient(
                  "tcp://127.0.0.1:" + gateway.port().orElseThrow(),
                  "c" + i,
                  new MemoryPersistence());
          MqttConnectionOptions options = new MqttConnectionOptions();
          options.setUserName(ref.username());
          options.setPassword(InMemoryDirectory.passwordOf(ref).getBytes(StandardCharsets.UTF_8));
          options.setSocketFactory(new UndelayedSockets());
          client.connect(options).waitForCompletion(30_000);
          devices.add(client);
        }
        Semaphore window = new Semaphore(count * 8);
        MqttActionListener done =
            new MqttActionListener() {
              @Override
              public void onSuccess(IMqttToken token) {
                window.release();
              }

              @Override
              public void onFailure(IMqttToken token, Throwable problem) {
                window.release();
              }
            };
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        long begin = System.nanoTime();
        for (int i = 0; i < messages; i++) {
          window.acquire();
          byte[] payload =
              ("{\"ts\":\"" + start.plusMillis(i) + "\",\"temperature\":4.5,\"doorOpen\":false}")
                  .getBytes(StandardCharsets.UTF_8);
          devices.get(i % count).publish("t", payload, 1, false, null, done);
        }
        while (stored.get() < messages) {
          LockSupport.parkNanos(1_000_000);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        for (MqttAsyncClient client : devices) {
          client.disconnectForcibly(0, 100, false);
          client.close(true);
        }
        return messages / seconds;
      }
    } finally {
      store.interrupt();
    }
  }
}
