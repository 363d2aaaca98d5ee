package org.aisle.backend.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The port of the embedded PostgreSQL, the same at each start where that is possible. */
final class LoopbackPort {

  private static final String FILE = "postgres-port";

  private LoopbackPort() {}

  static void remember(Path folder, int port) throws IOException {
    Files.writeString(folder.resolve(FILE), Integer.toString(port));
  }

  /** {@code wanted}, or with 0 the one of the last start if it is free, else any free one. */
  static int choose(Path folder, int wanted) throws IOException {
    if (wanted != 0) {
      if (free(wanted).isEmpty()) {
        throw new DatabaseUnavailable(
            "Port " + wanted + " is taken; choose another one for PostgreSQL.");
      }
      return wanted;
    }
    Path file = folder.resolve(FILE);
    String last = Files.exists(file) ? Files.readString(file).strip() : "";
    if (last.matches("[0-9]{1,5}") && Integer.parseInt(last) <= 65535) {
      Optional<Integer> again = free(Integer.parseInt(last));
      if (again.isPresent()) {
        return again.get();
      }
    }
    return free(0).orElseThrow(() -> new DatabaseUnavailable("No port is free on loopback."));
  }

  private static Optional<Integer> free(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
      return Optional.of(socket.getLocalPort());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
