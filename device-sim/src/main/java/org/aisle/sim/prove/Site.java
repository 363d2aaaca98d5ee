package org.aisle.sim.prove;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The processes under test, and the roads between them and the devices. */
final class Site implements AutoCloseable {

  private final Path folder;
  private final @Nullable BoundedDisk disk;
  private final RealProcess server;
  private final ProbedDatabase database;
  private final Api api;
  private final Road road;

  private Site(
      Path folder,
      @Nullable BoundedDisk disk,
      RealProcess server,
      ProbedDatabase database,
      Api api,
      Road road) {
    this.folder = folder;
    this.disk = disk;
    this.server = server;
    this.database = database;
    this.api = api;
    this.road = road;
  }

  /** Prepares everything and starts nothing. */
  static Site prepare(Settings settings) throws IOException, InterruptedException {
    Files.createDirectories(settings.folder());
    BoundedDisk disk =
        settings.kills() > 0 ? BoundedDisk.mount(settings.folder()).orElse(null) : null;
    Path data = (disk == null ? settings.folder() : disk.folder()).resolve("server");
    int http = freePort();
    int mqtt = freePort();
    RealProcess server =
        new RealProcess(
            "server",
            settings
                .launch()
                .command(
                    List.of(
                        "server",
                        "--data",
                        data.toString(),
                        "--port",
                        Integer.toString(http),
                        "--mqtt-port",
                        Integer.toString(mqtt))),
            settings.folder().resolve("server.out"));
    return new Site(
        settings.folder(),
        disk,
        server,
        new ProbedDatabase(data),
        new Api(http, data),
        new Road(mqtt));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  RealProcess server() {
    return server;
  }

  ProbedDatabase database() {
    return database;
  }

  Api api() {
    return api;
  }

  /** Between the devices and their broker. */
  Road road() {
    return road;
  }

  Optional<BoundedDisk> disk() {
    return Optional.ofNullable(disk);
  }

  /** Stops every process in order, and by force what does not stop; takes the disk off. */
  @Override
  public void close() throws IOException, InterruptedException {
    if (disk != null) {
      disk.free();
    }
    boolean stopped = server.stop();
    OptionalLong left = database.postmaster();
    if (left.isPresent()) {
      RealProcess.signal("CONT", left.getAsLong());
      RealProcess.signal(stopped ? "INT" : "QUIT", left.getAsLong());
      for (int i = 0; i < 200 && database.postmaster().isPresent(); i++) {
        Pause.millis(100);
      }
      RealProcess.signal("KILL", left.getAsLong());
    }
    api.close();
    road.close();
    if (disk != null) {
      keepLogs(disk.folder().resolve("server"));
      disk.close();
    }
  }

  /** The disk goes; what the processes wrote about themselves stays. */
  private void keepLogs(Path data) throws IOException {
    for (String log : List.of("aisle.log", "postgres.log")) {
      if (Files.exists(data.resolve(log))) {
        Files.copy(data.resolve(log), folder.resolve(log), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
