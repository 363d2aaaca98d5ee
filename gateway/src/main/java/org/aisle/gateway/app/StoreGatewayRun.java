package org.aisle.gateway.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aisle.gateway.broker.BrokerUnavailableException;
import org.aisle.gateway.broker.QueueLimits;
import org.aisle.gateway.broker.TlsListener;
import org.aisle.gateway.enrolment.Identity;
import org.aisle.gateway.enrolment.ServerAddress;
import org.aisle.gateway.forward.BatchUplink;
import org.aisle.gateway.forward.DeliveryUplink;
import org.aisle.gateway.forward.MqttUplinkSettings;
import org.aisle.templates.tls.TlsFault;
import org.aisle.templates.tls.TlsFiles;
import org.aisle.templates.tls.TlsKeys;
import org.aisle.templates.tls.Trust;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;

/** Runs a gateway that belongs to a server, from its options and its settings file. */
final class StoreGatewayRun {

  static final String TOKEN_VARIABLE = "AISLE_ENROLMENT_TOKEN";
  static final int MQTT_PORT = 1883;
  static final int HEALTH_PORT = 9464;
  static final String LOOPBACK = "127.0.0.1";
  static final Path DATA = Path.of("data", "gateway");

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What the command line says; null leaves it to the settings file. */
  record Wishes(
      @Nullable String server,
      @Nullable String token,
      @Nullable Path tokenFile,
      @Nullable Path config,
      @Nullable Path data,
      @Nullable String bind,
      @Nullable Integer mqttPort,
      @Nullable Integer healthPort,
      @Nullable String diskLimit,
      @Nullable String diskFloor,
      @Nullable Path ca) {}

  private final PrintWriter out;
  private final PrintWriter err;

