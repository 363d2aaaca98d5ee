package org.aisle.ui.dashboard;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/**
 * The few threads on which pages ask the history, so that many open pages cannot take all database
 * connections. Thread-safe.
 */
@org.springframework.stereotype.Component
class Workers implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(Workers.class);
  private static final int THREADS = 4;

  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(
          THREADS, Thread.ofPlatform().daemon().name("dashboard-", 0).factory());

  /**
   * Runs {@code question} on one of the threads, then what it returned with the UI's lock held;
   * {@code failed} instead when the question failed. Nothing runs for a page that went away.
   */
  void ask(UI ui, Component page, Supplier<Runnable> question, Runnable failed) {
    run(
        () -> {
          Runnable answer = failed;
          try {
            answer = question.get();
          } catch (RuntimeException e) {
            log.warn("A dashboard could not be refreshed.", e);
          }
          deliver(ui, page, answer);
        });
  }

  /** Runs it on one of the threads; it says itself what it failed at. */
  void run(Runnable work) {
    try {
      threads.execute(work);
    } catch (RejectedExecutionException e) {
      log.debug("The server stops; a dashboard is not refreshed any more.");
    }
  }

  /** Runs {@code answer} with the UI's lock held, unless the page went away. */
  void deliver(UI ui, Component page, Runnable answer) {
    try {
      ui.access(
          () -> {
            if (page.isAttached()) {
              answer.run();
            }
          });
    } catch (UIDetachedException gone) {
      log.debug("A page went away before its answer came.");
    }
  }

  /** Repeats {@code look}, with the UI's lock held, until the future is cancelled. */
  Future<?> every(Duration period, UI ui, Component page, Runnable look) {
    return threads.scheduleWithFixedDelay(
        () -> deliver(ui, page, look), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void destroy() {
    threads.shutdownNow();
  }
}
