package org.aisle.ui.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.springframework.context.ConfigurableApplicationContext;

/** A server in a process of its own, to be killed; ends by itself when its input does. */
final class KilledServer {

  /** In the data folder, once devices can connect: the HTTP and the MQTT port. */
  static final String READY = "ready";

  private KilledServer() {}

  public static void main(String[] arguments) throws IOException {
    Path data = Path.of(arguments[0]);
    ServerOptions options = new ServerOptions(data, 0, 0, null, null);
    try (ConfigurableApplicationContext context = AisleServer.start(options)) {
      FrontDoor door = context.getBean(FrontDoor.class);
      Path part = data.resolve(READY + ".part");
      Files.writeString(part, door.httpPort() + " " + door.mqttPort());
      Files.move(part, data.resolve(READY), StandardCopyOption.ATOMIC_MOVE);
      while (System.in.read() >= 0) {
        continue;
      }
    }
  }
}
