package org.aisle.sim.prove;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code prove}: kills the product's processes while devices send, and looks for what is lost. */
@Command(
    name = "prove",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Kill, cut and fill while devices send, and prove that nothing is lost or doubled.",
    description = {
      "",
      "Starts a server with data of its own, lets simulated devices send, and does a programme of"
          + " faults: kill -9 of each process, a broken network, a full disk, wrong clocks and"
          + " more. Then every reading that was acknowledged to a device must be in the table"
          + " exactly once with its exact values, and nothing else. The same seed gives the same"
          + " programme and the same readings.",
      ""
    },
    footer = {
      "",
      "Exit status: 0 nothing was lost, doubled, changed or invented; 1 something was, or the",
      "product did not recover; 2 wrong usage; 130 interrupted.",
      "",
      "Example: the long run, which takes hours: half of the kills are starts of the server",
      "  ./aisle prove --kills 1000 --seed 1 --report docs/proof-report.md"
    })
public final class ProveCommand implements Callable<Integer> {

  private final Launch launch;
  private final InstantSource clock;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "30",
      description = "How many processes are killed (default: ${DEFAULT-VALUE}).")
  private int kills;

  @Option(
      names = "--server-kills",
      paramLabel = "N",
      description =
          "At most so many of them end the server, beyond one of each sort; its start is what"
              + " takes long (default: no limit).")
  private int serverKills = Integer.MAX_VALUE;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Repeat the programme of that seed (default: a new one, which is printed).")
  private @Nullable Long seed;

  @Option(
      names = "--devices",
      paramLabel = "N",
      defaultValue = "16",
      description = "How many devices send (default: ${DEFAULT-VALUE}).")
  private int devices;

  @Option(
      names = "--topology",
      paramLabel = "T",
      defaultValue = "SERVER",
      description = "server, or gateway: a server and a gateway (default: server).")
  private Settings.Topology topology = Settings.Topology.SERVER;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where data and output of the processes lie; the data goes if all is well, and stays to be"
              + " looked at if not (default: a temporary folder).")
  private @Nullable Path data;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write the report there, in Markdown (default: into the folder of --data).")
  private @Nullable Path report;

  @Option(
      names = "--only",
      paramLabel = "FAULT",
      split = ",",
      description = "Draw from these faults only: ${COMPLETION-CANDIDATES}.")
  private @Nullable Set<Fault> only;

  @Option(
      names = "--without",
      paramLabel = "FAULT",
      split = ",",
      description = "Leave these faults out.")
  private @Nullable Set<Fault> without;

  @Option(names = "--sabotage", hidden = true)
  private @Nullable Sabotage sabotage;

  public ProveCommand() {
    this(Launch.asThisProcess(), InstantSource.system());
  }

  /**
   * @param launch how the product is started
   */
  public ProveCommand(Launch launch, InstantSource clock) {
    this.launch = launch;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    CommandSpec command = java.util.Objects.requireNonNull(spec);
    PrintWriter out = command.commandLine().getOut();
    PrintWriter err = command.commandLine().getErr();
    Interruption interruption = new Interruption(Thread.currentThread());
    try {
      Path folder =
          data == null
              ? Files.createTempDirectory("aisle-proof")
              : Files.createDirectories(data.toAbsolutePath().normalize());
      if (notEmpty(folder)) {
        err.println(
            "aisle: The folder " + folder + " is not empty; choose another one with --data.");
        return 2;
      }
      Path file = report == null ? folder.resolve("report.md") : report;
      Settings settings =
          new Settings(
              launch,
              topology,
              kills,
              serverKills,
              seed == null ? new SecureRandom().nextInt(1_000_000) : seed,
              devices,
              folder,
              file,
              drawn(),
              sabotage);
      Outcome outcome = Proof.run(settings, out);
      Report.write(outcome, clock.instant(), file);
      if (outcome.proven()) {
        empty(folder.resolve("server"));
        empty(folder.resolve("gateway"));
      }
      out.println(outcome.verdict());
      out.println("Seed " + settings.seed() + ", report in " + file);
      out.flush();
      return outcome.interrupted() ? 130 : outcome.proven() ? 0 : 1;
    } catch (IllegalArgumentException e) {
      err.println("aisle: " + e.getMessage());
      return 2;
    } catch (IOException e) {
      err.println("aisle: " + e.getMessage());
      return 1;
    } finally {
      interruption.close();
    }
  }

  private static boolean notEmpty(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.findAny().isPresent();
    }
  }

  private static void empty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** On Ctrl-C, lets the proof stop its processes and tell how far it came. */
  private static final class Interruption implements AutoCloseable {

    private final CountDownLatch told = new CountDownLatch(1);

    Interruption(Thread proof) {
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform()
                  .unstarted(
                      () -> {
                        if (told.getCount() > 0) {
                          proof.interrupt();
                          await();
                        }
                      }));
    }

    private void await() {
      try {
        boolean unused = told.await(150, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      told.countDown();
    }
  }

  /** Empty for all. */
  private Set<Fault> drawn() {
    Set<Fault> drawn = only == null ? Set.of() : only;
    if (without == null) {
      return drawn;
    }
    Set<Fault> left = drawn.isEmpty() ? EnumSet.allOf(Fault.class) : EnumSet.copyOf(drawn);
    left.removeAll(without);
    return left;
  }
}
