package org.aisle.sim.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.aisle.sim.fleet.Behaviours;
import org.aisle.sim.fleet.Fleet;
import org.aisle.sim.fleet.FleetRunner;
import org.aisle.sim.fleet.FleetStatus;
import org.aisle.sim.fleet.Simulation;
import org.aisle.sim.fleet.Timeline;
import org.aisle.sim.publish.BrokerAddress;
import org.aisle.sim.publish.Connections;
import org.aisle.sim.publish.Credentials;
import org.aisle.sim.publish.FileLedger;
import org.aisle.sim.publish.MessageLedger;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplateOutcome;
import org.aisle.templates.app.AppTemplateReader;
import org.aisle.templates.app.AppTemplates;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.settings.SettingsFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sim}: runs a simulated fleet against any broker. */
@Command(
    name = "sim",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Run a simulated fleet against any MQTT broker.",
    description = {
      "",
      "Simulates the devices of an app template, faults included, and publishes what they measure"
          + " at QoS 1 over MQTT 5. The same seed gives the same measurements.",
      ""
    },
    footer = {
      "",
      "Exit status: 0 it came to its end or was stopped, 1 messages were refused or not",
      "acknowledged, 2 wrong usage.",
      "",
      "Example: a week of history, then live, until Ctrl-C",
      "  ./aisle sim --app demo --template connected-cooler --credentials devices.csv \\",
      "      --mqtt 127.0.0.1:1883 --history P7D"
    })
public final class SimCommand implements Callable<Integer> {

  private static final int DEVICE_WINDOW = 8;
  private static final int GATEWAY_WINDOW = 64;
  private static final Duration REPORT = Duration.ofSeconds(5);

