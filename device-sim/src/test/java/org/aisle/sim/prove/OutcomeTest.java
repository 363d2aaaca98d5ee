package org.aisle.sim.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aisle.sim.prove.Account.Totals;
import org.aisle.sim.prove.Programme.Step;
import org.junit.jupiter.api.Test;

/** A verdict says no more than was shown. */
class OutcomeTest {

  private static final Audit.Result SOUND = new Audit.Result(100, 0, Map.of(), List.of());
  private static final Duration SOON = Duration.ofSeconds(3);

  private static Outcome outcome(
      Set<Fault> only, Set<Fault> notDone, boolean interrupted, Audit.Result audit) {
    Settings settings =
        new Settings(
            new Launch(List.of("java")),
            Settings.Topology.SERVER,
            30,
            1_000,
            1,
            2,
            Path.of("data"),
            Path.of("report.md"),
            only,
            null);
    Set<Fault.Where> possible = EnumSet.of(Fault.Where.EVERYWHERE, Fault.Where.DISK);
    Programme programme = Programme.of(1, 30, 1_000, possible, only);
    List<Chronicle.Entry> entries = new ArrayList<>();
    for (Step step : programme.steps()) {
      boolean done = !notDone.contains(step.fault());
      entries.add(
          new Chronicle.Entry(
              Duration.ZERO, step, done ? SOON : null, done ? SOON : null, done ? "" : "Not done"));
    }
    int skipped = (int) entries.stream().filter(entry -> entry.all() == null).count();
    return new Outcome(
        settings,
        programme,
        entries,
        Duration.ofMinutes(5),
        new Totals(100, 100, 100, 100),
        2,
        0,
        new Outcome.Troubles(programme.steps().size(), skipped, 0, 0, interrupted ? 0 : 1),
        audit,
        null,
        interrupted);
  }

  @Test
  void a_proof_says_which_faults_it_did_not_exercise_and_why() {
    Outcome outcome = outcome(Set.of(), Set.of(Fault.FULL_DISK), false, SOUND);
    assertThat(outcome.proven()).isTrue();
    assertThat(outcome.verdict())
        .startsWith("PROVEN: all 100")
        .contains("Not done: 1 of ")
        .endsWith("Not exercised: KILL_GATEWAY, PAUSE_GATEWAY, ROLLING, FULL_DISK.");
    assertThat(Report.of(outcome, Instant.EPOCH))
        .contains("- the disk is full: planned, and not done")
        .contains("- kill -9 of the gateway: needs --topology gateway");
  }

  @Test
  void a_programme_of_some_faults_says_that_it_was_one() {
    Outcome outcome = outcome(Set.of(Fault.KILL_SERVER), Set.of(), false, SOUND);
    assertThat(outcome.verdict()).endsWith("Only some faults were drawn from.");
    assertThat(Report.of(outcome, Instant.EPOCH))
        .contains("- the road is cut: left out by --only")
        .contains("--devices 2 --server-kills 1000 --only KILL_SERVER`");
  }

  @Test
  void a_run_that_ended_early_or_lost_something_is_no_proof() {
    Outcome early = outcome(Set.of(), Set.of(), true, Audit.Result.NOTHING);
    assertThat(early.proven()).isFalse();
    assertThat(early.verdict()).startsWith("INTERRUPTED").contains("nothing is proven");
    assertThat(Report.of(early, Instant.EPOCH)).contains("| **lost** | not compared |");
    Audit.Result lost = new Audit.Result(99, 0, Map.of(Finding.Kind.LOST, 1), List.of());
    assertThat(outcome(Set.of(), Set.of(), false, lost).verdict()).startsWith("FAILED: 1 lost");
  }
}
