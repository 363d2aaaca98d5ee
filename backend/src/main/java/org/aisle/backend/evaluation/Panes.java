package org.aisle.backend.evaluation;

import java.util.Arrays;

/**
 * A window over the time just before a moment, in {@value #PANES} panes aligned to the epoch: it
 * holds the current pane and the {@code 59} before it. Memory is bounded however many values come,
 * and what it says does not depend on where one began. For one thread.
 */
final class Panes {

  static final int PANES = 60;

  private final long width;
  private final Tally tally;
  private final int channels;
  private final double[] kept;
  private final long[] counts = new long[PANES];
  private long head = Micros.NEVER;
  private final double[] before;
  private final double[] joined;
  private long countBefore;
  private boolean fresh;

  /**
   * @param width of a pane in microseconds
   */
  Panes(long width, Tally tally) {
    this.width = Math.max(1, width);
    this.tally = tally;
    this.channels = tally.channels();
    this.kept = new double[PANES * channels];
    this.before = new double[channels];
    this.joined = new double[channels];
  }

  /** The width of the panes of a window: a sixtieth, rounded up. */
  static long pane(long window) {
    return Math.max(1, Math.ceilDiv(window, PANES));
  }

  /** Goes on to a moment, not before the last one. */
  void advance(long moment) {
    long pane = Math.floorDiv(moment, width);
    if (pane == head) {
      return;
    }
    if (head == Micros.NEVER || pane - head >= PANES) {
      Arrays.fill(counts, 0);
    } else {
      for (long p = head + 1; p <= pane; p++) {
        counts[(int) Math.floorMod(p, (long) PANES)] = 0;
      }
    }
    head = pane;
    fresh = false;
  }

  /** Adds a value to the current pane. */
  void add(double value, long at) {
    int pane = (int) Math.floorMod(head, (long) PANES);
    tally.add(kept, pane * channels, counts[pane], value, at);
    counts[pane]++;
  }

  /** How many values the window holds. */
  long count() {
    refresh();
    return countBefore + counts[(int) Math.floorMod(head, (long) PANES)];
  }

  /** The aggregate of the window; NaN when there is none. */
  double result() {
    refresh();
    int pane = (int) Math.floorMod(head, (long) PANES);
    if (counts[pane] == 0) {
      return countBefore == 0 ? Double.NaN : tally.result(before, 0, countBefore);
    }
    System.arraycopy(before, 0, joined, 0, channels);
    tally.join(joined, 0, countBefore, kept, pane * channels);
    return tally.result(joined, 0, countBefore + counts[pane]);
  }

  /** Joins the panes before the current one, oldest first. */
  private void refresh() {
    if (fresh) {
      return;
    }
    fresh = true;
    countBefore = 0;
    for (long p = head - PANES + 1; p < head; p++) {
      int pane = (int) Math.floorMod(p, (long) PANES);
      if (counts[pane] > 0) {
        tally.join(before, 0, countBefore, kept, pane * channels);
        countBefore += counts[pane];
      }
    }
  }

  void save(Packer to) {
    to.flag(head != Micros.NEVER);
    if (head == Micros.NEVER) {
      return;
    }
    to.whole(head);
    for (long p = head - PANES + 1; p <= head; p++) {
      int pane = (int) Math.floorMod(p, (long) PANES);
      to.whole(counts[pane]);
      if (counts[pane] > 0) {
        for (int c = 0; c < channels; c++) {
          to.number(kept[pane * channels + c]);
        }
      }
    }
  }

  void restore(Unpacker from) {
    fresh = false;
    head = from.flag() ? from.whole() : Micros.NEVER;
    if (head == Micros.NEVER) {
      return;
    }
    for (long p = head - PANES + 1; p <= head; p++) {
      int pane = (int) Math.floorMod(p, (long) PANES);
      counts[pane] = from.count(Integer.MAX_VALUE);
      if (counts[pane] > 0) {
        for (int c = 0; c < channels; c++) {
          kept[pane * channels + c] = from.number();
        }
      }
    }
  }
}
