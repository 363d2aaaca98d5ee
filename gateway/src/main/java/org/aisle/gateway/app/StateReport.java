package org.aisle.gateway.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.aisle.gateway.health.Backlog;
import org.aisle.gateway.health.Health;
import org.aisle.templates.directory.EdgeGateway;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.aisle.templates.wire.Delivery;
import org.aisle.templates.wire.PropertyReport;
import org.aisle.templates.wire.Receipt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says how the gateway is, as telemetry of its own device. At most once: a report that does not get
 * through is not kept, the next one says more.
 */
final class StateReport implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StateReport.class);
  private static final double MEBIBYTE = 1 << 20;
  private static final long LOOK = 1_000;

  private final DeviceRef gateway;
  private final Supplier<Health> health;
  private final Consumer<Delivery> uplink;
  private final InstantSource clock;
  private final Duration every;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean versionKnown;
  private volatile @Nullable String told;

  StateReport(
      DeviceRef gateway,
      Supplier<Health> health,
      Consumer<Delivery> uplink,
      InstantSource clock,
      Duration every) {
    this.gateway = gateway;
    this.health = health;
    this.uplink = uplink;
    this.clock = clock;
    this.every = every;
    thread = Thread.ofPlatform().daemon().name("aisle-state-report").start(this::run);
  }

  private void run() {
    try {
      long pause;
      do {
        Health now = health.get();
        tell(now.backlog().notice());
        if (now.uplinkConnected()) {
          uplink.accept(delivery(now));
        }
        pause = now.uplinkConnected() ? every.toMillis() : Math.min(LOOK, every.toMillis());
      } while (!closed.await(pause, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(@Nullable String notice) {
    if (notice != null && told == null) {
      LOG.warn("{}", notice);
    }
    told = notice;
  }

  private Delivery delivery(Health now) {
    Instant at = clock.instant();
    Reading reading = Reading.of(gateway, at, at, values(now, at));
    List<PropertyReport> version =
        versionKnown
            ? List.of()
            : List.of(
                new PropertyReport(
                    gateway, EdgeGateway.VERSION, at, new Value.Text(now.version())));
    return new Delivery(
        List.of(reading),
        version,
        List.of(),
        new Receipt() {
          @Override
          public void stored() {
            versionKnown = true;
          }

          @Override
          public void failed(Throwable reason) {
            LOG.debug("The gateway's state did not get through.", reason);
          }
        });
  }

  static SortedMap<String, Value> values(Health now, Instant at) {
    Backlog.Level backlog = now.backlog();
    SortedMap<String, Value> values = new TreeMap<>();
    values.put(EdgeGateway.QUEUED_MESSAGES, new Value.Whole(backlog.messages()));
    Instant oldest = backlog.oldest();
    double lag = 0;
    if (oldest != null) {
      values.put(EdgeGateway.OLDEST_QUEUED, new Value.Moment(oldest));
      lag = Math.max(0, Duration.between(oldest, at).toMillis() / 1000.0);
    }
    values.put(EdgeGateway.LAG, new Value.Num(lag));
    values.put(EdgeGateway.FREE_DISK, mebibytes(backlog.freeBytes()));
    values.put(EdgeGateway.USED_DISK, mebibytes(backlog.usedBytes()));
    values.put(EdgeGateway.CONNECTED_DEVICES, new Value.Whole(now.connected()));
    values.put(EdgeGateway.CLOCK_OFFSET, new Value.Num(now.clockOffset().toSeconds()));
    Runtime jvm = Runtime.getRuntime();
    values.put(EdgeGateway.MEMORY, mebibytes(jvm.totalMemory() - jvm.freeMemory()));
    String notice = backlog.notice();
    values.put(EdgeGateway.NOTICE, new Value.Text(notice == null ? now.sentence() : notice));
    return values;
  }

  private static Value mebibytes(long bytes) {
    return new Value.Num(Math.round(bytes / MEBIBYTE * 10) / 10.0);
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
  }
}
