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
 * The sums of one question over a few stretches of whole pieces of time, as a number has that is
 * compared with the same number a week ago. Thread-safe: who asks while another reads waits for
 * that answer.
 */
final class RememberedSums {

  /** Stretches that do not touch; of more the one is forgotten that was not asked for longest. */
  private static final int MOST = 3;

  private final long width;
  private final ChangeWatch watch;

  /** Asked for last comes first. */
  private final List<Known> stretches = new ArrayList<>();

  private volatile int size = 1;

  /** All pieces of a stretch. */
  private static final class Known {
    private final NavigableMap<Long, List<Sum>> pieces = new TreeMap<>();
    private long from;
    private long to;

    Known(long at) {
      from = at;
      to = at;
    }

    void forget(long since, long width) {
      if (since < to) {
        to = Math.max(from, Math.floorDiv(since, width) * width);
        pieces.tailMap(to, true).clear();
      }
    }
  }

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
    forgetChanged(last);
    Known known = touching(first, last);
    List<Stretch> missing = new ArrayList<>();
    add(missing, start, first);
    add(missing, first, Math.min(known.from, last));
    add(missing, Math.max(known.to, first), last);
    add(missing, last, finish);
    List<Sum> fresh = read.apply(missing);
    List<Sum> edges = new ArrayList<>();
    for (Sum sum : fresh) {
      if (sum.piece() < first || sum.piece() >= last) {
        edges.add(sum);
      } else {
        known.pieces.computeIfAbsent(sum.piece(), piece -> new ArrayList<>()).add(sum);
      }
    }
    known.from = Math.min(known.from, first);
    known.to = Math.max(known.to, last);
    stretches.remove(known);
    stretches.addFirst(known);
    if (stretches.size() > MOST) {
      stretches.removeLast();
    }
    size =
        1
            + stretches.stream()
                .flatMap(each -> each.pieces.values().stream())
                .mapToInt(Collection::size)
                .sum();
    List<Sum> sums = new ArrayList<>();
    edges.stream().filter(sum -> sum.piece() < first).forEach(sums::add);
    known.pieces.subMap(first, last).values().forEach(sums::addAll);
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

  private void forgetChanged(long last) {
    long reach = last;
    for (Known known : stretches) {
      reach = Math.max(reach, known.to);
    }
    long since = watch.reading(reach);
    stretches.forEach(known -> known.forget(since, width));
    stretches.removeIf(known -> known.from == known.to);
  }

  /** What is known of these pieces or begins or ends with them; nothing yet if there is none. */
  private Known touching(long first, long last) {
    return stretches.stream()
        .filter(known -> known.to >= first && known.from <= last)
        .findFirst()
        .orElseGet(() -> new Known(first));
  }
}
