package org.aisle.ui.live;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.shared.Registration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which things of an app changed, for open pages: at most once a second per page, and never for a
 * page that is gone. Hints of one second are merged, their order is not kept. Thread-safe.
 */
final class Hints<K> implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Hints.class);

  private static final int QUIET_TICKS = 15;

  private final Set<Subscription<K>> subscriptions = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService ticks;

  Hints(String name) {
    ticks =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name).factory());
    ticks.scheduleWithFixedDelay(this::flush, 1, 1, TimeUnit.SECONDS);
  }

  /**
   * Calls {@code look} in the UI of {@code page}, with its lock held, whenever the page is attached
   * and until the registration is removed; also every {@link #QUIET_TICKS} seconds without a hint,
   * with an empty set, so that ages stay true.
   */
  Registration follow(Component page, AppId app, Consumer<Set<K>> look) {
    Subscription<K> subscription = new Subscription<>(app, look);
    page.getUI().filter(ui -> page.isAttached()).ifPresent(ui -> start(subscription, ui));
    Registration attached = page.addAttachListener(attach -> start(subscription, attach.getUI()));
    Registration detached = page.addDetachListener(gone -> subscriptions.remove(subscription));
    return () -> {
      subscriptions.remove(subscription);
      attached.remove();
      detached.remove();
    };
  }

  private void start(Subscription<K> subscription, UI ui) {
    subscription.shownIn(ui);
    subscriptions.add(subscription);
  }

  void changed(AppId app, Collection<K> keys) {
    for (Subscription<K> subscription : subscriptions) {
      if (subscription.app.equals(app)) {
        subscription.add(keys);
      }
    }
  }

  private void flush() {
    for (Subscription<K> subscription : subscriptions) {
      try {
        subscription.flush();
      } catch (RuntimeException gone) {
        log.debug("A page went away while it was told that something changed.", gone);
        subscriptions.remove(subscription);
      }
    }
  }

  @Override
  public void close() {
    ticks.shutdownNow();
    subscriptions.clear();
  }

  private static final class Subscription<K> {
    private final AppId app;
    private final Consumer<Set<K>> look;
    private final Set<K> pending = new HashSet<>();
    private @Nullable UI ui;
    private boolean underWay;
    private int quiet;

    Subscription(AppId app, Consumer<Set<K>> look) {
      this.app = app;
      this.look = look;
    }

    synchronized void shownIn(UI page) {
      ui = page;
      underWay = false;
    }

    synchronized void add(Collection<K> keys) {
      pending.addAll(keys);
    }

    private synchronized Set<K> take() {
      Set<K> taken = Set.copyOf(pending);
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
