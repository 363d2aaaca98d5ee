package org.aisle.sim.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.aisle.sim.world.Conditions;
import org.aisle.templates.reading.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckoutModelTest {

  private static final Duration DAY = Duration.ofDays(1);

  @ParameterizedTest
  @ValueSource(strings = {"none", "rush", "short-staffed", "till-down", "lane-unnoticed"})
  void whoever_arrived_was_served_or_gave_up_or_stands_in_a_lane(String kind) {
    Conditions conditions =
        kind.equals("none") ? Conditions.SOUND : Stores.wrong("checkout", kind, Map.of());
    Stores.checkout(Map.of())
        .watch(
            DAY,
            conditions,
            checkout -> {
              assertThat(checkout.arrived())
                  .isEqualTo(checkout.served() + checkout.gaveUp() + checkout.inLanes());
              assertThat(checkout.lanes())
                  .allSatisfy(lane -> assertThat(lane.size()).isNotNegative());
            });
  }

  @Test
  void nobody_queues_in_a_closed_store() {
    Stores<CheckoutModel> store = Stores.checkout(Map.of());
    store.watch(
        Duration.ofDays(8),
        Conditions.SOUND,
        checkout -> {
          double hour = OpeningHoursTest.HOURS.hourOfDay(store.now);
          if (hour < 7 || hour >= 22.5) {
            assertThat(checkout.inLanes()).isZero();
            assertThat(checkout.lanes()).noneMatch(CheckoutLane::open);
          }
        });
    assertThat(store.asset.served()).isGreaterThan(5_000);
  }

  @Test
  void customers_come_as_often_as_they_should_and_more_in_the_evening() {
    Stores<CheckoutModel> store = Stores.checkout(Map.of("customersPerHour", 60.0));
    Map<Integer, Long> byHour = new HashMap<>();
    long[] before = {0};
    store.watch(
        Duration.ofDays(28),
        Conditions.SOUND,
        checkout -> {
          byHour.merge(
              (int) OpeningHoursTest.HOURS.hourOfDay(store.now),
              checkout.arrived() - before[0],
              Long::sum);
          before[0] = checkout.arrived();
        });
    double perOpenHour = store.asset.arrived() / (28 * 15.0);
    assertThat(perOpenHour).isBetween(56.0, 64.0);
    assertThat(byHour.getOrDefault(17, 0L)).isGreaterThan(2 * byHour.getOrDefault(9, 0L));
    assertThat(byHour.getOrDefault(12, 0L)).isGreaterThan(byHour.getOrDefault(15, 0L));
    assertThat(byHour.getOrDefault(3, 0L)).isZero();
  }

  @Test
  void further_lanes_open_when_queues_are_long_and_close_again() {
    List<Long> open = new ArrayList<>();
    Stores.checkout(Map.of())
        .watch(
            DAY,
            Conditions.SOUND,
            checkout -> open.add(checkout.lanes().stream().filter(CheckoutLane::open).count()));
    assertThat(open).contains(0L, 1L, 2L);
    assertThat(open.getLast()).isZero();
  }

  @Test
  void with_one_cashier_the_evening_queue_is_long() {
    assertThat(longestQueue(Conditions.SOUND)).isLessThan(8);
    assertThat(longestQueue(Stores.wrong("checkout", "short-staffed", Map.of()))).isGreaterThan(10);
  }

  private static int longestQueue(Conditions conditions) {
    int[] longest = {0};
    Stores.checkout(Map.of())
        .watch(
            DAY,
            conditions,
            checkout ->
                longest[0] =
                    Math.max(
                        longest[0],
                        checkout.lanes().stream().mapToInt(CheckoutLane::size).max().orElse(0)));
    return longest[0];
  }

  @Test
  void before_a_till_that_does_not_work_somebody_waits_for_minutes() {
    Stores<CheckoutModel> store = Stores.checkout(Map.of());
    store.let(Duration.ofHours(12), Conditions.SOUND);
    store.let(Duration.ofMinutes(15), Stores.wrong("checkout", "till-down", Map.of("lane", 1.0)));
    assertThat(Stores.number(store.asset.observe(store.now), "DwellTime1")).isGreaterThan(600);
  }

  @Test
  void nobody_goes_to_a_lane_that_is_not_noticed() {
    Stores<CheckoutModel> store = Stores.checkout(Map.of());
    store.let(Duration.ofHours(10), Conditions.SOUND);
    List<Integer> second = new ArrayList<>();
    boolean[] opened = {false};
    store.watch(
        Duration.ofHours(3),
        Stores.wrong("checkout", "lane-unnoticed", Map.of("lane", 2.0)),
        checkout -> {
          opened[0] |= checkout.lanes().get(1).open();
          if (store.now.isAfter(Stores.MONDAY.plus(Duration.ofHours(11)))) {
            second.add(checkout.lanes().get(1).size());
          }
        });
    assertThat(opened[0]).isTrue();
    assertThat(second).containsOnly(0);
  }

  @Test
  void at_night_nothing_moves_unless_somebody_walks_about() {
    Stores<CheckoutModel> store = Stores.checkout(Map.of());
    store.let(Duration.ofHours(2), Conditions.SOUND);
    assertThat(store.asset.observe(store.now))
        .containsEntry("occupied", new Value.Flag(false))
        .containsEntry("motionCount", new Value.Whole(0));
    store.let(Duration.ofMinutes(5), Stores.wrong("checkout", "after-hours", Map.of()));
    SortedMap<String, Value> values = store.asset.observe(store.now);
    assertThat(values).containsEntry("occupied", new Value.Flag(true));
    assertThat(Stores.number(values, "motionCount")).isGreaterThan(10);
  }

  @Test
  void what_is_counted_since_the_last_report_adds_up() {
    Stores<CheckoutModel> store = Stores.checkout(Map.of());
    double served = 0;
    double arrivals = 0;
    for (int i = 0; i < 24; i++) {
      store.let(Duration.ofHours(1), Conditions.SOUND);
      SortedMap<String, Value> values = store.asset.observe(store.now);
      served += Stores.number(values, "served");
      arrivals += Stores.number(values, "arrivals");
    }
    assertThat(served).isEqualTo(store.asset.served());
    assertThat(arrivals).isEqualTo(store.asset.arrived());
  }
}
