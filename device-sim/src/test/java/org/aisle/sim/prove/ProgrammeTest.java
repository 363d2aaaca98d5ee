package org.aisle.sim.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.aisle.sim.prove.Programme.Step;
import org.junit.jupiter.api.Test;

class ProgrammeTest {

  private static final Set<Fault.Where> ROOT = EnumSet.of(Fault.Where.EVERYWHERE, Fault.Where.DISK);

  @Test
  void the_same_seed_gives_the_same_programme() {
    assertThat(Programme.of(5, 30, 1_000, ROOT, Set.of()))
        .isEqualTo(Programme.of(5, 30, 1_000, ROOT, Set.of()));
    assertThat(Programme.of(6, 30, 1_000, ROOT, Set.of()).steps())
        .isNotEqualTo(Programme.of(5, 30, 1_000, ROOT, Set.of()).steps());
  }

  @Test
  void there_are_enough_kills_and_every_fault_that_can_be_done() {
    for (long seed = 0; seed < 50; seed++) {
      Programme programme = Programme.of(seed, 30, 1_000, ROOT, Set.of());
      assertThat(programme.kills()).isBetween(30, 31);
      assertThat(programme.steps().stream().map(Step::fault).filter(f -> f.kills() > 0))
          .contains(
              Fault.KILL_SERVER,
              Fault.KILL_STARTING,
              Fault.KILL_POSTGRES,
              Fault.KILL_BACKEND,
              Fault.KILL_BOTH,
              Fault.KILL_QUEUED)
          .doesNotContain(Fault.KILL_GATEWAY);
      assertThat(programme.steps().stream().map(Step::fault).filter(f -> f.kills() == 0))
          .contains(
              Fault.CUT,
              Fault.SLOW,
              Fault.NARROW,
              Fault.HALF_OPEN,
              Fault.RESTART_SERVER,
              Fault.TAKE_OVER,
              Fault.TWICE,
              Fault.CLOCKS,
              Fault.LOCK_TABLE,
              Fault.READ_ONLY,
              Fault.NO_CONNECTIONS,
              Fault.PAUSE_SERVER,
              Fault.PAUSE_POSTGRES,
              Fault.FULL_DISK,
              Fault.FULL_DISK_QUEUED)
          .doesNotContain(Fault.ROLLING, Fault.PAUSE_GATEWAY);
    }
  }

  @Test
  void what_needs_root_or_a_gateway_is_left_out_without() {
    assertThat(Programme.of(1, 200, 1_000, EnumSet.of(Fault.Where.EVERYWHERE), Set.of()).steps())
        .extracting(step -> step.fault().where())
        .containsOnly(Fault.Where.EVERYWHERE);
  }

  @Test
  void a_programme_of_some_faults_has_no_others() {
    assertThat(
            Programme.of(1, 10, 1_000, ROOT, Set.of(Fault.KILL_QUEUED, Fault.FULL_DISK))
                .steps()
                .stream()
                .map(Step::fault))
        .hasSize(12)
        .contains(Fault.FULL_DISK, Fault.KILL_QUEUED)
        .doesNotContain(Fault.KILL_SERVER, Fault.CUT);
  }

  @Test
  void kills_that_end_the_server_can_be_few_and_are_then_made_up_for_by_others() {
    for (long seed = 0; seed < 50; seed++) {
      Programme programme = Programme.of(seed, 30, 8, ROOT, Set.of());
      assertThat(programme.kills()).isBetween(30, 31);
      assertThat(programme.steps().stream().map(Step::fault).filter(Fault::endsServer))
          .hasSizeBetween(4, 8)
          .contains(Fault.KILL_SERVER, Fault.KILL_STARTING, Fault.KILL_BOTH, Fault.KILL_QUEUED);
    }
    assertThat(Programme.of(1, 30, 3, ROOT, Set.of(Fault.KILL_SERVER)).kills()).isEqualTo(3);
  }

  @Test
  void without_kills_nothing_is_done() {
    assertThat(Programme.of(1, 0, 1_000, ROOT, Set.of()).steps()).isEmpty();
  }

  @Test
  void readings_are_a_function_of_the_seed_and_no_two_share_an_instant_whatever_the_clock() {
    assertThat(ProbeReading.of(1, "a", 7, Duration.ZERO))
        .isEqualTo(ProbeReading.of(1, "a", 7, Duration.ZERO))
        .isNotEqualTo(ProbeReading.of(2, "a", 7, Duration.ZERO));
    Set<java.time.Instant> instants = new HashSet<>();
    for (int days = -1; days <= 1; days++) {
      for (int number = 0; number < 300_000; number++) {
        instants.add(ProbeReading.observedAt(number, Duration.ofDays(days)));
      }
    }
    assertThat(instants).hasSize(900_000);
  }
}
