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
import org.aisle.gateway.broker.BrokerSettings;
import org.aisle.gateway.broker.BrokerUnavailableException;
import org.aisle.gateway.consumer.ConsumerSettings;
import org.aisle.gateway.forward.MqttUplink;
import org.aisle.gateway.forward.MqttUplinkSettings;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.tls.TlsFault;
import org.aisle.templates.tls.Trust;
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
        "Runs a gateway: devices connect to its MQTT broker, it checks who they are, reads what"
            + " they say, and sends it to a server. While that is away, the broker keeps the"
            + " messages on disk.",
    footer = {
      "",
      "A gateway that belongs to a server is added there, on the page Gateways, which shows a",
      "token that works once:",
      "",
      "  ./aisle gateway --server https://aisle.example.org --enrol TOKEN",
      "",
      "Later starts need no token. --config FILE.yaml may hold server, enrol-file, data, bind,",
      "mqtt-port, health-port, disk-limit, disk-floor, ca and tls-…; what the command line says",
      "goes before.",
      "",
      "Without a server's registry, --devices names a file; docs/gateway.md tells more:",
      "",
      "  models: [cooler.json]          # DTDL, relative to this file",
      "  devices:",
      "    - id: cooler-1@demo",
      "      model: dtmi:org:aisle:Cooler;1",
      "      password: pbkdf2:...       # ./aisle gateway hash-password < FILE",
      "",
      "  AISLE_UPLINK_PASSWORD=... ./aisle gateway --devices devices.yaml \\",
      "      --uplink ssl://aisle.example.org:8883 --uplink-user store-12@demo"
    })
public final class GatewayCommand implements Callable<Integer> {

  private static final String PASSWORD_VARIABLE = "AISLE_UPLINK_PASSWORD";
  private static final String BROKER_PASSWORD_VARIABLE = "AISLE_BROKER_PASSWORD";

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "The server that this gateway belongs to: https://host[:port].")
  private @Nullable String server;

  @Option(
      names = "--enrol",
      paramLabel = "TOKEN",
      description =
          "The one-time token with which it joins the server; also from --enrol-file or the"
              + " variable "
              + StoreGatewayRun.TOKEN_VARIABLE
              + ".")
  private @Nullable String enrol;

  @Option(
      names = "--enrol-file",
      paramLabel = "FILE",
      description = "A file whose first line is the token.")
  private @Nullable Path enrolFile;

  @Option(
      names = "--config",
      paramLabel = "FILE.yaml",
      description = "Settings of a gateway that belongs to a server.")
  private @Nullable Path config;

  @Option(
      names = "--health-port",
      paramLabel = "PORT",
      description =
          "Port on loopback for /health and /metrics of a gateway that belongs to a server"
              + " (default: "
              + StoreGatewayRun.HEALTH_PORT
              + ").")
  private @Nullable Integer healthPort;

  @Option(
      names = "--disk-limit",
      paramLabel = "SIZE",
      description =
          "Near this size of the queue, messages are refused and stay with their devices, as with"
              + " --server only (default: 10GiB).")
  private @Nullable String diskLimit;

  @Option(
      names = "--disk-floor",
      paramLabel = "SIZE",
      description = "The same when less than this is free on its disk (default: 256MiB).")
  private @Nullable String diskFloor;

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
      names = "--ca",
      paramLabel = "FILE",
      description =
          "The authorities (PEM) whose certificates are believed at the server and the uplink, in"
              + " place of those that Java brings.")
  private @Nullable Path ca;

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
      paramLabel = "PORT",
      description = "Port of the broker (default: " + StoreGatewayRun.MQTT_PORT + ").")
  private @Nullable Integer mqttPort;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description =
          "Address the broker listens on (default: "
              + StoreGatewayRun.LOOPBACK
              + ", devices on this machine only).")
  private @Nullable String bind;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where the queue is kept, and what the server has told (default: ./data/gateway).")
  private @Nullable Path data;

  @Spec private @Nullable CommandSpec spec;

  /** Runs until it is told to stop. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new GatewayCommand()).execute(args));
  }

  /** The broker brings a logging configuration of its own, which is not wanted. */
  private static void configureLogging() {
    if (System.getProperty("logback.configurationFile") == null) {
      System.setProperty("logback.configurationFile", "aisle-gateway-logback.xml");
    }
  }

  @Override
  public Integer call() throws Exception {
    configureLogging();
    PrintWriter out = commandLine().getOut();
    PrintWriter err = commandLine().getErr();
    if (server != null || config != null) {
      if (devices != null || uplink != null || broker != null) {
        throw new ParameterException(
            commandLine(), "--devices, --uplink and --broker are not used together with --server.");
      }
      return new StoreGatewayRun(out, err)
          .run(
              new StoreGatewayRun.Wishes(
                  server,
                  enrol,
                  enrolFile,
                  config,
                  data,
                  bind,
                  mqttPort,
                  healthPort,
                  diskLimit,
                  diskFloor,
                  ca));
    }
    Path file = devices;
    URI target = uplink;
    String user = uplinkUser;
    if (file == null || target == null || user == null) {
      throw new ParameterException(
          commandLine(),
          "--server is needed to run a gateway; or --devices, --uplink and --uplink-user.");
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
          out.printf("Devices that may connect: %d.%n", read.devices());
          out.flush();
          run(
              read.directory(),
              new MqttUplinkSettings(
                  target, user + "-gateway", user, password, Duration.ofSeconds(10), trust()),
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
    try (StopSignal stop = new StopSignal();
        MqttUplink forward = new MqttUplink(settings);
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
        gateway
            .port()
            .ifPresent(
                port -> out.printf("Devices connect to mqtt://%s:%d.%n", bindAddress(), port));
        out.flush();
        stop.await();
      }
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
        BrokerSettings.defaults(data == null ? StoreGatewayRun.DATA : data)
            .withPort(mqttPort == null ? StoreGatewayRun.MQTT_PORT : mqttPort)
            .withBindAddress(bindAddress()),
        500,
        true);
  }

  /**
   * @throws IllegalArgumentException when the file can't be used
   */
  private Trust trust() {
    return switch (Trust.of(ca)) {
      case Trust.Outcome.Read(Trust trust) -> trust;
      case Trust.Outcome.Refused(TlsFault fault) ->
          throw new IllegalArgumentException(fault.toString());
    };
  }

  private String bindAddress() {
    return bind == null ? StoreGatewayRun.LOOPBACK : bind;
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
