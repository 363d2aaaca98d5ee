package org.aisle.sim.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.aisle.sim.publish.BrokerAddress;
import org.aisle.sim.publish.Credentials;
import org.aisle.sim.publish.FileLedger;
import org.aisle.sim.publish.MessageLedger;
import org.aisle.sim.publish.PahoDevicePublisher;
import org.aisle.sim.replay.MapReader;
import org.aisle.sim.replay.MapReading;
import org.aisle.sim.replay.Recorded;
import org.aisle.sim.replay.Recording;
import org.aisle.sim.replay.RecordingMap;
import org.aisle.sim.replay.Replay;
import org.aisle.sim.replay.ReplaySettings;
import org.aisle.sim.replay.ReplaySummary;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code replay}: plays a recording of a real device to a broker. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Publish a recording as a device.",
    description = {
      "",
      "Reads CSV, JSON lines, or JSON values one after the other, plain or gzip (recognised by"
          + " content), maps the fields, converts the units, and publishes over MQTT at QoS 1. A"
          + " sample that is sent twice changes nothing, so a replay can be repeated.",
      ""
    },
    footer = {
      "",
      "The map is a YAML file, or one that comes with Aisle: fridge-week, xdk.",
      "",
      "  time: {from: timestamp, format: iso}     # or epoch-seconds, epoch-milliseconds",
      "  fields:",
      "    light: {from: light, unit: millilux, to: lux}",
      "    acceleration: {vector: [accX, accY, accZ], unit: milliGForce, to: gForce}",
      "    location: {geopoint: [latitude, longitude]}",
      "  ignore: [deviceId]",
      "  keepUnmapped: false",
      "",
      "Exit status: 0 everything was acknowledged, 1 something was rejected or not acknowledged,",
      "2 wrong usage.",
      "",
      "Example:",
      "  AISLE_DEVICE_PASSWORD=... ./aisle replay fridge-week.csv \\",
      "      --app demo --device fridge-1 --map fridge-week --shift-to-now"
    })
public final class ReplayCommand implements Callable<Integer> {

  private static final int WINDOW = 16;
  private static final int SHOWN_REJECTIONS = 20;

  private final Surroundings surroundings;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The recording.")
  private @Nullable Path file;

  @Option(names = "--app", required = true, paramLabel = "ID", description = "The app.")
  private String app = "";

  @Option(
      names = "--device",
      required = true,
      paramLabel = "ID",
      description = "The device as which to publish; it must exist in the app.")
  private String device = "";

  @Option(
      names = "--map",
      required = true,
      paramLabel = "MAP",
      description = "What the fields mean: a YAML file, or fridge-week, or xdk.")
  private String map = "";

  @Mixin private BrokerOption broker = new BrokerOption();

  @Option(
      names = "--password-file",
      paramLabel = "F",
      description =
          "A file whose first line is the device's password; else AISLE_DEVICE_PASSWORD holds it.")
  private @Nullable Path passwordFile;

  @Option(
      names = "--speed",
      paramLabel = "N",
      description =
          "N seconds of the recording for each second. Without it, as fast as messages are"
              + " acknowledged.")
  private @Nullable Double speed;

  @Option(
      names = "--shift-to-now",
      description =
          "Move all times so that the last sample falls on the moment it is sent: with --speed 1"
              + " the recording begins now, without --speed it ends now.")
  private boolean shiftToNow;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Samples in a message, 1 to 500. Without it, as they were recorded.")
  private @Nullable Integer batch;

  @Option(names = "--reverse", description = "From the last row to the first.")
  private boolean reverse;

  @Option(
      names = "--from-sample",
      paramLabel = "N",
      defaultValue = "1",
      description = "Begin with the Nth row (default: ${DEFAULT-VALUE}).")
  private long fromSample = 1;

  @Option(
      names = "--ledger",
      paramLabel = "FILE",
      description = "Append to FILE what was sent and what was acknowledged.")
  private @Nullable Path ledgerFile;

  public ReplayCommand() {
    this(Surroundings.ofProcess());
  }

  ReplayCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    RecordingMap fields =
        switch (MapReader.find(map)) {
          case MapReading.Ready ready -> ready.map();
          case MapReading.Invalid invalid -> throw usage(String.join("\n", invalid.problems()));
        };
    if (!AppId.isValid(app) || !DeviceId.isValid(device)) {
      throw usage("--app and --device take the ids of an app and of one of its devices.");
    }
    DeviceRef ref = DeviceRef.of(app, device);
    BrokerAddress address = address();
    ReplaySettings settings = settings(ref);
    Credentials credentials = new Credentials(ref, password());
    Path recordingFile = file;
    if (recordingFile == null) {
      throw usage("Name the recording.");
    }
    try {
      Recording recording = Recording.open(recordingFile, fields);
      try (MessageLedger ledger =
          ledgerFile == null ? MessageLedger.NONE : FileLedger.open(ledgerFile)) {
        return play(recording, settings, address, credentials, ledger);
      }
    } catch (IOException e) {
      err().println(unusable(recordingFile, e));
      return 1;
    }
  }

  private int play(
      Recording recording,
      ReplaySettings settings,
      BrokerAddress address,
      Credentials credentials,
      MessageLedger ledger)
      throws InterruptedException {
    PrintWriter out = commandSpec().commandLine().getOut();
    Instant begin = surroundings.clock().instant();
    ProgressLine line =
        new ProgressLine(out, surroundings.terminal().getAsBoolean(), surroundings.clock());
    ScheduledExecutorService scheduler =
        Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("replay").unstarted(task));
    try (PahoDevicePublisher publisher =
        new PahoDevicePublisher(address, credentials, WINDOW, scheduler)) {
      Replay replay =
          new Replay(recording, settings, publisher, ledger, surroundings.clock(), line::show);
      try (Surroundings.Watch watch = surroundings.interruptions().onInterrupt(replay::stop)) {
        ReplaySummary summary = replay.run();
        line.end();
        tell(out, summary, Duration.between(begin, surroundings.clock().instant()));
        return summary.complete() ? 0 : 1;
      }
    } finally {
      scheduler.shutdown();
    }
  }

  private static void tell(PrintWriter out, ReplaySummary summary, Duration took) {
    out.printf(
        "%d rows: %d sent, %d acknowledged, %d rejected; %.1f s%n",
        summary.rows(),
        summary.sent(),
        summary.acknowledged(),
        summary.rejected(),
        took.toMillis() / 1000.0);
    List<Recorded.Rejected> rejections = summary.rejections();
    rejections.stream()
        .limit(SHOWN_REJECTIONS)
        .forEach(
            no -> out.printf("  line %d (sample %d): %s%n", no.line(), no.number(), no.sentence()));
    if (summary.rejected() > Math.min(rejections.size(), SHOWN_REJECTIONS)) {
      out.printf(
          "  and %d more%n", summary.rejected() - Math.min(rejections.size(), SHOWN_REJECTIONS));
    }
    if (!summary.leftOut().isEmpty()) {
      out.printf(
          "Left out because the map does not mention them: %s%n",
          String.join(", ", summary.leftOut().stream().sorted().toList()));
    }
    summary.stopped().ifPresent(why -> out.printf("Not finished: %s%n", why));
    summary
        .resumeFrom()
        .ifPresent(
            from -> out.printf("To go on, run the same command with --from-sample %d%n", from));
    out.flush();
  }

  private ReplaySettings settings(DeviceRef ref) {
    try {
      return new ReplaySettings(
          ref,
          speed == null ? OptionalDouble.empty() : OptionalDouble.of(speed),
          shiftToNow,
          batch == null ? OptionalInt.empty() : OptionalInt.of(batch),
          reverse,
          fromSample);
    } catch (IllegalArgumentException e) {
      throw usage(sentence(e));
    }
  }

  private String password() {
    if (passwordFile != null) {
      try {
        return Passwords.single(passwordFile);
      } catch (Passwords.UnusableException e) {
        throw usage(sentence(e));
      }
    }
    String password = surroundings.environment().apply("AISLE_DEVICE_PASSWORD");
    if (password == null || password.isEmpty()) {
      throw usage(
          "The device needs its password: set AISLE_DEVICE_PASSWORD or give --password-file.");
    }
    return password;
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

  private PrintWriter err() {
    return commandSpec().commandLine().getErr();
  }

  private ParameterException usage(String sentence) {
    return new ParameterException(commandSpec().commandLine(), sentence);
  }

  private static String unusable(Path recording, IOException failure) {
    return switch (failure) {
      case NoSuchFileException e -> "There is no file %s; check the path.".formatted(e.getFile());
      case AccessDeniedException e -> "%s can't be used: permission denied.".formatted(e.getFile());
      default -> "%s can't be used: %s".formatted(recording, sentence(failure));
    };
  }

  private static String sentence(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