  StoreGatewayRun(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  int run(Wishes wishes) throws Exception {
    SettingsFile file = new SettingsFile(Map.of());
    Path config = wishes.config();
    if (config != null) {
      switch (SettingsFile.read(config)) {
        case SettingsFile.Outcome.Faults(List<String> sentences) -> {
          return refused(ExitCode.USAGE, sentences);
        }
        case SettingsFile.Outcome.Read(SettingsFile settings) -> file = settings;
      }
    }
    String url = either(wishes.server(), file.get("server"), "");
    Optional<ServerAddress> server = ServerAddress.parse(url);
    if (server.isEmpty()) {
      return refused(
          ExitCode.USAGE,
          List.of(
              url.isEmpty()
                  ? "Say which server this gateway belongs to: --server URL, or 'server' in the settings file."
                  : "The server must be given as http(s)://host[:port], without user, query or fragment."));
    }
    String token;
    try {
      token = token(wishes, file);
    } catch (IOException e) {
      return refused(
          ExitCode.USAGE,
          List.of(
              "The token's file can't be read (%s); check the path.".formatted(e.getMessage())));
    }
    Path data = wishes.data();
    String authorities = file.get("ca");
    Path ca = wishes.ca() != null || authorities == null ? wishes.ca() : Path.of(authorities);
    Trust trust;
    switch (Trust.of(ca)) {
      case Trust.Outcome.Refused(TlsFault fault) -> {
        return refused(ExitCode.USAGE, List.of(fault.toString()));
      }
      case Trust.Outcome.Read(Trust read) -> trust = read;
    }
    try {
      String bind = either(wishes.bind(), file.get("bind"), LOOPBACK);
      TlsListener tls = tls(file, bind);
      boolean plainToo = Boolean.parseBoolean(either(null, file.get("tls-plain-too"), "false"));
      StoreGatewaySettings settings =
          new StoreGatewaySettings(
              server.get(),
              token,
              data != null ? data : Path.of(either(null, file.get("data"), DATA.toString())),
              port(wishes.mqttPort(), file.get("mqtt-port"), MQTT_PORT),
              tls == null || plainToo ? bind : LOOPBACK,
              port(wishes.healthPort(), file.get("health-port"), HEALTH_PORT),
              new QueueLimits(
                  QueueLimits.DEFAULT.mostMessages(),
                  size(wishes.diskLimit(), file.get("disk-limit"), QueueLimits.DEFAULT.mostBytes()),
                  size(
                      wishes.diskFloor(),
                      file.get("disk-floor"),
                      QueueLimits.DEFAULT.leastFreeBytes())),
              tls,
              trust,
              StoreGatewaySettings.Timing.STANDARD,
              (identity, address) -> uplink(identity, address, trust));
      return run(settings);
    } catch (BrokerUnavailableException | IllegalArgumentException | IOException e) {
      return refused(ExitCode.SOFTWARE, List.of(String.valueOf(e.getMessage())));
    }
  }

  /**
   * @throws IllegalArgumentException when the keys can't be used
   */
  private static @Nullable TlsListener tls(SettingsFile file, String bind) {
    TlsFiles files =
        new TlsFiles(
            file.get("tls-certificate"),
            file.get("tls-key"),
            file.get("tls-key-store"),
            file.get("tls-key-store-password-file"));
    return files
        .read()
        .map(
            outcome ->
                switch (outcome) {
                  case TlsKeys.Outcome.Read(TlsKeys keys) ->
                      new TlsListener(
                          port(null, file.get("tls-port"), TlsListener.PORT), bind, keys, files);
                  case TlsKeys.Outcome.Refused(TlsFault fault) ->
                      throw new IllegalArgumentException(fault.toString());
                })
        .orElse(null);
  }

  static DeliveryUplink uplink(Identity identity, URI url, Trust trust) {
    String user = identity.gateway().username();
    return new BatchUplink(
        new MqttUplinkSettings(url, user + "-gateway", user, identity.password(), PATIENCE, trust),
        InstantSource.system());
  }

  private int run(StoreGatewaySettings settings) throws Exception {
    try (StopSignal stop = new StopSignal()) {
      switch (StoreGateway.start(settings, InstantSource.system(), stop.latch())) {
        case StoreGateway.Started.Refused(String code, String sentence) -> {
          return refused(ExitCode.SOFTWARE, List.of(code + ": " + sentence));
        }
        case StoreGateway.Started.Runs(StoreGateway gateway) -> {
          try (gateway) {
            out.printf("This is the gateway %s of %s.%n", gateway.ref(), settings.server());
            out.printf("Devices connect to mqtt://%s:%d.%n", settings.bind(), gateway.port());
            TlsListener tls = settings.tls();
            if (tls != null) {
              out.printf(
                  "Or over TLS to mqtts://%s:%d.%n",
                  tls.bindAddress(), gateway.tlsPort().orElse(tls.port()));
            }
            gateway
                .healthAddress()
                .ifPresent(address -> out.printf("How it is doing: %s%n", address));
            out.flush();
            stop.await();
          }
          return ExitCode.OK;
        }
      }
    }
  }

  private static @Nullable String token(Wishes wishes, SettingsFile file) throws IOException {
    if (wishes.token() != null) {
      return wishes.token().strip();
    }
    Path from = wishes.tokenFile();
    String named = file.get("enrol-file");
    if (from == null && named != null) {
      from = Path.of(named);
      if (!Files.exists(from)) {
        return null;
      }
    }
    if (from != null) {
      return Files.readString(from, StandardCharsets.UTF_8)
          .lines()
          .findFirst()
          .map(String::strip)
          .orElse(null);
    }
    return System.getenv(TOKEN_VARIABLE);
  }

  private static String either(@Nullable String first, @Nullable String second, String last) {
    return first != null ? first : second != null ? second : last;
  }

  private static int port(@Nullable Integer first, @Nullable String second, int last) {
    return first != null ? first : second != null ? Integer.parseInt(second) : last;
  }

  /**
   * @throws IllegalArgumentException when it is not a size
   */
  private static long size(@Nullable String first, @Nullable String second, long last) {
    String text = either(first, second, "");
    return text.isEmpty()
        ? last
        : DiskSize.parse(text)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "'%s' is not a size; write disk limit and floor like 10GiB or 500MiB."
                            .formatted(text)));
  }

  private int refused(int exit, List<String> sentences) {
    sentences.forEach(err::println);
    err.flush();
    return exit;
  }
}
