package org.aisle.gateway.broker;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.aisle.templates.tls.TlsFault;
import org.aisle.templates.tls.TlsFiles;
import org.aisle.templates.tls.TlsKeys;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a renewed certificate to the broker, which shows it to whoever connects from then on; those
 * connected stay. What can't be used is said once and changes nothing.
 */
final class RenewedKeys implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RenewedKeys.class);
  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final Duration REMIND = Duration.ofDays(1);

  private final TlsFiles files;
  private final KeyStoreFile store;
  private final InstantSource clock;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("aisle-tls-watch").factory());
  private TlsKeys shown;
  private @Nullable String said;
  private Instant remindAt = Instant.MIN;

  RenewedKeys(TlsFiles files, TlsKeys shown, KeyStoreFile store, InstantSource clock) {
    this.files = files;
    this.shown = shown;
    this.store = store;
    this.clock = clock;
  }

  /** Looks again and again from now on. */
  void watch() {
    watch.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Takes what the files hold, if it is something else. */
  synchronized void look() {
    try {
      TlsKeys.Outcome outcome = files.read().orElse(null);
      if (outcome != null) {
        take(outcome);
      }
      remind();
    } catch (IOException e) {
      complain("The renewed certificate could not be written: " + e);
    } catch (RuntimeException e) {
      complain("The certificate could not be looked at again: " + e);
    }
  }

  private void take(TlsKeys.Outcome outcome) throws IOException {
    switch (outcome) {
      case TlsKeys.Outcome.Read(TlsKeys keys) when keys.equals(shown) -> said = null;
      case TlsKeys.Outcome.Read(TlsKeys keys) -> {
        store.write(keys);
        shown = keys;
        said = null;
        remindAt = Instant.MIN;
        LOG.info(
            "The certificate was renewed and ends on {}; who connects from now on is shown it.",
            keys.chain().getFirst().getNotAfter().toInstant());
      }
      case TlsKeys.Outcome.Refused(TlsFault fault) ->
          complain(fault + " The certificate that was read before is still shown.");
    }
  }

  private void remind() {
    Instant now = clock.instant();
    if (now.isBefore(remindAt)) {
      return;
    }
    remindAt = now.plus(REMIND);
    shown.warning(now).ifPresent(fault -> LOG.error("{}", fault));
  }

  private void complain(String sentence) {
    if (!sentence.equals(said)) {
      said = sentence;
      LOG.error("{}", sentence);
    }
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }
}
