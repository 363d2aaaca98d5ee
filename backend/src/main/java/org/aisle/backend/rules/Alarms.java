package org.aisle.backend.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.aisle.templates.identity.DeviceRef;

/**
 * When devices are to be looked at again, one moment for each. A moment that moves later with every
 * reading, as the end of a silence does, costs nothing: whoever is rung too early sets the next.
 * For one thread at a time.
 */
final class Alarms {

  private record Alarm(Instant at, DeviceRef device) {}

  private final Map<DeviceRef, Instant> set = new HashMap<>();
  private final TreeSet<Alarm> order =
      new TreeSet<>(
          Comparator.comparing(Alarm::at)
              .thenComparing(alarm -> alarm.device().app().value())
              .thenComparing(alarm -> alarm.device().device().value()));

  /** Rings then at the latest. */
  void set(DeviceRef device, Instant at) {
    Instant before = set.get(device);
    if (before != null && !at.isBefore(before)) {
      return;
    }
    if (before != null) {
      order.remove(new Alarm(before, device));
    }
    set.put(device, at);
    order.add(new Alarm(at, device));
  }

  /** Those whose moment has come; nothing is set for them any more. */
  List<DeviceRef> ring(Instant now) {
    List<DeviceRef> rung = new ArrayList<>();
    while (!order.isEmpty() && !order.first().at().isAfter(now)) {
      DeviceRef device = order.pollFirst().device();
      set.remove(device);
      rung.add(device);
    }
    return rung;
  }

  int size() {
    return order.size();
  }
}
