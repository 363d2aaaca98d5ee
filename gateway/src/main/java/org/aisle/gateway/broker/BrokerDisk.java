package org.aisle.gateway.broker;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;

/** Measures the broker's folder, its disk, and the queue that is kept there. */
final class BrokerDisk implements QueueRoom.Meter {

  private final Path folder;
  private final Engine engine;

  BrokerDisk(Path folder, Engine engine) {
    this.folder = folder;
    this.engine = engine;
  }

  @Override
  public long messages() throws IOException {
    QueueMeter queue = engine.meter();
    if (queue == null) {
      throw new IOException("The broker has stopped for want of disk");
    }
    return queue.messages();
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
