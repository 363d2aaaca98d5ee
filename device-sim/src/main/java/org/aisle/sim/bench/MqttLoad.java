package org.aisle.sim.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.aisle.sim.publish.Credentials;

/**
 * Many devices that publish at QoS 1 from one thread, which costs a tenth of what a client library
 * with threads of its own does. At most once: what is not acknowledged is not sent again. Belongs
 * to one thread.
 */
public final class MqttLoad implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CONNECTING = 200;
  private static final AtomicLong CLIENTS = new AtomicLong();

  private final Selector selector;
  private final InstantSource clock;
  private final Payloads payloads;
  private final List<BenchDevice> devices = new ArrayList<>();
  private Latencies latencies = new Latencies();
  private long acknowledged;

  private MqttLoad(Selector selector, InstantSource clock, Payloads payloads) {
    this.selector = selector;
    this.clock = clock;
    this.payloads = payloads;
  }

  /**
   * Connects one device for each of the credentials, which may repeat, and returns when all are
   * connected.
   *
   * @param window how many messages of a device may be on their way at once
   */
  public static MqttLoad connect(
      InetSocketAddress broker,
      List<Credentials> credentials,
      int window,
      Payloads payloads,
      InstantSource clock)
      throws IOException {
    MqttLoad load = new MqttLoad(Selector.open(), clock, payloads);
    try {
      for (int i = 0; i < credentials.size(); i++) {
        load.devices.add(
            new BenchDevice(
                broker,
                "bench-" + CLIENTS.incrementAndGet(),
                credentials.get(i),
                window,
                load.selector));
        if (i % CONNECTING == CONNECTING - 1 || i == credentials.size() - 1) {
          load.awaitConnected();
        }
      }
      return load;
    } catch (IOException e) {
      load.close();
      throw e;
    }
  }

  private void awaitConnected() throws IOException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (devices.stream().anyMatch(device -> !device.connected())) {
      if (System.nanoTime() > until) {
        throw new IOException("Not all devices could connect within " + PATIENCE + ".");
      }
      turn(10);
    }
  }

  /** How many messages were acknowledged since the devices connected. */
  public long acknowledged() {
    return acknowledged;
  }

  /** Publishes as much as the windows let through. */
  public LoadResult flatOut(Duration length) throws IOException {
    long begin = begin();
    long until = begin + length.toNanos();
    long before = acknowledged;
    while (System.nanoTime() < until) {
      long now = System.nanoTime();
      long millis = clock.millis();
      for (BenchDevice device : devices) {
        device.fill(payloads, now, millis);
      }
      turn(10);
    }
    return new LoadResult(
        acknowledged - before, Duration.ofNanos(System.nanoTime() - begin), latencies);
  }

  /** Every device publishes once; returns when that is acknowledged. */
  public void once(Duration patience) throws IOException {
    long now = begin();
    for (BenchDevice device : devices) {
      device.due(now);
    }
    if (settle(patience) > 0) {
      throw new IOException("A message was not acknowledged within " + patience + ".");
    }
  }

  /**
   * Publishes at a fixed rate whatever the answers are; a message that has to wait for its window
   * is late from the moment at which it was due.
   */
  public LoadResult steady(double perSecond, Duration length) throws IOException {
    return paced(perSecond, length, Integer.MAX_VALUE);
  }

  /** The same, but a device drops what is due when so much waits already. */
  public LoadResult overloaded(double perSecond, Duration length) throws IOException {
    return paced(perSecond, length, 10);
  }

  private LoadResult paced(double perSecond, Duration length, int mostWaiting) throws IOException {
    long begin = begin();
    long until = begin + length.toNanos();
    long before = acknowledged;
    long sent = 0;
    for (long now = begin; now < until; now = System.nanoTime()) {
      long target = (long) ((now - begin) / 1e9 * perSecond);
      long millis = clock.millis();
      while (sent < target) {
        BenchDevice device = devices.get((int) (sent % devices.size()));
        if (device.waiting() < mostWaiting) {
          device.due(begin + (long) (sent * 1e9 / perSecond));
          device.send(payloads, millis);
        }
        sent++;
      }
      turn(1);
      for (BenchDevice device : devices) {
        if (device.waiting() > 0) {
          device.send(payloads, millis);
        }
      }
    }
    return new LoadResult(
        acknowledged - before, Duration.ofNanos(System.nanoTime() - begin), latencies);
  }

  /**
   * Waits for what is on its way.
   *
   * @return how many messages were not acknowledged in that time
   */
  public long settle(Duration patience) throws IOException {
    long until = System.nanoTime() + patience.toNanos();
    while (open() > 0 && System.nanoTime() < until) {
      long millis = clock.millis();
      for (BenchDevice device : devices) {
        device.send(payloads, millis);
      }
      turn(10);
    }
    return open();
  }

  private long open() {
    return devices.stream().mapToLong(d -> d.unacknowledged() + d.waiting()).sum();
  }

  private long begin() {
    latencies = new Latencies();
    return System.nanoTime();
  }

  private void turn(int millis) throws IOException {
    selector.select(millis);
    for (SelectionKey key : selector.selectedKeys()) {
      if (key.attachment() instanceof BenchDevice device) {
        if (key.isWritable()) {
          device.flush();
        }
        acknowledged += device.read(latencies, System.nanoTime());
      }
    }
    selector.selectedKeys().clear();
  }

  @Override
  public void close() throws IOException {
    for (BenchDevice device : devices) {
      device.close();
    }
    selector.close();
  }
}
