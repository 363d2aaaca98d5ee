package org.aisle.sim.fleet;

import static org.aisle.sim.fleet.TestFleets.START;
import static org.aisle.sim.fleet.TestFleets.cooler;
import static org.aisle.sim.fleet.TestFleets.fault;
import static org.aisle.sim.fleet.TestFleets.fleet;
import static org.aisle.sim.fleet.TestFleets.from;
import static org.aisle.sim.fleet.TestFleets.play;
import static org.aisle.sim.fleet.TestFleets.simulation;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.aisle.sim.publish.OutgoingMessage;
import org.aisle.templates.app.AppTemplate;
import org.junit.jupiter.api.Test;

class DeterminismTest {

  private static final Duration DAY = Duration.ofDays(1);

  private static Simulation five() {
    Duration hour = Duration.ofHours(1);
    return simulation(
        Duration.ofMinutes(1),
        cooler("cooler-1"),
        cooler("cooler-2", fault("outage", hour, hour, Map.of())),
        cooler("cooler-3", fault("duplicates", hour, hour.multipliedBy(9), Map.of())),
        cooler("cooler-4", fault("disorder", hour, hour.multipliedBy(9), Map.of())),
        cooler("cooler-5", fault("missing-fields", hour, hour.multipliedBy(9), Map.of())));
  }

  private static String hash(List<OutgoingMessage> messages) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    messages.forEach(message -> digest.update(message.payload()));
    return HexFormat.of().formatHex(digest.digest());
  }

  @Test
  void the_same_seed_gives_the_same_bytes() throws Exception {
    List<OutgoingMessage> first = play(fleet(five(), from(START)), DAY);
    List<OutgoingMessage> second = play(fleet(five(), from(START)), DAY);
    assertThat(first).hasSizeGreaterThan(5 * 1300);
    assertThat(hash(first)).isEqualTo(hash(second));
  }

  @Test
  void another_seed_gives_other_bytes() throws Exception {
    List<OutgoingMessage> first = play(fleet(five(), from(START)), DAY);
    List<OutgoingMessage> second = play(fleet(five().withSeed(43), from(START)), DAY);
    assertThat(hash(first)).isNotEqualTo(hash(second));
  }

  @Test
  void the_bytes_do_not_depend_on_threads_or_scheduling() throws Exception {
    Map<String, String> together =
        play(fleet(five(), from(START)), DAY).stream()
            .collect(Collectors.groupingBy(m -> m.device().device().value()))
            .entrySet()
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> hashOf(e.getValue())));
    Map<String, String> apart = new ConcurrentHashMap<>();
    List<Thread> threads =
        five().fleet().members().stream()
            .map(
                member ->
                    Thread.ofPlatform()
                        .start(() -> apart.put(member.device(), hashOf(alone(member)))))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(apart).isEqualTo(together);
  }

  private static List<OutgoingMessage> alone(AppTemplate.Member member) {
    return play(fleet(simulation(Duration.ofMinutes(1), member), from(START)), DAY);
  }

  private static String hashOf(List<OutgoingMessage> messages) {
    try {
      return hash(messages);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
