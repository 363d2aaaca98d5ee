package org.aisle.gateway.broker;

import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.persistence.clientqueue.ClientQueuePersistence;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what HiveMQ keeps. It has no metric for the length of a queue, but its persistence knows
 * it, across restarts too; that is reached through its injector, which is not public.
 */
final class QueueMeter implements QueueRoom.Meter {

  private static final long PATIENCE_SECONDS = 5;

  private final ClientQueuePersistence queues;
  private final String clientId;
  private final Path folder;

  private QueueMeter(ClientQueuePersistence queues, String clientId, Path folder) {
    this.queues = queues;
    this.clientId = clientId;
    this.folder = folder;
  }

  /** Of a started broker. */
  static QueueMeter of(EmbeddedHiveMQ hiveMq, String clientId, Path folder) {
    try {
      Method method = hiveMq.getClass().getDeclaredMethod("getInjector");
      method.setAccessible(true);
      Object injector = method.invoke(hiveMq);
      Object queues =
          Class.forName("com.google.inject.Injector")
              .getMethod("getInstance", Class.class)
              .invoke(injector, ClientQueuePersistence.class);
      return new QueueMeter((ClientQueuePersistence) queues, clientId, folder);
    } catch (ReflectiveOperationException e) {
      throw new BrokerUnavailableException(
          "This version of HiveMQ does not let its queue be counted; use the one that the gateway was"
              + " built with.",
          e);
    }
  }

  @Override
  public long messages() throws IOException {
    try {
      return queues.size(clientId, false).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("The broker does not count its queue now", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("The broker stops", e);
    }
  }

  @Override
  public long bytesOnDisk() throws IOException {
    AtomicLong sum = new AtomicLong();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            sum.addAndGet(attributes.size());
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
    return sum.get();
  }

  @Override
  public long freeBytes() throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }
}
