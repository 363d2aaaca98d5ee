package org.aisle.ui.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.aisle.sim.prove.Launch;
import org.aisle.sim.prove.ProveCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The product in processes of its own is killed, cut off and starved; nothing is lost. */
class ProofTest {

  private static final int KILLS = Integer.getInteger("aisle.test.kills", 30);

  /** Each is a start of the server, which takes longest on a slow machine. */
  private static final int SERVER_KILLS = Integer.getInteger("aisle.test.server-kills", 8);

  @TempDir private Path folder;

  /** A server on the class path of the tests. */
  private static Launch launch() {
    return new Launch(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx512m",
            "-Duser.timezone=UTC",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Aisle.class.getName()));
  }

  private int prove(PrintWriter out, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--data", folder.resolve("run").toString(),
                "--report", folder.resolve("report.md").toString()));
    arguments.addAll(List.of(more));
    return new CommandLine(new ProveCommand(launch(), InstantSource.system()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(out)
        .setErr(out)
        .execute(arguments.toArray(String[]::new));
  }

  private static List<String> processes(Path folder) {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .filter(command -> command.contains(folder.toString()))
        .toList();
  }

  /** Filling the disk is among it where that can be done, that is for root on Linux. */
  @Test
  void nothing_acknowledged_is_lost_or_doubled_by_thirty_kills_and_every_other_fault()
      throws IOException {
    String seed = Long.getLong("aisle.test.seed", 1).toString();
    PrintWriter out = new PrintWriter(System.out, true);
    int status =
        prove(out, "--kills", KILLS + "", "--server-kills", SERVER_KILLS + "", "--seed", seed);
    assertThat(status).as("seed %s (-Daisle.test.seed=%s)", seed, seed).isZero();
    assertThat(Files.readString(folder.resolve("report.md")))
        .contains("**PROVEN", "--seed " + seed, "| **lost** | 0 |", "| **doubled** | 0 |");
    assertThat(processes(folder)).isEmpty();
  }

  @Test
  void a_row_that_vanishes_from_the_table_is_found() throws IOException {
    StringWriter out = new StringWriter();
    int status = prove(new PrintWriter(out), "--kills", "0", "--seed", "1", "--sabotage", "lose");
    assertThat(status).as(out.toString()).isEqualTo(1);
    assertThat(out.toString()).contains("FAILED: 1 lost, 0 doubled, 0 changed, 0 invented.");
    assertThat(Files.readString(folder.resolve("report.md"))).contains("| **lost** | 1 |");
    assertThat(processes(folder)).isEmpty();
  }
}
