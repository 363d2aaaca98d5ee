package org.aisle.sim.prove;

import java.time.Duration;
import java.util.List;
import org.aisle.sim.prove.Account.Totals;
import org.jspecify.annotations.Nullable;

/** How a proof ended. */
record Outcome(
    Settings settings,
    Programme programme,
    List<Chronicle.Entry> entries,
    Duration took,
    Totals totals,
    long connects,
    long refused,
    Troubles troubles,
    Audit.Result audit,
    @Nullable String stuck,
    boolean interrupted) {

  /**
   * What went otherwise than planned.
   *
   * @param done steps that were done
   * @param skipped of those, how many could not be done
   * @param failedStarts how often the server ended by itself
   * @param restartedForDatabase how often it was restarted because PostgreSQL stayed away
   * @param audits how often ledger and tables were compared
   */
  record Troubles(int done, int skipped, int failedStarts, int restartedForDatabase, int audits) {}

  /** Whether everything was done, and nothing was lost, doubled, changed or invented. */
  boolean proven() {
    return stuck == null && !interrupted && troubles.audits > 0 && audit.sound();
  }

  String verdict() {
    if (interrupted) {
      return "INTERRUPTED after %d of %d steps; nothing is proven."
          .formatted(troubles.done, programme.steps().size());
    }
    if (!audit.sound()) {
      return "FAILED: %d lost, %d doubled, %d changed, %d invented."
          .formatted(
              audit.count(Finding.Kind.LOST),
              audit.count(Finding.Kind.DOUBLED),
              audit.count(Finding.Kind.CHANGED),
              audit.count(Finding.Kind.INVENTED));
    }
    if (stuck != null) {
      return "FAILED: " + stuck;
    }
    return "PROVEN: all %d acknowledged readings are stored once with their values, and nothing else but %d that were sent and not acknowledged."
        .formatted(totals.acknowledged(), audit.unpromised());
  }
}
