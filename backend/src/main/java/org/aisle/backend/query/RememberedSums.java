package org.aisle.backend.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.aisle.backend.query.Sums.Stretch;
import org.aisle.backend.query.Sums.Sum;
import org.aisle.templates.identity.DeviceRef;

/**
 * The sums of one question over one stretch of whole pieces of time. Thread-safe: who asks while
 * another reads waits for that answer.
 */
final class RememberedSums {

  private final long width;
  private final ChangeWatch watch;
  private final NavigableMap<Long, List<Sum>> pieces = new TreeMap<>();
  private volatile int size = 1;
  private long from;
  private long to;

  RememberedSums(long width, List<List<DeviceRef>> groups) {
    this.width = width;
    this.watch = new ChangeWatch(groups.stream().flatMap(List::stream).distinct().toList());
  }

  ChangeWatch watch() {
    return watch;
  }

  int size() {
    return size;
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
    forget(watch.reading(Math.max(to, last)));
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
