package org.aisle.backend.ingest;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.aisle.backend.query.ReadingsStored;
import org.aisle.backend.timeseries.ChangedRows;
import org.aisle.backend.timeseries.RowsStored;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Publishes {@link ReadingsStored} and {@link RowsStored} from a thread of its own, so that no
 * listener slows the writer. What piles up while listeners are busy is joined per device, so it is
 * bounded by the number of devices and {@value #HELD} readings. Thread-safe.
 */
@Component
class Announcer implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

  /** How many readings are held at most; beyond that only hints are. */
  private static final int HELD = 20_000;

  private final ApplicationEventPublisher events;
  private final Map<DeviceRef, ChangedRows> pending = new LinkedHashMap<>();
  private int held;
  private @Nullable Thread thread;

  Announcer(ApplicationEventPublisher events) {
    this.events = events;
  }

  /** Returns at once. */
  void announce(Map<DeviceRef, ChangedRows> changed) {
    synchronized (pending) {
      changed.forEach(
          (device, rows) -> {
            ChangedRows kept = held + rows.inserted().size() > HELD ? rows.hint() : rows;
            ChangedRows before = pending.get(device);
            ChangedRows now = before == null ? kept : before.and(kept);
            pending.put(device, now);
            held += now.inserted().size() - (before == null ? 0 : before.inserted().size());
          });
      pending.notifyAll();
    }
  }

  private void run() {
    try {
      while (true) {
        Map<DeviceRef, ChangedRows> now;
        synchronized (pending) {
          while (pending.isEmpty()) {
            pending.wait();
          }
          now = new LinkedHashMap<>(pending);
          pending.clear();
          held = 0;
        }
        Map<AppId, Map<DeviceId, Instant>> byApp = new LinkedHashMap<>();
        now.forEach(
            (device, rows) ->
                byApp
                    .computeIfAbsent(device.app(), app -> new HashMap<>())
                    .put(device.device(), rows.oldest()));
        byApp.forEach((app, devices) -> publish(new ReadingsStored(app, devices)));
        publish(new RowsStored(now));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void publish(Object event) {
    try {
      events.publishEvent(event);
    } catch (RuntimeException e) {
      LOG.error("A listener of stored readings failed", e);
    }
  }

  @Override
  public synchronized void start() {
    if (thread == null) {
      thread = Thread.ofPlatform().name("aisle-announcer").daemon().start(this::run);
    }
  }

  @Override
  public synchronized void stop() {
    Thread running = thread;
    thread = null;
    if (running != null) {
      running.interrupt();
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }
}
