package org.aisle.sim.prove;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A file system of its own for the product's data, small enough to be filled. Needs root. */
final class BoundedDisk implements AutoCloseable {

  private static final long SIZE = 6L << 30;
  private static final long STEP = 64L << 10;

  private final Path image;
  private final Path folder;
  private final List<Path> fillers = new ArrayList<>();
  private boolean kept;

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

  /** Leaves so many bytes free, or a little more; what is filled already stays so. */
  void fill(long left) throws IOException, InterruptedException {
    Path filler = folder.resolve("filler-" + fillers.size());
    fillers.add(filler);
    for (int attempt = 0; attempt < 20; attempt++) {
      long more = Files.getFileStore(folder).getUsableSpace() - left - attempt * STEP;
      if (more <= 0 || run("fallocate", "-l", Long.toString(more), filler.toString())) {
        return;
      }
      // Somebody else took room meanwhile, and so did the part of it that was taken.
      Files.deleteIfExists(filler);
    }
    throw new IOException("The disk " + folder + " could not be filled.");
  }

  void free() throws IOException {
    for (Path filler : fillers) {
      Files.deleteIfExists(filler);
    }
    fillers.clear();
  }

  /** Its image is to stay where it is when it is taken off. */
  void keep() {
    kept = true;
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
    if (!kept) {
      Files.deleteIfExists(image);
    }
  }
}
