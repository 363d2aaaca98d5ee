package org.aisle.gateway.app;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.aisle.gateway.broker.BrokerSettings;
import org.aisle.gateway.broker.BrokerUnavailableException;
import org.aisle.gateway.consumer.ConsumerSettings;
import org.aisle.gateway.forward.MqttUplink;
import org.aisle.gateway.forward.MqttUplinkSettings;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.wire.Delivery;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A gateway that stands alone, in a store or a truck. */
@Command(
    name = "gateway",
    mixinStandardHelpOptions = true,
    description =
        "Runs a gateway: devices connect to its MQTT broker (or to --broker), it checks who they"
            + " are, reads what they say, and publishes it to another Aisle or Hono. While that is"
            + " away, the broker keeps the messages on disk.",
    footer = {
      "",
      "FILE.yaml looks like this; docs/gateway.md tells more:",
      "",
      "  models: [cooler.json]          # DTDL, relative to this file",
      "  devices:",
      "    - id: cooler-1@demo",
      "      model: dtmi:org:aisle:Cooler;1",
      "      password: pbkdf2:...       # ./aisle gateway hash-password < FILE",
      "",
      "Example:",
      "  AISLE_UPLINK_PASSWORD=... ./aisle gateway --devices devices.yaml \\",
      "      --uplink ssl://aisle.example.org:8883 --uplink-user store-12@demo"
    })
public final class GatewayCommand implements Callable<Integer> {

  private static final String PASSWORD_VARIABLE = "AISLE_UPLINK_PASSWORD";
  private static final String BROKER_PASSWORD_VARIABLE = "AISLE_BROKER_PASSWORD";

  @Option(
      names = "--devices",
      paramLabel = "FILE.yaml",
      description = "The devices that may connect, their models and password hashes.")
  private @Nullable Path devices;

  @Option(
      names = "--uplink",
      paramLabel = "URL",
      description = "Where readings go: tcp://host:port or ssl://host:port.")
  private @Nullable URI uplink;

  @Option(
      names = "--uplink-user",
      paramLabel = "GATEWAY@APP",
      description =
          "This gateway's user name there. Its password comes from --uplink-password-file or the"
              + " variable "
              + PASSWORD_VARIABLE
              + ".")
  private @Nullable String uplinkUser;

  @Option(
      names = "--uplink-password-file",
      paramLabel = "FILE",
      description = "A file whose first line is the password.")
  private @Nullable Path uplinkPasswordFile;

  @Option(
      names = "--broker",
      paramLabel = "URL",
      description =
          "Take messages from this broker instead of running one. Only full topics"
              + " (telemetry/<app>/<device>) are understood there, and the broker decides who may"
              + " publish.")
  private @Nullable URI broker;

  @Option(
      names = "--broker-user",
      paramLabel = "NAME",
      description =
          "The user name at --broker; its password comes from " + BROKER_PASSWORD_VARIABLE + ".")
  private @Nullable String brokerUser;

  @Option(
      names = "--mqtt-port",
      defaultValue = "1883",
      description = "Port of the broker (default: ${DEFAULT-VALUE}).")
  private int mqttPort;

  @Option(
      names = "--bind",
      defaultValue = "127.0.0.1",
      description = "Address the broker listens on (default: ${DEFAULT-VALUE}).")
  private String bind = "127.0.0.1";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "./data/gateway",
      description = "Where the broker keeps its queue (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("data", "gateway");

  @Spec private @Nullable CommandSpec spec;

