package org.aisle.sim.prove;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A file system of its own for the product's data, small enough to be filled. Needs root. */
final class BoundedDisk implements AutoCloseable {

  private static final long SIZE = 4L << 30;

  private final Path image;
  private final Path folder;

  private BoundedDisk(Path image, Path folder) {
    this.image = image;
    this.folder = folder;
  }

  /** Makes and mounts one below that folder; empty where that is not allowed. */
  static Optional<BoundedDisk> mount(Path below) throws IOException, InterruptedException {
    BoundedDisk disk = new BoundedDisk(below.resolve("disk.img"), below.resolve("disk"));
    Files.createDirectories(disk.folder);
    if (run("truncate", "-s", Long.toString(SIZE), disk.image.toString())
        && run("mkfs.ext4", "-q", "-F", "-m", "0", disk.image.toString())
        && run("mount", "-o", "loop", disk.image.toString(), disk.folder.toString())) {
      return Optional.of(disk);
    }
    Files.deleteIfExists(disk.image);
    return Optional.empty();
  }

  Path folder() {
    return folder;
  }

  /** Leaves so many bytes free. */
  void fill(long left) throws IOException, InterruptedException {
    long free = Files.getFileStore(folder).getUsableSpace();
    boolean done =
        run("fallocate", "-l", Long.toString(Math.max(1, free - left)), filler().toString());
    if (!done) {
      throw new IOException("The disk " + folder + " could not be filled.");
    }
  }

  void free() throws IOException {
    Files.deleteIfExists(filler());
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (!run("umount", folder.toString()) && !run("umount", "-l", folder.toString())) {
      throw new IOException("The disk " + folder + " could not be taken off.");
    }
    Files.deleteIfExists(image);
  }
}
