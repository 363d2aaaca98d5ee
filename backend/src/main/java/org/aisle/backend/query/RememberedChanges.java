package org.aisle.backend.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import org.aisle.backend.query.FleetHistory.Change;
import org.aisle.templates.identity.DeviceRef;

/**
 * The newest changes of states of some devices over one stretch of time, all of them from {@code
 * from} on. Thread-safe: who asks while another reads waits for that answer.
 */
final class RememberedChanges {

  private final ChangeWatch watch;
  private final int limit;
  private List<Change> known = List.of();
  private long from;
  private long to;

  RememberedChanges(Collection<DeviceRef> devices, int limit) {
    this.watch = new ChangeWatch(devices);
    this.limit = limit;
  }

  ChangeWatch watch() {
    return watch;
  }

  /**
   * @param start inclusive, in microseconds
   * @param finish exclusive
   * @param read reads the newest changes of a stretch, at most {@code limit}, the newest first
   */
  synchronized List<Change> of(long start, long finish, BiFunction<Long, Long, List<Change>> read) {
    long wrong = watch.reading(Math.max(to, finish));
    if (wrong < to) {
      to = Math.max(from, wrong);
      known = known.stream().filter(change -> at(change) < to).toList();
    }
    if (from < to && start <= to && to <= finish) {
      List<Change> all = new ArrayList<>(to < finish ? read.apply(to, finish) : List.of());
      boolean enough = all.size() >= limit;
      if (!enough) {
        all.addAll(known);
      }
      long since = enough ? at(all.getLast()) : from;
      remember(all, since, finish);
      List<Change> wanted = known.stream().filter(change -> at(change) >= start).toList();
      if (start >= from || wanted.size() >= limit) {
        return wanted;
      }
    }
    List<Change> all = read.apply(start, finish);
    remember(all, all.size() < limit ? start : at(all.getLast()), finish);
    return known;
  }

  private void remember(List<Change> all, long since, long until) {
    known = all.stream().sorted(Comparator.comparing(Change::at).reversed()).limit(limit).toList();
    from = all.size() > limit ? at(known.getLast()) : since;
    to = until;
  }

  private static long at(Change change) {
    return LineReducer.micros(change.at());
  }
}
