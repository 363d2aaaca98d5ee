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
 * How fast a queue on disk is emptied: messages are left in it while the store is away, then the
 * store returns and commits a batch in 5 ms. Arguments: messages, receive maximum.
 */
final class DrainBenchmark {

  private static final DeviceRef DEVICE = DeviceRef.of("demo", "device");

  private DrainBenchmark() {}

  public static void main(String[] args) throws Exception {
    int messages = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
    int receiveMaximum = args.length > 1 ? Integer.parseInt(args[1]) : 500;
    for (int round = 1; round <= 2; round++) {
      run(round, messages, receiveMaximum);
    }
    System.exit(0);
  }

  private static void run(int round, int messages, int receiveMaximum) throws Exception {
    Path folder = Files.createTempDirectory("aisle-drain");
    BlockingQueue<Delivery> waiting = new LinkedBlockingQueue<>();
    AtomicInteger stored = new AtomicInteger();
    boolean[] away = {true};
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
                  .process(
                      e -> {
                        Delivery delivery = e.getMessage().getBody(Delivery.class);
                        if (away[0]) {
                          delivery.receipt().failed(new IllegalStateException("away"));
                        } else {
                          waiting.add(delivery);
                        }
                      });
            }
          });
      camel.start();
      try (Gateway gateway =
          Gateway.start(
              camel,
              new GatewaySettings(
                  new GatewaySettings.Source.Embedded(
                      BrokerSettings.defaults(folder).withPort(0), receiveMaximum, true),
                  GatewaySettings.DIRECT),
              new InMemoryDirectory().with(DEVICE),
              InstantSource.system(),
              new SimpleMeterRegistry())) {
        long begin = System.nanoTime();
        fill(gateway.port().orElseThrow(), messages);
        double filled = (System.nanoTime() - begin) / 1e9;
        begin = System.nanoTime();
        away[0] = false;
        while (stored.get() == 0) {
          LockSupport.parkNanos(1_000_000);
        }
        double first = (System.nanoTime() - begin) / 1e9;
        while (stored.get() < messages) {
          LockSupport.parkNanos(1_000_000);
        }
        double all = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
            "round %d: %d messages queued at %.0f/s; first stored %.2f s after the return, all after"
                + " %.2f s, %.0f msg/s%n",
            round, messages, messages / filled, first, all, messages / (all - first));
      }
    } finally {
      store.interrupt();
    }
  }

  private static void fill(int port, int messages) throws Exception {
    MqttAsyncClient client =
        new MqttAsyncClient("tcp://127.0.0.1:" + port, "c", new MemoryPersistence());
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName(DEVICE.username());
    options.setPassword(InMemoryDirectory.passwordOf(DEVICE).getBytes(StandardCharsets.UTF_8));
    options.setSocketFactory(new UndelayedSockets());
    client.connect(options).waitForCompletion(30_000);
    Semaphore window = new Semaphore(100);
    MqttActionListener done =
        new MqttActionListener() {
          @Override
          public void onSuccess(IMqttToken token) {
            window.release();
          }

          @Override
          public void onFailure(IMqttToken token, Throwable problem) {
            throw new IllegalStateException(problem);
          }
        };
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    for (int i = 0; i < messages; i++) {
      window.acquire();
      byte[] payload =
          ("{\"ts\":\"" + start.plusMillis(i) + "\",\"temperature\":4.5,\"doorOpen\":false}")
              .getBytes(StandardCharsets.UTF_8);
      client.publish("t", payload, 1, false, null, done);
    }
    window.acquire(100);
    client.disconnectForcibly(0, 100, false);
    client.close(true);
  }
}
