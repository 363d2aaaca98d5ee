package org.aisle.gateway.health;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Looks at the folder that holds a queue, and asks somebody else how much is in it. */
public final class FolderBacklog implements Backlog {

  private final Path folder;
  private final LongSupplier messages;

  public FolderBacklog(Path folder, LongSupplier messages) {
    this.folder = folder;
    this.messages = messages;
  }

  @Override
  public Level level() {
    return new Level(messages.getAsLong(), null, used(), free(), null);
  }

  private long free() {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      return 0;
    }
  }

  private long used() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(FolderBacklog::size).sum();
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  /** Files come and go while they are looked at. */
  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }
}
