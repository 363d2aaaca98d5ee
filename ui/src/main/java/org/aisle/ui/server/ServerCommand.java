package org.aisle.ui.server;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.aisle.templates.settings.SettingsFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "server",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the server: the web application, REST, rules, an MQTT broker for devices and gateways,"
          + " and PostgreSQL unless --database-url names one. It begins without apps and simulates"
          + " nothing.",
      "",
      "Until somebody has signed in, each start prints a sign-in link for the administrator. It"
          + " works once and for 24 hours."
    },
    footer = {
      "",
      "Settings: an option wins over an environment variable (AISLE_MQTT_PORT), that over --config,"
          + " that over the default. FILE.yaml looks like this; docs/production.md lists all:",
      "",
      "  aisle:",
      "    data-dir: /var/lib/aisle",
      "    database:",
      "      url: jdbc:postgresql://db.example.org:5432/aisle?user=aisle",
      "    mqtt:",
      "      bind-address: 0.0.0.0",
      "  server:",
      "    port: 8080",
      "",
      "Examples:",
      "  ./aisle server --data /var/lib/aisle",
      "  AISLE_DATABASE_PASSWORD=… ./aisle server --config /etc/aisle/server.yaml"
    })
final class ServerCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE.yaml",
      description = "A settings file; a setting that is unknown is refused.")
  private @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where everything is kept (default: ./data).")
  private @Nullable Path data;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port of the web application and REST (default: 8080).")
  private @Nullable Integer port;

  @Option(
      names = "--mqtt-port",
      paramLabel = "PORT",
      description = "Port for devices and gateways (default: 1883).")
  private @Nullable Integer mqttPort;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description =
          "The address that people, devices and gateways reach this machine by, 0.0.0.0 for each"
              + " of it (default: loopback only).")
  private @Nullable String bind;

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description =
          "Use this PostgreSQL or TimescaleDB, a JDBC URL with the user, instead of the embedded"
              + " PostgreSQL. The password comes from the variable AISLE_DATABASE_PASSWORD.")
  private @Nullable String databaseUrl;

  @Override
  public Integer call() throws InterruptedException {
    CommandSpec command = Objects.requireNonNull(spec);
    PrintWriter out = command.commandLine().getOut();
    PrintWriter err = command.commandLine().getErr();
    return switch (settings()) {
      case SettingsFile.Outcome.Faults faults -> refuse(faults.sentences(), err);
      case SettingsFile.Outcome.Read read -> {
        ServerOptions options;
        try {
          options = options(new ServerSettings(System::getenv, read.settings()));
        } catch (IllegalArgumentException e) {
          yield refuse(List.of("aisle: " + e.getMessage()), err);
        }
        yield RunningServer.run(
            options,
            (door, took) -> {
              out.print(door.opened(took, options.data()).text());
              out.flush();
            },
            out,
            err);
      }
    };
  }

  private SettingsFile.Outcome settings() {
    return config == null
        ? new SettingsFile.Outcome.Read(Map.of())
        : SettingsFile.read(config, ServerSettings.NAMES);
  }

  ServerOptions options(ServerSettings settings) {
    return new ServerOptions(
        settings.data(data),
        settings.port(port, "server.port", 8080),
        settings.port(mqttPort, "aisle.mqtt.port", 1883),
        bind,
        settings.text(databaseUrl, "aisle.database.url"),
        settings.file(),
        null);
  }

  private static int refuse(List<String> sentences, PrintWriter err) {
    sentences.forEach(err::println);
    err.flush();
    return 2;
  }
}
