package org.aisle.ui.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * What can be known to go wrong before anything is started, said in one sentence each.
 *
 * <p>The data folder stays locked for the life of the process: two servers never share one.
 */
final class Preflight {

  /** Free space below which no new data is begun: the broker's files alone take up to 900 MB. */
  private static final long LEAST_FREE_BYTES = 1_200_000_000L;

  /**
   * Free space below which a server that ran here before is not started: its files are there, and
   * PostgreSQL needs some for its recovery. One that was killed on a disk that is filling must come
   * back; what the broker may still queue then is the disk floor's affair.
   */
  private static final long LEAST_FREE_AGAIN_BYTES = 100_000_000L;

  private Preflight() {}

  /** What was found. */
  sealed interface Finding {

    /** Nothing stands in the way. */
    record Clear(FileLock lock) implements Finding {}

    /** A sentence that says what is wrong and what to do. */
    record Blocked(String sentence) implements Finding {}
  }

  static Finding check(Path data, int httpPort, int mqttPort) {
    if (httpPort == mqttPort && httpPort != 0) {
      return new Finding.Blocked(
          "--port and --mqtt-port are both %d; choose two different ports.".formatted(httpPort));
    }
    String taken = taken(httpPort, "--port");
    if (taken == null) {
      taken = taken(mqttPort, "--mqtt-port");
    }
    return taken == null ? folder(data) : new Finding.Blocked(taken);
  }

  private static @Nullable String taken(int port, String option) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return null;
    } catch (IOException e) {
      return "port %d is taken or not allowed (%s); choose another one with %s."
          .formatted(port, e.getMessage(), option);
    }
  }

  private static Finding folder(Path data) {
    for (Path path = data; path != null; path = path.getParent()) {
      if (Files.exists(path) && !Files.isDirectory(path)) {
        return new Finding.Blocked(
            "%s is a file, not a folder; choose a folder with --data.".formatted(path));
      }
    }
    try {
      Files.createDirectories(data);
      Path probe = data.resolve(".write-probe");
      Files.write(probe, new byte[64 * 1024]);
      Files.delete(probe);
      String tight = tight(data, Files.getFileStore(data).getUsableSpace());
      return tight == null ? lock(data) : new Finding.Blocked(tight);
    } catch (IOException e) {
      return new Finding.Blocked(
          "the data folder %s cannot be written (%s); choose another one with --data, or make room."
              .formatted(data, reason(e)));
    }
  }

  /** Says that so much free space is too little, or null when it is enough. */
  static @Nullable String tight(Path data, long free) {
    boolean ranBefore =
        Files.exists(data.resolve("admin-token")) && Files.isDirectory(data.resolve("broker"));
    long least = ranBefore ? LEAST_FREE_AGAIN_BYTES : LEAST_FREE_BYTES;
    return free >= least
        ? null
        : "only %d MB are free where %s is, and %d MB are needed; free some or choose another folder with --data."
            .formatted(free / 1_000_000, data, least / 1_000_000);
  }

  private static String reason(IOException failure) {
    return switch (failure) {
      case AccessDeniedException e -> "permission denied";
      case FileSystemException e when e.getReason() != null -> e.getReason();
      default -> String.valueOf(failure.getMessage());
    };
  }

  private static Finding lock(Path data) throws IOException {
    FileChannel channel =
        FileChannel.open(
            data.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new Finding.Clear(lock);
      }
    } catch (OverlappingFileLockException e) {
      // held by this very process; said below
    }
    channel.close();
    return new Finding.Blocked(
        "another Aisle is using the data folder %s; stop it or choose another one with --data."
            .formatted(data));
  }
}