  private final Surroundings surroundings;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = SimSettings.OPTION,
      paramLabel = "FILE.yaml",
      description =
          "A settings file with these options by their names, like 'app: demo'; what the command"
              + " line says goes before.")
  private @Nullable Path config;

  @Option(names = "--app", paramLabel = "ID", description = "The app; needed.")
  private String app = "";

  @Option(
      names = "--template",
      paramLabel = "T",
      defaultValue = "connected-cooler",
      description =
          "The app template: the id of one that comes with Aisle, or a folder (default:"
              + " ${DEFAULT-VALUE}).")
  private String template = "";

  @Option(
      names = "--devices",
      paramLabel = "N",
      description = "How many devices; beyond those of the template, copies get a number.")
  private @Nullable Integer devices;

  @Mixin private BrokerOption broker = new BrokerOption();

  @Option(
      names = "--credentials",
      paramLabel = "FILE",
      description =
          "The devices' passwords: CSV lines device,password or JSON. Devices without one are left"
              + " out. Needed.")
  private @Nullable Path credentials;

  @Option(
      names = "--gateway",
      paramLabel = "ID",
      description = "Publish for all devices over one connection as this gateway.")
  private @Nullable String gateway;

  @Option(
      names = "--history",
      paramLabel = "P7D",
      description = "Publish so much of the past first, in arrays, then live.")
  private @Nullable Duration history;

  @Option(
      names = "--history-every",
      paramLabel = "PT1M",
      description = "While it is history, measure no more often than this.")
  private Duration historyEvery = Duration.ZERO;

  @Option(
      names = "--start",
      paramLabel = "INSTANT",
      description = "When the simulation begins (default: now, less --history).")
  private @Nullable Instant start;

  @Option(
      names = "--speed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "N seconds for each second until the present is reached, then real time (default:"
              + " ${DEFAULT-VALUE}). Needs a --start in the past.")
  private double speed = 1;

  @Option(
      names = "--duration",
      paramLabel = "PT1H",
      description = "End after so much simulated time, counted from the start.")
  private @Nullable Duration duration;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Other random numbers than those of the template.")
  private @Nullable Long seed;

  @Option(
      names = "--ledger",
      paramLabel = "FILE",
      description = "Append to FILE what was sent and what was acknowledged.")
  private @Nullable Path ledgerFile;

  @Option(
      names = "--health-port",
      paramLabel = "PORT",
      description =
          "Answer /health and /metrics on this port of loopback, 0 for any free one (default: do"
              + " not).")
  private @Nullable Integer healthPort;

  public SimCommand() {
    this(Surroundings.ofProcess());
  }

  SimCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Path file = config;
    if (file != null) {
      return again(SettingsFile.read(file, SimSettings.NAMES));
    }
    if (!AppId.isValid(app)) {
      throw usage("--app takes the id of an app.");
    }
    Integer health = healthPort;
    if (health != null && (health < 0 || health > 65_535)) {
      throw usage("--health-port takes a number from 0 to 65535.");
    }
    Simulation simulation = simulation(new AppId(app));
    Timeline timeline = timeline();
    Fleet fleet =
        switch (Fleet.assemble(simulation, timeline, Behaviours.builtIn())) {
          case Fleet.Assembly.Ready ready -> ready.fleet();
          case Fleet.Assembly.Invalid invalid -> throw usage(String.join("\n", invalid.problems()));
        };
    Connections connections = connections();
    try (MessageLedger ledger =
        ledgerFile == null ? MessageLedger.NONE : FileLedger.open(ledgerFile)) {
      return run(fleet, connections, ledger);
    } catch (IOException e) {
      throw usage("The ledger %s can't be opened.".formatted(ledgerFile));
    }
  }

  /** Runs with the command line and the file together. */
  private int again(SettingsFile.Outcome file) {
    CommandLine said = commandSpec().commandLine();
    return switch (file) {
      case SettingsFile.Outcome.Faults(List<String> sentences) -> {
        sentences.forEach(said.getErr()::println);
        yield said.getCommandSpec().exitCodeOnInvalidInput();
      }
      case SettingsFile.Outcome.Read(Map<String, String> settings) ->
          new CommandLine(new SimCommand(surroundings))
              .setOut(said.getOut())
              .setErr(said.getErr())
              .execute(SimSettings.arguments(said.getParseResult(), settings));
    };
  }

  private int run(Fleet fleet, Connections connections, MessageLedger ledger)
      throws InterruptedException {
    PrintWriter out = commandSpec().commandLine().getOut();
    CompletableFuture<@Nullable Void> interrupted = new CompletableFuture<>();
    FleetRunner runner = new FleetRunner(fleet, connections, ledger, surroundings.clock());
    try (Surroundings.Watch watch =
        surroundings.interruptions().onInterrupt(() -> interrupted.complete(null))) {
      try (runner;
          SimHealth health = health(runner)) {
        runner.start();
        if (health != null) {
          out.printf("How it is doing: http://127.0.0.1:%d/health%n", health.port());
        }
        CompletableFuture<?> over = CompletableFuture.anyOf(runner.finished(), interrupted);
        boolean ended = false;
        while (!ended) {
          ended = waited(over);
          tell(out, runner.status());
        }
      }
      FleetStatus last = runner.status();
      tell(out, last);
      return last.devices() > 0 && last.acknowledged() == last.sent() ? 0 : 1;
    }
  }

  private @Nullable SimHealth health(FleetRunner runner) {
    Integer port = healthPort;
    if (port == null) {
      return null;
    }
    try {
      return SimHealth.start(port, runner::status);
    } catch (IOException e) {
      throw usage(
          "Port %d can't be used (%s); choose another --health-port."
              .formatted(port, e.getMessage()));
    }
  }

  private static boolean waited(CompletableFuture<?> over) throws InterruptedException {
    try {
      over.get(REPORT.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("The simulation failed.", e.getCause());
    }
  }

  private static void tell(PrintWriter out, FleetStatus status) {
    out.printf(
        "%s  %d of %d connections, %d sent, %d acknowledged, %d refused%n",
        status.simulatedTime().map(Instant::toString).orElse("ended"),
        status.connected(),
        status.connections(),
        status.sent(),
        status.acknowledged(),
        status.refused());
    status.troubles().stream().limit(5).forEach(trouble -> out.println("  " + trouble));
    out.flush();
  }

  private Simulation simulation(AppId id) {
    AppTemplate chosen = template();
    Simulation simulation = Simulation.of(id, chosen);
    if (devices != null) {
      if (devices < 1 || devices > 100_000) {
        throw usage("--devices takes a number from 1 to 100000.");
      }
      simulation = simulation.withDevices(devices);
    }
    return seed == null ? simulation : simulation.withSeed(seed);
  }

  private AppTemplate template() {
    Optional<AppTemplate> builtIn = AppTemplates.builtIn().named(template);
    if (builtIn.isPresent()) {
      return builtIn.get();
    }
    Path folder = Path.of(template);
    if (!Files.isDirectory(folder)) {
      throw usage("There is no app template %s, and no folder of that name.".formatted(template));
    }
    try {
      return switch (AppTemplateReader.read(folder)) {
        case AppTemplateOutcome.Read read -> read.template();
        case AppTemplateOutcome.Faults faults ->
            throw usage(
                String.join("\n", faults.problems().stream().map(Object::toString).toList()));
      };
    } catch (IOException e) {
      throw usage("The app template in %s can't be read: %s".formatted(folder, e.getMessage()));
    }
  }

  private Timeline timeline() {
    Instant now = surroundings.clock().instant();
    Duration past = history == null ? Duration.ZERO : history;
    Instant from = start == null ? now.minus(past) : start;
    Instant live = history == null ? from : now.isBefore(from) ? from : now;
    if (past.isNegative() || duration != null && !duration.isPositive()) {
      throw usage("--history and --duration take a positive duration like P7D or PT1H.");
    }
    if (speed > 1 && !from.isBefore(now)) {
      throw usage("--speed needs a --start in the past: nothing is measured in the future.");
    }
    try {
      return new Timeline(
          from, from, live, Optional.ofNullable(duration).map(from::plus), speed, historyEvery);
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private Connections connections() {
    BrokerAddress address = address();
    Path passwordsFile = credentials;
    if (passwordsFile == null) {
      throw usage("Give --credentials.");
    }
    try {
      Map<String, String> passwords = Passwords.all(passwordsFile);
      if (gateway == null) {
        return new Connections.PerDevice(
            address,
            ref -> Optional.ofNullable(passwords.get(ref.device().value())),
            DEVICE_WINDOW);
      }
      String password = passwords.get(gateway);
      if (password == null || !DeviceId.isValid(gateway)) {
        throw usage("There is no password for the gateway %s.".formatted(gateway));
      }
      return new Connections.ThroughGateway(
          address, new Credentials(DeviceRef.of(app, gateway), password), GATEWAY_WINDOW);
    } catch (Passwords.UnusableException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private BrokerAddress address() {
    try {
      return broker.address();
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private CommandSpec commandSpec() {
    CommandSpec known = spec;
    if (known == null) {
      throw new IllegalStateException("A command is run by picocli.");
    }
    return known;
  }

  private ParameterException usage(String sentence) {
    return new ParameterException(commandSpec().commandLine(), sentence);
  }
}
