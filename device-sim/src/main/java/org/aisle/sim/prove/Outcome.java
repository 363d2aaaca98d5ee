package org.aisle.sim.prove;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.aisle.sim.prove.Account.Totals;
import org.aisle.sim.prove.Programme.Step;
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

  /** The faults that were not done even once. */
  Set<Fault> absent() {
    Set<Fault> absent = EnumSet.allOf(Fault.class);
    for (Chronicle.Entry entry : entries) {
      Step step = entry.step();
      if (step != null && entry.all() != null) {
        absent.remove(step.fault());
      }
    }
    return absent;
  }

  /** Why that fault was not done. */
  String reason(Fault fault) {
    if (programme.steps().stream().anyMatch(step -> step.fault() == fault)) {
      return "planned, and not done";
    }
    if (!settings.only().isEmpty() && !settings.only().contains(fault)) {
      return "left out by --only";
    }
    return switch (fault.where()) {
      case GATEWAY -> "needs --topology gateway";
      case DISK -> "needs root, for a small disk of its own";
      case EVERYWHERE -> "not drawn; there were too few kills";
    };
  }

  /** What a reader must not take as shown; empty when every planned step was done. */
  private String reservations() {
    String text = "";
    if (troubles.skipped > 0) {
      text += " Not done: %d of %d steps.".formatted(troubles.skipped, programme.steps().size());
    }
    String never =
        absent().stream()
            .filter(fault -> settings.only().isEmpty() || settings.only().contains(fault))
            .map(Fault::name)
            .collect(Collectors.joining(", "));
    if (!settings.only().isEmpty()) {
      text += " Only some faults were drawn from.";
    }
    return never.isEmpty() ? text : text + " Not exercised: " + never + ".";
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
            .formatted(totals.acknowledged(), audit.unpromised())
        + reservations();
  }
}
