package org.aisle.backend.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.aisle.backend.query.Sums.Stretch;
import org.aisle.backend.query.Sums.Sum;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;

/**
 * The sums of one question over one stretch of whole pieces of time. Thread-safe: who asks while
 * another reads waits for that answer; {@link #changed} never waits.
 */
final class RememberedSums {

  private final long width;
  private final Set<DeviceRef> devices = new HashSet<>();
  private final NavigableMap<Long, List<Sum>> pieces = new TreeMap<>();
  private final AtomicLong cut = new AtomicLong(Long.MAX_VALUE);

  /** What is known or being read ends here; later changes do not matter. */
  private volatile long reach = Long.MIN_VALUE;

  private volatile int size = 1;
  private long from;
  private long to;

  RememberedSums(long width, List<List<DeviceRef>> groups) {
    this.width = width;
    groups.forEach(devices::addAll);
  }

  int size() {
    return size;
  }

  /** Of each of these devices, what it measured since then may be another now. */
  void changed(AppId app, Map<DeviceId, Instant> since) {
    long until = reach;
    since.forEach(
        (device, instant) -> {
          long at = LineReducer.micros(instant);
          if (at < until && devices.contains(new DeviceRef(app, device))) {
            cut.accumulateAndGet(at, Math::min);
          }
        });
  }

  /**
   * @param start inclusive, in microseconds
   * @param finish exclusive
   * @param read reads the stretches that are not known; a piece that only one of them touches
   */
  synchronized List<Sum> of(long start, long finish, Function<List<Stretch>, List<Sum>> read) {
    long first = -Math.floorDiv(-start, width) * width;
    long last = Math.floorDiv(finish, width) * width;
    if (first >= last) {
      return read.apply(List.of(new Stretch(start, finish)));
    }
    reach = Math.max(to, last);
    forget(cut.getAndSet(Long.MAX_VALUE));
    if (from == to || to < first || from > last) {
      pieces.clear();
      from = first;
      to = first;
    }
    long knownFrom = from;
    long knownTo = to;
    List<Stretch> missing = new ArrayList<>();
    add(missing, start, first);
    add(missing, first, Math.min(knownFrom, last));
    add(missing, Math.max(knownTo, first), last);
    add(missing, last, finish);
    List<Sum> fresh = read.apply(missing);
    List<Sum> edges = new ArrayList<>();
    for (Sum sum : fresh) {
      if (sum.piece() < first || sum.piece() >= last) {
        edges.add(sum);
      } else {
        pieces.computeIfAbsent(sum.piece(), piece -> new ArrayList<>()).add(sum);
      }
    }
    from = Math.min(knownFrom, first);
    to = Math.max(knownTo, last);
    reach = to;
    size = 1 + pieces.values().stream().mapToInt(Collection::size).sum();
    List<Sum> sums = new ArrayList<>();
    edges.stream().filter(sum -> sum.piece() < first).forEach(sums::add);
    pieces.subMap(first, last).values().forEach(sums::addAll);
    edges.stream().filter(sum -> sum.piece() >= last).forEach(sums::add);
    return sums;
  }

  /** Appends to the stretch before where they touch. */
  private static void add(List<Stretch> stretches, long from, long to) {
    if (from >= to) {
      return;
    }
    if (!stretches.isEmpty() && stretches.getLast().to() == from) {
      from = stretches.removeLast().from();
    }
    stretches.add(new Stretch(from, to));
  }

  private void forget(long since) {
    if (since < to) {
      to = Math.max(from, Math.floorDiv(since, width) * width);
      pieces.tailMap(to, true).clear();
    }
  }
}
