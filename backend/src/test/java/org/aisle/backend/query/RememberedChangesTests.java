package org.aisle.backend.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.aisle.backend.query.FleetHistory.Change;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.junit.jupiter.api.Test;

class RememberedChangesTests {

  private static final DeviceRef A = DeviceRef.of("changes-app", "a");
  private static final int LIMIT = 5;

  private final TreeMap<Long, Change> stored = new TreeMap<>();
  private final List<String> asked = new ArrayList<>();
  private final RememberedChanges remembered = new RememberedChanges(List.of(A), LIMIT);

  private void happen(long at) {
    Instant instant = LineReducer.instant(at);
    stored.put(at, new Change(A, instant, "door", "false", "true at " + at));
    remembered.watch().changed(new AppId("changes-app"), Map.of(A.device(), instant));
  }

  private List<Change> newest(long from, long to) {
    return stored.subMap(from, to).values().stream()
        .sorted(Comparator.comparing(Change::at).reversed())
        .limit(LIMIT)
        .toList();
  }

  private List<Change> ask(long from, long to) {
    return remembered.of(
        from,
        to,
        (start, finish) -> {
          asked.add(start + " to " + finish);
          return newest(start, finish);
        });
  }

  @Test
  void only_what_is_new_is_read() {
    happen(10);
    happen(20);
    assertThat(ask(0, 100)).isEqualTo(newest(0, 100));
    happen(110);
    assertThat(ask(15, 120)).isEqualTo(newest(15, 120));
    assertThat(ask(15, 120)).isEqualTo(newest(15, 120));
    assertThat(asked).containsExactly("0 to 100", "100 to 120");
  }

  @Test
  void a_late_change_makes_everything_since_be_read_again() {
    happen(10);
    ask(0, 100);
    happen(40);
    assertThat(ask(0, 110)).isEqualTo(newest(0, 110));
    assertThat(asked).containsExactly("0 to 100", "40 to 110");
  }

  @Test
  void whatever_happens_the_answer_is_that_of_reading_everything() {
    Random random = new Random(4);
    for (int step = 1; step < 3_000; step++) {
      int now = 10 * step;
      happen(random.nextInt(3) == 0 ? random.nextInt(now) : now);
      long to = now + random.nextInt(20) - (random.nextInt(20) == 0 ? 300 : 0);
      long from = to - 20 - random.nextInt(400);
      assertThat(ask(from, to)).as("step %d", step).isEqualTo(newest(from, to));
    }
  }
}
