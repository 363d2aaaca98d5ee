package org.aisle.backend.ingest;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.aisle.backend.query.ReadingsStored;
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
 * Publishes {@link ReadingsStored} from a thread of its own, so that no listener slows the writer.
 * What piles up while listeners are busy is joined into one event per app, so it is bounded by the
 * number of devices. Thread-safe.
 */
@Component
class Announcer implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

  private final ApplicationEventPublisher events;
  private final Map<AppId, Map<DeviceId, Instant>> pending = new LinkedHashMap<>();
  private @Nullable Thread thread;

  Announcer(ApplicationEventPublisher events) {
    this.events = events;
  }

  /** Returns at once. */
  void announce(Map<DeviceRef, Instant> oldestChanged) {
    synchronized (pending) {
      oldestChanged.forEach(
          (device, at) ->
              pending
                  .computeIfAbsent(device.app(), app -> new HashMap<>())
                  .merge(device.device(), at, (a, b) -> a.isBefore(b) ? a : b));
      pending.notifyAll();
    }
  }

  private void run() {
    try {
      while (true) {
        Map<AppId, Map<DeviceId, Instant>> now;
        synchronized (pending) {
          while (pending.isEmpty()) {
            pending.wait();
          }
          now = new LinkedHashMap<>(pending);
          pending.clear();
        }
        now.forEach(this::publish);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void publish(AppId app, Map<DeviceId, Instant> devices) {
    try {
      events.publishEvent(new ReadingsStored(app, devices));
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
