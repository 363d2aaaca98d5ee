package org.aisle.backend.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.aisle.backend.alerts.Alert.State;
import org.aisle.backend.evaluation.Occurrence;
import org.aisle.templates.identity.DeviceRef;
import org.junit.jupiter.api.Test;

class AlertsAtOnceTest {

  private static final Instant DAY = Instant.parse("2026-11-20T00:00:00Z");

  private final TestAlerts server = TestAlerts.shared();

  @Test
  void two_that_judge_and_one_that_acknowledges_at_once_never_double_an_alert() throws Exception {
    for (int round = 0; round < 20; round++) {
      DeviceRef device = server.device();
      Occurrence lasts = TestAlerts.occurrence(DAY, null);
      Occurrence earlier = TestAlerts.occurrence(DAY.minusSeconds(600), null);
      server.timeline.judge(
          List.of(TestAlerts.judgement(device, TestAlerts.occurrence(DAY.plusSeconds(60), null))));
      long id = server.of(device).getFirst().id();
      together(
          () -> {
            server.timeline.judge(List.of(TestAlerts.judgement(device, lasts)));
            return 0;
          },
          () -> {
            server.timeline.judge(List.of(TestAlerts.judgement(device, earlier)));
            return 0;
          },
          () -> server.alerts.acknowledge(TestAlerts.APP, java.util.Set.of(id), "ada", null),
          () -> server.alerts.acknowledge(TestAlerts.APP, java.util.Set.of(id), "bob", null));

      List<Alert> alerts = server.of(device);
      assertThat(alerts).hasSize(1);
      assertThat(alerts.getFirst().state()).isEqualTo(State.ACKNOWLEDGED);
      assertThat(alerts.getFirst().occurrence()).isIn(lasts, earlier);
      assertThat(server.kinds(alerts.getFirst()))
          .filteredOn(AlertEvent.Kind.ACKNOWLEDGED::equals)
          .hasSize(1);
    }
  }

  @Test
  void many_that_judge_a_new_occurrence_at_once_raise_it_once() throws Exception {
    for (int round = 0; round < 20; round++) {
      DeviceRef device = server.device();
      Callable<Integer> judge =
          () -> {
            server.timeline.judge(
                List.of(TestAlerts.judgement(device, TestAlerts.occurrence(DAY, null))));
            return 0;
          };
      together(judge, judge, judge, judge);

      assertThat(server.of(device)).hasSize(1);
      assertThat(server.kinds(server.of(device).getFirst()))
          .containsExactly(AlertEvent.Kind.RAISED);
    }
  }

  @SafeVarargs
  private static void together(Callable<?>... acts) throws Exception {
    CyclicBarrier start = new CyclicBarrier(acts.length);
    try (var pool = Executors.newFixedThreadPool(acts.length)) {
      List<Future<?>> running = new ArrayList<>();
      for (Callable<?> act : acts) {
        running.add(
            pool.submit(
                () -> {
                  start.await();
                  return act.call();
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    }
  }
}
