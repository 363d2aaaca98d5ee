package org.aisle.ui.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a server with a durable database and an app with its rules on, publishes at QoS 1,"
          + " and prints what was acknowledged and stored per second, how soon, and at what cost:"
          + " beside the broker alone and a COPY of the same rows.",
      "",
      "Generator, broker and database share this machine. Exits 1 when a message that was"
          + " acknowledged is not in the table."
    })
final class IngestCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--devices",
      paramLabel = "N",
      defaultValue = "200",
      description = "How many devices publish (default: 200).")
  private int devices = 200;

  @Option(
      names = "--window",
      paramLabel = "N",
      defaultValue = "4",
      description = "Messages of a device that may be unacknowledged at once (default: 4).")
  private int window = 4;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "How long each stretch is measured (default: 60).")
  private int seconds = 60;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "90",
      description =
          "For how many seconds the server works before it is measured: its just-in-time compiler"
              + " needs them (default: 90).")
  private int warmUp = 90;

  @Option(names = "--batched", description = "Send arrays of ten samples instead of single ones.")
  private boolean batched;

  @Option(names = "--without-comparison", description = "Leave out the broker alone and the COPY.")
  private boolean withoutComparison;

  @Option(
      names = "--idle-sessions",
      paramLabel = "N",
      defaultValue = "0",
      description = "Connect so many more silent sessions at the end and tell the memory.")
  private int idleSessions;

  @Option(
      names = "--overload",
      paramLabel = "30m",
      defaultValue = "0m",
      description = "Offer three times of what was reached for so many minutes at the end.")
  private String overload = "0m";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "An empty or new folder to work in; kept (default: a temporary one, deleted).")
  private @Nullable Path data;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    CommandSpec command = Objects.requireNonNull(spec);
    PrintWriter out = command.commandLine().getOut();
    if (!overload.matches("[0-9]{1,4}m?")) {
      PrintWriter err = command.commandLine().getErr();
      err.println("aisle: --overload takes minutes, like 30m.");
      err.flush();
      return 2;
    }
    Path given = data;
    Path folder = given == null ? Files.createTempDirectory("aisle-bench") : given.toAbsolutePath();
    try {
      IngestBench bench =
          new IngestBench(
              new IngestBench.Settings(
                  devices,
                  window,
                  Duration.ofSeconds(warmUp),
                  Duration.ofSeconds(seconds),
                  batched ? 10 : 1,
                  !withoutComparison,
                  idleSessions,
                  Duration.ofMinutes(Integer.parseInt(overload.replace("m", "")))),
              folder,
              InstantSource.system(),
              line -> {
                out.println(line);
                out.flush();
              });
      return bench.run() ? 0 : 1;
    } finally {
      if (given == null) {
        BenchFolder.delete(folder);
      }
    }
  }
}
