package org.aisle.sim.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.aisle.sim.fault.Fault;
import org.aisle.sim.sample.Sample;
import org.aisle.sim.world.RandomStream;

/**
 * The way from a device's sensors to the broker, with what goes wrong on it. Keeps at most {@link
 * #KEPT} samples during an outage; then the oldest is lost, as on a real device. Not thread-safe.
 */
final class Uplink {

  static final int KEPT = 10_000;
  static final int ARRAY = 50;

  private record Held(Instant until, List<Sample> samples) {}

  private final RandomStream random;
  private final Deque<Sample> kept = new ArrayDeque<>();
  private final List<Held> held = new ArrayList<>();
  private boolean out;

  Uplink(RandomStream random) {
    this.random = random;
  }

  boolean out() {
    return out;
  }

  /** The messages that go out at {@code now}: the sample, and what waited for this time. */
  List<List<Sample>> send(Instant now, Optional<Sample> sample, List<Fault.Network> faults) {
    double repeat = 0;
    double holdBack = 0;
    Duration atMost = Duration.ZERO;
    out = false;
    for (Fault.Network fault : faults) {
      switch (fault) {
        case Fault.Outage outage -> out = true;
        case Fault.Duplicates duplicates -> repeat = duplicates.probability();
        case Fault.Disorder disorder -> {
          holdBack = disorder.probability();
          atMost = disorder.atMost();
        }
        case Fault.ClockOffset offset -> {}
        case Fault.MissingFields missing -> {}
        case Fault.Reboot reboot -> {}
      }
    }
    boolean twice = random.chance(repeat);
    boolean later = random.chance(holdBack);
    double share = random.uniform();
    if (out) {
      sample.ifPresent(this::keep);
      return List.of();
    }
    List<List<Sample>> messages = new ArrayList<>();
    while (!kept.isEmpty()) {
      List<Sample> array = new ArrayList<>();
      while (array.size() < ARRAY && !kept.isEmpty()) {
        array.add(kept.removeFirst());
      }
      messages.add(array);
    }
    if (sample.isPresent()) {
      List<Sample> one = List.of(sample.get());
      if (later) {
        held.add(new Held(now.plusMillis((long) (share * atMost.toMillis())), one));
      } else {
        messages.add(one);
      }
      if (twice) {
        messages.add(one);
      }
    }
    for (Iterator<Held> each = held.iterator(); each.hasNext(); ) {
      Held one = each.next();
      if (now.isAfter(one.until)) {
        messages.add(one.samples);
        each.remove();
      }
    }
    return messages;
  }

  private void keep(Sample sample) {
    if (kept.size() == KEPT) {
      kept.removeFirst();
    }
    kept.addLast(sample);
  }
}
