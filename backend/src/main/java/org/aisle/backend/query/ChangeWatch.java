package org.aisle.backend.query;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;

/**
 * Since when an answer that is remembered may be wrong. A change told while the answer is being
 * read counts too, because the reading may have missed it. Thread-safe; nobody waits.
 */
final class ChangeWatch {

  private final Set<DeviceRef> devices;
  private final AtomicLong since = new AtomicLong(Long.MAX_VALUE);

  /** What is known or being read ends here; later changes do not matter. */
  private volatile long reach = Long.MIN_VALUE;

  ChangeWatch(Collection<DeviceRef> devices) {
    this.devices = Set.copyOf(devices);
  }

  /** Of each of these devices, what it measured since then may be another now. */
  void changed(AppId app, Map<DeviceId, Instant> changes) {
    long until = reach;
    changes.forEach(
        (device, instant) -> {
          long at = LineReducer.micros(instant);
          if (at < until && devices.contains(new DeviceRef(app, device))) {
            since.accumulateAndGet(at, Math::min);
          }
        });
  }

  /**
   * To be called before reading.
   *
   * @param until where what will be known ends, in microseconds
   * @return since when what was known may be wrong, or {@link Long#MAX_VALUE}
   */
  long reading(long until) {
    reach = until;
    return since.getAndSet(Long.MAX_VALUE);
  }
}
