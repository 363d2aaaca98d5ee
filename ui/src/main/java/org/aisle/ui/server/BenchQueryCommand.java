package org.aisle.ui.server;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.aisle.backend.bench.BenchSize;
import org.aisle.backend.bench.QueryBench;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    description = {
      "Fills a year of invented readings and prints how long the questions of a fleet take.",
      "",
      "What is filled stays in the data folder, so that a run that was stopped goes on where it was,"
          + " and the next one only asks. 100 million readings take about 15 GB.",
    },
    footer = {
      "",
      "Examples:",
      "  ./aisle bench query --data /tmp/bench --readings 1000000,10000000",
      "  ./aisle bench query --data /tmp/bench --readings 100000000 --devices 10000"
    })
final class BenchQueryCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "A folder for the benchmark's data; not one of a server that is in use.")
  private Path data = Path.of("bench");

  @Option(
      names = "--readings",
      paramLabel = "N",
      split = ",",
      defaultValue = "1000000",
      description = "How many; several sizes show how the times grow (default: 1000000).")
  private List<Long> readings = List.of(1_000_000L);

  @Option(
      names = "--devices",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Of how many devices (default: 10000).")
  private int devices = 10_000;

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description = "Use this PostgreSQL or TimescaleDB, a JDBC URL with the user, instead.")
  private @Nullable String databaseUrl;

  @Override
  public Integer call() throws InterruptedException, ExecutionException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
    List<BenchSize> sizes;
    try {
      sizes = readings.stream().map(number -> new BenchSize(number, devices)).toList();
    } catch (IllegalArgumentException e) {
      return refuse(err, e.getMessage(), 2);
    }
    ServerOptions options = new ServerOptions(data, 0, 0, databaseUrl, null);
    return switch (Preflight.check(options.data(), 0, 0)) {
      case Preflight.Finding.Blocked blocked -> refuse(err, blocked.sentence(), 1);
      case Preflight.Finding.Clear clear -> {
        try (ConfigurableApplicationContext context = AisleServer.start(options)) {
          context.getBean(QueryBench.class).run(sizes, out);
          yield clear.lock().isValid() ? 0 : 1;
        } catch (CannotStart e) {
          yield refuse(err, e.getMessage(), 1);
        }
      }
    };
  }

  private static int refuse(PrintWriter err, @Nullable String sentence, int code) {
    err.println("aisle: " + sentence);
    err.flush();
    return code;
  }
}
