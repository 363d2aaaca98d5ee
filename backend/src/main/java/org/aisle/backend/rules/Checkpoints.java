package org.aisle.backend.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which earlier states of a device are kept: at most one per stretch of age, so that at most ten
 * are. Within a stretch the oldest stays, so that it grows into the next. For one thread at a time.
 */
final class Checkpoints {

  private static final List<Duration> STRETCHES =
      List.of(
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofDays(2),
          Duration.ofDays(4),
          Duration.ofDays(8),
          Duration.ofDays(16),
          Duration.ofDays(32));

  private final TreeSet<Instant> all = new TreeSet<>();
  private final TreeMap<Instant, byte[]> added = new TreeMap<>();
  private final Set<Instant> dropped = new HashSet<>();

  /**
   * @param stored those in the database
   * @param valid whether such a one still holds
   */
  Checkpoints(List<Instant> stored, java.util.function.Predicate<Instant> valid) {
    for (Instant each : stored) {
      (valid.test(each) ? all : dropped).add(each);
    }
  }

  @Nullable Instant newest() {
    return all.isEmpty() ? null : all.last();
  }

  void add(Instant through, byte[] state) {
    if (all.add(through)) {
      added.put(through, state);
      thin();
    }
  }

  private void thin() {
    Instant now = all.last();
    int last = -1;
    for (Instant each : List.copyOf(all)) {
      int stretch = stretch(Duration.between(each, now));
      boolean oldestOfAll = stretch == STRETCHES.size();
      if (stretch == last) {
        drop(oldestOfAll ? all.lower(each) : each);
      }
      last = stretch;
    }
  }

  private void drop(@Nullable Instant through) {
    if (through != null && !through.equals(all.last())) {
      all.remove(through);
      if (added.remove(through) == null) {
        dropped.add(through);
      }
    }
  }

  private static int stretch(Duration age) {
    int stretch = 0;
    while (stretch < STRETCHES.size() && age.compareTo(STRETCHES.get(stretch)) >= 0) {
      stretch++;
    }
    return stretch;
  }

  /** What the database does not have yet. */
  Map<Instant, byte[]> added() {
    return Map.copyOf(added);
  }

  /** What the database has in vain. */
  List<Instant> dropped() {
    return new ArrayList<>(dropped);
  }

  /** The database has and lacks what it should. */
  void kept() {
    added.clear();
    dropped.clear();
  }

  int size() {
    return all.size();
  }
}
