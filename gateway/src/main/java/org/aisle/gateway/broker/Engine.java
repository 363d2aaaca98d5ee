package org.aisle.gateway.broker;

import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.extension.sdk.api.ExtensionMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HiveMQ itself, which stops while its disk is full and starts again from what is on it.
 *
 * <p>It keeps sessions in Xodus. When a write of that fails, what it has in memory is wrong from
 * then on: clients can't connect, and what is queued is not delivered, or is lost at the next
 * start. RocksDB, which has the payloads, writes no more at all, and HiveMQ acknowledges all the
 * same. So there must be no write that fails, or none after it.
 *
 * <p>At its start RocksDB reserves up to some hundred MiB, the more the more memory there is, which
 * are free again when it stops; it is not started again before there is more than that.
 */
final class Engine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofMinutes(1);
  private static final Duration AGAIN = Duration.ofSeconds(30);
  private static final long MIB = 1024L * 1024;

  /** With less than this the store can't write either. */
  static final long NOTHING_LEFT = 16 * MIB;

  /** Enough to start with, beside what HiveMQ reserves for itself. */
  static final long SOMETHING = 48 * MIB;

  private static final long MOST_RESERVED = 1024 * MIB;

  private final Path folder;
  private final Supplier<ExtensionMain> extension;
  private final InstantSource clock;
  private final Consumer<EmbeddedHiveMQ> whenStarted;
  private final Runnable whenStopped;
  private final String queue;
  private Instant notBefore = Instant.MIN;
  private long reserved;
  private boolean closed;
  private @Nullable EmbeddedHiveMQ running;
  private volatile @Nullable QueueMeter meter;

  /**
   * @param folder with its configuration in {@code conf}; HiveMQ's process-wide switches are set
   * @param extension makes what is hung into each HiveMQ that starts
   * @param whenStarted called with each HiveMQ that listens
   * @param whenStopped called when it has stopped for want of disk
   * @param queue the client whose queue is measured
   */
  Engine(
      Path folder,
      Supplier<ExtensionMain> extension,
      InstantSource clock,
      Consumer<EmbeddedHiveMQ> whenStarted,
      Runnable whenStopped,
      String queue) {
    this.folder = folder;
    this.extension = extension;
    this.clock = clock;
    this.whenStarted = whenStarted;
    this.whenStopped = whenStopped;
    this.queue = queue;
  }

  /**
   * Returns when it listens.
   *
   * @throws BrokerUnavailableException when it does not
   */
  synchronized void start() {
    if (closed) {
      return;
    }
    EmbeddedHiveMQ hiveMq =
        EmbeddedHiveMQ.builder()
            .withConfigurationFolder(folder.resolve("conf"))
            .withDataFolder(folder.resolve("data"))
            .withExtensionsFolder(folder.resolve("extensions"))
            .withEmbeddedExtension(
                EmbeddedExtension.builder()
                    .withId("aisle-gateway")
                    .withName("Aisle gateway")
                    .withVersion("1")
                    .withAuthor("Aisle")
                    .withExtensionMain(extension.get())
                    .build())
            .withoutLoggingBootstrap()
            .build();
    long before = free();
    try {
      hiveMq.start().get(START.toSeconds(), TimeUnit.SECONDS);
      meter = QueueMeter.of(hiveMq, queue);
      whenStarted.accept(hiveMq);
      running = hiveMq;
      reserved = Math.clamp(before - free(), 0, MOST_RESERVED);
    } catch (ExecutionException | TimeoutException e) {
      stop(hiveMq);
      throw new BrokerUnavailableException(
          "The MQTT broker did not start in %s; its log says why.".formatted(folder), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop(hiveMq);
      throw new BrokerUnavailableException("The start of the MQTT broker was interrupted.", e);
    }
  }

  private long free() {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      LOG.debug("The disk could not be measured.", e);
      return 0;
    }
  }

  /** Counts what HiveMQ keeps; null while it is stopped. */
  @Nullable QueueMeter meter() {
    return meter;
  }

  /** Stops or starts it, if the disk demands that, and returns when that is done. */
  synchronized void looked(long freeBytes) {
    EmbeddedHiveMQ hiveMq = running;
    if (hiveMq != null && freeBytes < NOTHING_LEFT) {
      LOG.warn(
          "Only {} bytes of disk are free: the MQTT broker stops until there are {}, so that nothing it"
              + " writes is lost. What was acknowledged is kept; devices keep the rest.",
          freeBytes,
          SOMETHING + reserved);
      running = null;
      meter = null;
      stop(hiveMq);
      whenStopped.run();
    } else if (hiveMq == null
        && freeBytes >= SOMETHING + reserved
        && !clock.instant().isBefore(notBefore)) {
      try {
        start();
        LOG.warn("There is disk again ({} bytes free): the MQTT broker listens.", freeBytes);
      } catch (BrokerUnavailableException e) {
        notBefore = clock.instant().plus(AGAIN);
        LOG.error("The MQTT broker does not come back; it is tried again. Restart the process.", e);
      }
    }
  }

  private static void stop(EmbeddedHiveMQ hiveMq) {
    try {
      try {
        hiveMq.stop().get(STOP.toSeconds(), TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        LOG.debug("The MQTT broker did not stop cleanly; it is closed.", e);
      }
      hiveMq.close();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("The MQTT broker did not stop.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    EmbeddedHiveMQ hiveMq = running;
    running = null;
    meter = null;
    if (hiveMq != null) {
      stop(hiveMq);
    }
  }
}
