package org.aisle.ui.live;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.shared.Registration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.aisle.backend.query.ReadingsStored;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;

/**
 * Tells open pages which devices of an app have new readings: at most once a second per page,
 * however many batches were stored, and never for a page that is gone. A hint to look again: hints
 * of one second are merged, their order is not kept. Thread-safe.
 */
@org.springframework.stereotype.Component
public class LiveReadings implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(LiveReadings.class);

  private static final int QUIET_TICKS = 15;

  private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService ticks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("live-readings").factory());

  LiveReadings() {
    ticks.scheduleWithFixedDelay(this::flush, 1, 1, TimeUnit.SECONDS);
  }

  /**
   * Calls {@code look} in the UI of {@code page}, with its lock held, whenever the page is attached
   * and until the registration is removed; also every {@link #QUIET_TICKS} seconds without new
   * readings, with an empty set, so that ages stay true.
   */
  public Registration follow(Component page, AppId app, Consumer<Set<DeviceId>> look) {
    Subscription subscription = new Subscription(app, look);
    page.getUI().filter(ui -> page.isAttached()).ifPresent(ui -> start(subscription, ui));
    Registration attached = page.addAttachListener(attach -> start(subscription, attach.getUI()));
    Registration detached = page.addDetachListener(gone -> subscriptions.remove(subscription));
    return () -> {
      subscriptions.remove(subscription);
      attached.remove();
      detached.remove();
    };
  }

  private void start(Subscription subscription, UI ui) {
    subscription.shownIn(ui);
    subscriptions.add(subscription);
  }

  @EventListener
  void on(ReadingsStored event) {
    for (Subscription subscription : subscriptions) {
      if (subscription.app.equals(event.app())) {
        subscription.add(event.devices().keySet());
      }
    }
  }

  private void flush() {
    for (Subscription subscription : subscriptions) {
      try {
        subscription.flush();
      } catch (RuntimeException gone) {
        log.debug("A page went away while it was told about new readings.", gone);
        subscriptions.remove(subscription);
      }
    }
  }

  @Override
  public void destroy() {
    ticks.shutdownNow();
    subscriptions.clear();
  }

  private static final class Subscription {
    private final AppId app;
    private final Consumer<Set<DeviceId>> look;
    private final Set<DeviceId> pending = new HashSet<>();
    private @Nullable UI ui;
    private boolean underWay;
    private int quiet;

    Subscription(AppId app, Consumer<Set<DeviceId>> look) {
      this.app = app;
      this.look = look;
    }

    synchronized void shownIn(UI page) {
      ui = page;
      underWay = false;
    }

    synchronized void add(Set<DeviceId> devices) {
      pending.addAll(devices);
    }

    private synchronized Set<DeviceId> take() {
      Set<DeviceId> taken = Set.copyOf(pending);
      pending.clear();
      underWay = false;
      return taken;
    }

    void flush() {
      UI page;
      synchronized (this) {
        page = ui;
        quiet++;
        if (page == null || underWay || (pending.isEmpty() && quiet < QUIET_TICKS)) {
          return;
        }
        quiet = 0;
        underWay = true;
      }
      page.access(() -> look.accept(take()));
    }
  }
}
