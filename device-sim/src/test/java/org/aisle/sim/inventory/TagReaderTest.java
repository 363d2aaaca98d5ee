package org.aisle.sim.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.aisle.sim.world.Asset;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Conditions;
import org.aisle.templates.app.Simulation;
import org.aisle.templates.app.Simulation.BehaviourOutline;
import org.aisle.templates.reading.Value;
import org.junit.jupiter.api.Test;

class TagReaderTest {

  /** A Monday, 6 o'clock in Vienna. */
  private static final Instant START = Instant.parse("2026-06-01T04:00:00Z");

  private static final Duration STEP = Duration.ofSeconds(5);

  private static List<SortedMap<String, Value>> watched(Duration pass, Conditions conditions) {
    BehaviourOutline outline = Simulation.behaviours().get("tag-reader");
    if (outline == null) {
      throw new AssertionError("It is not declared.");
    }
    Asset reader =
        new TagReader()
            .create(
                new AssetSettings(
                    9,
                    "reader-1",
                    48.2,
                    16.37,
                    ZoneId.of("Europe/Vienna"),
                    START,
                    Simulation.complete(outline.parameters(), Map.of())));
    List<SortedMap<String, Value>> reports = new ArrayList<>();
    for (Duration t = STEP; t.compareTo(pass) <= 0; t = t.plus(STEP)) {
      Instant now = START.plus(t);
      reader.advance(now, STEP, conditions);
      if (t.toSeconds() % 300 == 0) {
        reports.add(reader.observe(now));
      }
    }
    return reports;
  }

  private static long count(SortedMap<String, Value> report, String path) {
    if (report.get(path) instanceof Value.Whole whole) {
      return whole.value();
    }
    throw new AssertionError("no count: " + path);
  }

  @Test
  void goods_leave_by_day_and_are_filled_up_in_the_morning() {
    List<SortedMap<String, Value>> days = watched(Duration.ofHours(48), Conditions.SOUND);
    long evening = count(days.get(16 * 12), "totalTags");
    assertThat(evening).isBetween(900L, 1_080L);
    assertThat(days.stream().mapToLong(r -> count(r, "newTags")).sum()).isGreaterThan(120);
    assertThat(days)
        .allSatisfy(
            r -> {
              assertThat(count(r, "activeTags")).isBetween(0L, count(r, "totalTags"));
              assertThat(count(r, "missingTags")).isLessThan(40);
              assertThat(count(r, "unknownTags")).isLessThan(10);
            });
  }

  @Test
  void what_is_stolen_is_missing_until_the_books_are_put_right() {
    List<SortedMap<String, Value>> day =
        watched(
            Duration.ofHours(4),
            Conditions.SOUND.with("theft", Duration.ZERO, Map.of("tags", 80.0)));
    assertThat(count(day.getLast(), "missingTags")).isBetween(75L, 120L);
  }

  @Test
  void a_broken_antenna_hides_its_share_and_without_synchronisation_tags_stay_unknown() {
    List<SortedMap<String, Value>> half =
        watched(
            Duration.ofHours(2),
            Conditions.SOUND.with("antenna-failure", Duration.ZERO, Map.of("percent", 30.0)));
    assertThat(count(half.getLast(), "activeTags") / (double) count(half.getLast(), "totalTags"))
        .isBetween(0.64, 0.74);
    List<SortedMap<String, Value>> alone =
        watched(Duration.ofHours(2), Conditions.SOUND.with("sync-failure"));
    assertThat(count(alone.getLast(), "unknownTags")).isGreaterThan(60);
  }
}