  /** Runs until it is told to stop. */
  public static void main(String[] args) {
    if (System.getProperty("logback.configurationFile") == null) {
      System.setProperty("logback.configurationFile", "aisle-gateway-logback.xml");
    }
    System.exit(new CommandLine(new GatewayCommand()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = commandLine().getOut();
    PrintWriter err = commandLine().getErr();
    Path file = devices;
    URI target = uplink;
    String user = uplinkUser;
    if (file == null || target == null || user == null) {
      throw new ParameterException(
          commandLine(), "--devices, --uplink and --uplink-user are all needed to run a gateway.");
    }
    return switch (DeviceFile.read(file)) {
      case DeviceFile.Outcome.Faults faults -> {
        faults.sentences().forEach(err::println);
        err.flush();
        yield CommandLine.ExitCode.USAGE;
      }
      case DeviceFile.Outcome.Read read -> {
        String password = uplinkPassword();
        if (password == null) {
          err.println(
              "The uplink's password is missing; use --uplink-password-file or set "
                  + PASSWORD_VARIABLE
                  + ".");
          err.flush();
          yield CommandLine.ExitCode.USAGE;
        }
        try {
          out.printf("%d devices may connect.%n", read.devices());
          out.flush();
          run(
              read.directory(),
              new MqttUplinkSettings(
                  target, user + "-gateway", user, password, Duration.ofSeconds(10)),
              source(user),
              out);
          yield CommandLine.ExitCode.OK;
        } catch (BrokerUnavailableException | IllegalArgumentException e) {
          err.println(e.getMessage());
          err.flush();
          yield CommandLine.ExitCode.SOFTWARE;
        }
      }
    };
  }

  /** Prints what stands for a password in the file of devices. */
  @Command(
      name = "hash-password",
      description = "Reads a password from standard input and prints its hash for --devices.")
  int hashPassword() throws IOException {
    byte[] password = System.in.readNBytes(1024);
    int length = password.length;
    while (length > 0 && (password[length - 1] == '\n' || password[length - 1] == '\r')) {
      length--;
    }
    if (length == 0) {
      commandLine().getErr().println("The password is empty; pipe it in.");
      return CommandLine.ExitCode.USAGE;
    }
    commandLine().getOut().println(PasswordHash.of(java.util.Arrays.copyOf(password, length)));
    return CommandLine.ExitCode.OK;
  }

  private void run(
      DeviceDirectory directory,
      MqttUplinkSettings settings,
      GatewaySettings.Source source,
      PrintWriter out)
      throws Exception {
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              stop.countDown();
              try {
                stopped.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    try (MqttUplink forward = new MqttUplink(settings);
        CamelContext camel = new DefaultCamelContext()) {
      camel.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from("direct:ingest")
                  .routeId("aisle-mqtt-uplink")
                  .process(
                      exchange ->
                          forward.send(exchange.getMessage().getMandatoryBody(Delivery.class)));
            }
          });
      camel.start();
      forward.start();
      try (Gateway gateway =
          Gateway.start(
              camel,
              new GatewaySettings(source, GatewaySettings.DIRECT),
              directory,
              InstantSource.system(),
              new SimpleMeterRegistry())) {
        Runtime.getRuntime().addShutdownHook(hook);
        gateway
            .port()
            .ifPresent(port -> out.printf("Devices connect to mqtt://%s:%d.%n", bind, port));
        out.flush();
        stop.await();
      }
    } finally {
      stopped.countDown();
    }
  }

  private GatewaySettings.Source source(String user) {
    URI other = broker;
    if (other != null) {
      return new GatewaySettings.Source.External(
          new ConsumerSettings(
              other,
              "aisle-gateway-" + user,
              brokerUser,
              System.getenv(BROKER_PASSWORD_VARIABLE),
              ConsumerSettings.DEVICE_TOPICS,
              500,
              ConsumerSettings.TIMING),
          256 * 1024);
    }
    return new GatewaySettings.Source.Embedded(
        BrokerSettings.defaults(data).withPort(mqttPort).withBindAddress(bind), 500, true);
  }

  private @Nullable String uplinkPassword() throws IOException {
    Path file = uplinkPasswordFile;
    if (file != null) {
      return Files.readString(file, StandardCharsets.UTF_8).lines().findFirst().orElse(null);
    }
    return System.getenv(PASSWORD_VARIABLE);
  }

  private CommandLine commandLine() {
    CommandSpec own = spec;
    if (own == null) {
      throw new IllegalStateException("The command was not started by picocli.");
    }
    return own.commandLine();
  }
}
