package org.aisle.sim.prove;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The processes under test, and the roads between them and the devices. */
final class Site implements AutoCloseable {

  private static final String GATEWAY = "store-1";

  private final Settings settings;
  private final @Nullable BoundedDisk disk;
  private final Path data;
  private final int http;
  private final int gatewayPort;
  private final RealProcess server;
  private final ProbedDatabase database;
  private final Api api;
  private final Road devices;
  private final @Nullable Road uplink;
  private @Nullable RealProcess gateway;

  private Site(Settings settings, @Nullable BoundedDisk disk) throws IOException {
    this.settings = settings;
    this.disk = disk;
    data = disk == null ? settings.folder() : disk.folder();
    http = freePort();
    int mqtt = freePort();
    gatewayPort = freePort();
    boolean through = settings.topology() == Settings.Topology.GATEWAY;
    devices = new Road(through ? gatewayPort : mqtt);
    uplink = through ? new Road(mqtt) : null;
    database = new ProbedDatabase(data.resolve("server"));
    api = new Api(http, data.resolve("server"));
    server =
        process(
            "server",
            List.of("--port", Integer.toString(http), "--mqtt-port", Integer.toString(mqtt)),
            uplink == null
                ? Map.of()
                : Map.of("AISLE_GATEWAYS_UPLINK", "tcp://127.0.0.1:" + uplink.port()));
  }

  /** Prepares everything and starts nothing. */
  static Site prepare(Settings settings) throws IOException, InterruptedException {
    Files.createDirectories(settings.folder());
    return new Site(
        settings, settings.wantsDisk() ? BoundedDisk.mount(settings.folder()).orElse(null) : null);
  }

  private RealProcess process(
      String name, List<String> arguments, Map<String, String> environment) {
    List<String> all =
        Stream.concat(Stream.of(name, "--data", data.resolve(name).toString()), arguments.stream())
            .toList();
    return new RealProcess(
        name,
        settings.launch().command(all),
        environment,
        settings.folder().resolve(name + ".out"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /**
   * Adds a gateway that serves all devices to the server, and starts it, where there is to be one.
   */
  void startGateway() throws IOException, InterruptedException {
    if (uplink == null) {
      return;
    }
    String token =
        api.post(
                "/apps/" + ProbedDatabase.APP + "/gateways",
                "{\"id\": \"%s\", \"name\": \"Store\", \"serves\": \"app\"}".formatted(GATEWAY))
            .path("token")
            .asString();
    RealProcess added =
        process(
            "gateway",
            List.of(
                "--server",
                "http://127.0.0.1:" + http,
                "--enrol",
                token,
                "--mqtt-port",
                Integer.toString(gatewayPort),
                "--health-port",
                "0"),
            Map.of());
    gateway = added;
    added.start();
  }

  RealProcess server() {
    return server;
  }

  /** Empty where devices connect to the server. */
  Optional<RealProcess> gateway() {
    return Optional.ofNullable(gateway);
  }

  /** Every process that is to run. */
  List<RealProcess> processes() {
    RealProcess added = gateway;
    return added == null ? List.of(server) : List.of(server, added);
  }

  ProbedDatabase database() {
    return database;
  }

  Api api() {
    return api;
  }

  /** Between the devices and their broker. */
  Road road() {
    return devices;
  }

  /** Between gateway and server, where there is one; else between the devices and their broker. */
  Road uplink() {
    return uplink == null ? devices : uplink;
  }

  Optional<BoundedDisk> disk() {
    return Optional.ofNullable(disk);
  }

  /** The data is to be looked at afterwards. */
  void keep() {
    if (disk != null) {
      disk.keep();
    }
  }

  /** Stops every process in order, and by force what does not stop; takes the disk off. */
  @Override
  public void close() throws IOException, InterruptedException {
    if (disk != null) {
      disk.free();
    }
    boolean stopped = true;
    for (RealProcess process : processes().reversed()) {
      stopped = process.stop();
    }
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
    devices.close();
    if (uplink != null) {
      uplink.close();
    }
    if (disk != null) {
      keepLogs();
      disk.close();
    }
  }

  /** The disk goes; what the processes wrote about themselves stays. */
  private void keepLogs() throws IOException {
    for (String log : List.of("aisle.log", "postgres.log")) {
      Path file = data.resolve("server").resolve(log);
      if (Files.exists(file)) {
        Files.copy(file, settings.folder().resolve(log), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
