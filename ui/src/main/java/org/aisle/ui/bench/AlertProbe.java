package org.aisle.ui.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.aisle.sim.bench.Latencies;
import org.aisle.sim.bench.MqttLoad;
import org.aisle.sim.bench.Payloads;
import org.aisle.sim.publish.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * Beside other load, has one device break a rule again and again, and times until its alert is in
 * the database.
 */
final class AlertProbe implements AutoCloseable {

  private static final Duration GIVE_UP = Duration.ofSeconds(20);
  private static final long LOOK_MILLIS = 2;
  private static final long PAUSE_MILLIS = 500;

  private final BenchServer server;
  private final Credentials device;
  private final InstantSource clock;
  private final Latencies latencies = new Latencies();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private volatile long sent;
  private volatile @Nullable Exception problem;

  private AlertProbe(BenchServer server, Credentials device, InstantSource clock) {
    this.server = server;
    this.device = device;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("alert-probe").daemon().unstarted(this::run);
  }

  static AlertProbe start(BenchServer server, Credentials device, InstantSource clock) {
    AlertProbe probe = new AlertProbe(server, device, clock);
    probe.thread.start();
    return probe;
  }

  private void run() {
    try (Connection connection = server.database();
        MqttLoad hot =
            MqttLoad.connect(
                server.broker(),
                List.of(device),
                1,
                Payloads.constant("internalTemperature", 70),
                clock);
        MqttLoad cold =
            MqttLoad.connect(
                server.broker(),
                List.of(device),
                1,
                Payloads.constant("internalTemperature", 5),
                clock)) {
      BenchStore store = new BenchStore(connection);
      String id = device.user().device().value();
      do {
        long before = store.alerts(id);
        long begin = System.nanoTime();
        hot.once(GIVE_UP);
        sent++;
        while (store.alerts(id) == before && System.nanoTime() - begin < GIVE_UP.toNanos()) {
          stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
        latencies.add(System.nanoTime() - begin);
        cold.once(GIVE_UP);
        sent++;
      } while (!stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
    } catch (IOException | SQLException e) {
      problem = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many messages it has published. */
  long sent() {
    return sent;
  }

  /** Ends it; how long alerts took. */
  Latencies stop() throws IOException {
    close();
    Exception failed = problem;
    if (failed != null) {
      throw new IOException("The way to an alert could not be timed.", failed);
    }
    return latencies;
  }

  @Override
  public void close() {
    stop.countDown();
    try {
      thread.join(Duration.ofMinutes(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
