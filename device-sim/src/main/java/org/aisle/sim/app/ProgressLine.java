package org.aisle.sim.app;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.aisle.sim.replay.ReplayProgress;

/** Shows how far a replay has come: a bar on a terminal, else a line every five seconds. */
final class ProgressLine {

  private static final int WIDTH = 30;

  private final PrintWriter out;
  private final boolean terminal;
  private final InstantSource clock;
  private final Duration pause;
  private Instant next;
  private boolean drawn;

  ProgressLine(PrintWriter out, boolean terminal, InstantSource clock) {
    this.out = out;
    this.terminal = terminal;
    this.clock = clock;
    this.pause = terminal ? Duration.ofMillis(100) : Duration.ofSeconds(5);
    this.next = clock.instant().plus(terminal ? Duration.ZERO : pause);
  }

  void show(ReplayProgress progress) {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(pause);
    String numbers =
        "%3d %%  %d rows, %d sent, %d acknowledged, %d rejected"
            .formatted(
                Math.round(progress.share() * 100),
                progress.rows(),
                progress.sent(),
                progress.acknowledged(),
                progress.rejected());
    if (terminal) {
      int full = (int) Math.round(progress.share() * WIDTH);
      out.print("\r[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] " + numbers);
      drawn = true;
    } else {
      out.println(numbers);
    }
    out.flush();
  }

  /** Ends the bar's line. */
  void end() {
    if (drawn) {
      out.println();
    }
  }
}
