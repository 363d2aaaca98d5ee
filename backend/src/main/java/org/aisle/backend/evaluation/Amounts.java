package org.aisle.backend.evaluation;

import java.util.Arrays;
import org.aisle.templates.definition.Derivation.Period;

/**
 * Sums over a period: a sliding one in sixty panes aligned to the epoch, as {@link Panes}, a local
 * day, or all time. A stretch of time is shared out among the panes or days that it covers. What is
 * added is added in the order of time, so that sums have the same bits however the work was cut.
 * For one thread.
 */
final class Amounts {

  private static final int PANES = Panes.PANES;

  private final int channels;
  private final Period period;
  private final long width;
  private final Days days;
  private final double[] sums;
  private long head = Micros.NEVER;

  Amounts(Period period, Surroundings surroundings, int channels) {
    this.period = period;
    this.channels = channels;
    this.width = period instanceof Period.Sliding s ? Panes.pane(Micros.of(s.width())) : 1;
    this.days = new Days(surroundings.zone(), 24 * Micros.HOUR);
    this.sums = new double[channels * (period instanceof Period.Sliding ? PANES : 1)];
  }

  /** Goes on to a moment, not before the last one. */
  void advance(long moment) {
    switch (period) {
      case Period.Always a -> head = 0;
      case Period.Day d -> {
        long day = days.at(moment).start();
        if (day != head) {
          head = day;
          Arrays.fill(sums, 0);
        }
      }
      case Period.Sliding s -> {
        long pane = Math.floorDiv(moment, width);
        if (head == Micros.NEVER || pane - head >= PANES) {
          Arrays.fill(sums, 0);
        } else {
          for (long p = head + 1; p <= pane; p++) {
            int at = (int) Math.floorMod(p, (long) PANES) * channels;
            Arrays.fill(sums, at, at + channels, 0);
          }
        }
        head = pane;
      }
    }
  }

  /** Adds at the moment advanced to. */
  void add(int channel, double amount) {
    int pane = period instanceof Period.Sliding ? (int) Math.floorMod(head, (long) PANES) : 0;
    sums[pane * channels + channel] += amount;
  }

  /** Adds {@code weight} for each microsecond from one moment to that advanced to. */
  void span(int channel, long from, long to, double weight) {
    switch (period) {
      case Period.Always a -> sums[channel] += (to - from) * weight;
      case Period.Day d -> sums[channel] += (to - Math.max(from, head)) * weight;
      case Period.Sliding s -> {
        long first = Math.max(Math.floorDiv(from, width), head - PANES + 1);
        for (long p = first; p <= head; p++) {
          long begin = Math.max(from, p * width);
          long end = Math.min(to, (p + 1) * width);
          if (end > begin) {
            int at = (int) Math.floorMod(p, (long) PANES) * channels;
            sums[at + channel] += (end - begin) * weight;
          }
        }
      }
    }
  }

  double total(int channel) {
    if (!(period instanceof Period.Sliding)) {
      return sums[channel];
    }
    double total = 0;
    for (long p = head - PANES + 1; p <= head; p++) {
      total += sums[(int) Math.floorMod(p, (long) PANES) * channels + channel];
    }
    return total;
  }

  void save(Packer to) {
    to.flag(head != Micros.NEVER);
    if (head == Micros.NEVER) {
      return;
    }
    to.whole(head);
    for (int i = 0; i < sums.length; i++) {
      to.flag(sums[i] != 0);
      if (sums[i] != 0) {
        to.number(sums[i]);
      }
    }
  }

  void restore(Unpacker from) {
    head = from.flag() ? from.whole() : Micros.NEVER;
    if (head != Micros.NEVER) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] = from.flag() ? from.number() : 0;
      }
    }
  }
}
