package org.aisle.sim.prove;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.aisle.sim.prove.Chronicle.Entry;

/** A proof's outcome in Markdown. */
final class Report {

  private static final String NOT_COMPARED = "not compared";

  private final Outcome outcome;
  private final StringBuilder text = new StringBuilder();

  private Report(Outcome outcome) {
    this.outcome = outcome;
  }

  static void write(Outcome outcome, Instant now, Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, of(outcome, now));
  }

  static String of(Outcome outcome, Instant now) {
    return new Report(outcome).all(now);
  }

  private String all(Instant now) {
    Settings settings = outcome.settings();
    line("# Proof of delivery");
    line("");
    line("**" + outcome.verdict() + "**");
    line("");
    line(
        "`./aisle prove --topology %s --kills %d --seed %d --devices %d%s`, ended %s after %s."
            .formatted(
                settings.topology().name().toLowerCase(Locale.ROOT),
                settings.kills(),
                settings.seed(),
                settings.devices(),
                narrowed(settings),
                now.truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
                outcome.took().truncatedTo(java.time.temporal.ChronoUnit.SECONDS)));
    line("Machine: " + machine() + ".");
    line("");
    numbers();
    faults();
    timeline();
    return text.toString();
  }

  private static String narrowed(Settings settings) {
    String text =
        settings.serverKills() == Integer.MAX_VALUE
            ? ""
            : " --server-kills " + settings.serverKills();
    return settings.only().isEmpty()
        ? text
        : text
            + " --only "
            + settings.only().stream().map(Fault::name).sorted().collect(Collectors.joining(","));
  }

  private void numbers() {
    row("what", "number");
    row("---", "---:");
    row("kills with SIGKILL", kills());
    row(
        "steps done / could not be done",
        outcome.troubles().done() + " / " + outcome.troubles().skipped());
    row("connections made by devices", outcome.connects());
    row("messages transmitted, repeats included", outcome.totals().transmissions());
    row("messages acknowledged", outcome.totals().acknowledgements());
    row("messages refused with a reason code, and sent again", outcome.refused());
    row("readings sent", outcome.totals().sent());
    row("readings acknowledged", outcome.totals().acknowledged());
    boolean compared = outcome.troubles().audits() > 0;
    row("readings stored", compared ? outcome.audit().rows() : NOT_COMPARED);
    row(
        "of those sent but never acknowledged",
        compared ? outcome.audit().unpromised() : NOT_COMPARED);
    for (Finding.Kind kind : Finding.Kind.values()) {
      row(
          "**" + kind.name().toLowerCase(Locale.ROOT) + "**",
          compared ? outcome.audit().count(kind) : NOT_COMPARED);
    }
    row("comparisons of ledger and tables", outcome.troubles().audits());
    row("the server ended by itself", outcome.troubles().failedStarts());
    row("restarts because PostgreSQL stayed away", outcome.troubles().restartedForDatabase());
    line("");
  }

  private int kills() {
    return outcome.entries().stream()
        .filter(entry -> entry.step() != null && entry.all() != null)
        .mapToInt(entry -> entry.step() == null ? 0 : entry.step().fault().kills())
        .sum();
  }

  /** For each fault how often, and how long until all was well again. */
  private void faults() {
    Map<Fault, List<Entry>> byFault = new EnumMap<>(Fault.class);
    for (Entry entry : outcome.entries()) {
      if (entry.step() != null) {
        byFault.computeIfAbsent(entry.step().fault(), f -> new ArrayList<>()).add(entry);
      }
    }
    line(
        "Time until devices were acknowledged again what they sent, from the kill or the end of the");
    line(
        "fault: the first device, and all of them with the database answering (median / longest).");
    line("");
    row("fault", "times", "first device", "all devices");
    row("---", "---:", "---:", "---:");
    byFault.forEach(
        (fault, entries) ->
            row(
                fault.sentence(),
                entries.size(),
                spread(entries.stream().map(Entry::first).toList()),
                spread(entries.stream().map(Entry::all).toList())));
    line("");
    if (!outcome.absent().isEmpty()) {
      line("## Not exercised");
      line("");
      for (Fault fault : outcome.absent()) {
        line("- " + fault.sentence() + ": " + outcome.reason(fault));
      }
      line("");
    }
  }

  private static String spread(List<? extends @org.jspecify.annotations.Nullable Duration> times) {
    List<Duration> known = new ArrayList<>();
    times.forEach(
        time -> {
          if (time != null) {
            known.add(time);
          }
        });
    if (known.isEmpty()) {
      return "";
    }
    known.sort(null);
    return Chronicle.seconds(known.get(known.size() / 2))
        + " / "
        + Chronicle.seconds(known.getLast());
  }

  private void timeline() {
    line("## Timeline");
    line("");
    row("at", "step", "what", "first device", "all devices", "note");
    row("---:", "---:", "---", "---:", "---:", "---");
    for (Entry entry : outcome.entries()) {
      row(
          Chronicle.seconds(entry.at()),
          entry.step() == null ? "" : entry.step().number(),
          entry.step() == null ? "" : entry.step().fault().sentence(),
          entry.first() == null ? "" : Chronicle.seconds(entry.first()),
          entry.all() == null ? "" : Chronicle.seconds(entry.all()),
          entry.note().replace('|', '/').replace("\n", " "));
    }
  }

  private static String machine() {
    long memory =
        ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system
            ? system.getTotalMemorySize() >> 20
            : 0;
    return "%d cores, %d MB of memory, %s %s on %s, Java %s, load %.1f at the end"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            memory,
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch"),
            System.getProperty("java.version"),
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private void row(Object... cells) {
    StringBuilder row = new StringBuilder("|");
    for (Object cell : cells) {
      row.append(' ').append(cell).append(" |");
    }
    line(row.toString());
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
