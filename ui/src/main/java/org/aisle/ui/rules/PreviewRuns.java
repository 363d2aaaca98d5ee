package org.aisle.ui.rules;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.aisle.backend.rules.Rules.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/**
 * Tries rules on the history without holding up pages, few at a time so that ingest and other pages
 * keep their database connections. Thread-safe.
 */
@org.springframework.stereotype.Component
class PreviewRuns implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(PreviewRuns.class);
  private static final int THREADS = 2;
  private static final long TELL_EVERY_NANOS = 200_000_000L;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS, Thread.ofPlatform().daemon().name("rule-preview-", 0).factory());

  PreviewRuns() {}

  /**
   * Runs {@code work} elsewhere; what it returns, and now and then how far it is, reaches the page
   * with the UI's lock held. Cancelling the future interrupts the work and nothing reaches the page
   * any more.
   *
   * @param failed called instead of {@code done} when the work threw
   */
  <T> Future<?> run(
      UI ui,
      Component page,
      Function<Progress, T> work,
      Progress progress,
      Consumer<T> done,
      Runnable failed) {
    AtomicLong told = new AtomicLong(System.nanoTime() - TELL_EVERY_NANOS);
    Progress paced =
        (at, of) -> {
          long now = System.nanoTime();
          long last = told.get();
          if (now - last >= TELL_EVERY_NANOS && told.compareAndSet(last, now)) {
            deliver(ui, page, () -> progress.at(at, of));
          }
        };
    return threads.submit(
        () -> {
          Runnable answer = failed;
          try {
            T result = work.apply(paced);
            answer = () -> done.accept(result);
          } catch (RuntimeException e) {
            log.warn("A rule could not be tried on the history.", e);
          }
          if (!Thread.currentThread().isInterrupted()) {
            deliver(ui, page, answer);
          }
        });
  }

  private static void deliver(UI ui, Component page, Runnable answer) {
    try {
      ui.access(
          () -> {
            if (page.isAttached()) {
              answer.run();
            }
          });
    } catch (UIDetachedException gone) {
      log.debug("A page went away before its preview was done.");
    }
  }

  @Override
  public void destroy() {
    threads.shutdownNow();
  }
}
