package org.aisle.gateway.forward;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.aisle.templates.wire.BatchFormat;

/** Parcels that wait for a batch, at most 20,000 of 64 MiB together. Thread-safe. */
final class Pending {

  private static final int MOST_PARCELS = 20_000;
  private static final long MOST_WEIGHT = 64L * 1024 * 1024;

  private final Deque<Parcel> parcels = new ArrayDeque<>();
  private long weight;

  /** Takes all of them or, when there is no room, none. */
  synchronized boolean offer(List<Parcel> more) {
    if (parcels.size() + more.size() > MOST_PARCELS || weight > MOST_WEIGHT) {
      return false;
    }
    for (Parcel parcel : more) {
      parcels.addLast(parcel);
      weight += parcel.weight();
    }
    notify();
    return true;
  }

  /** Waits for a parcel and takes as many as weigh that much together; none after that time. */
  synchronized List<Parcel> take(long most, long millis) throws InterruptedException {
    if (parcels.isEmpty()) {
      TimeUnit.MILLISECONDS.timedWait(this, millis);
    }
    List<Parcel> result = new ArrayList<>();
    long taken = 0;
    int entries = 0;
    int values = 0;
    int rejections = 0;
    for (Parcel next = parcels.peek(); next != null; next = parcels.peek()) {
      taken += next.weight();
      entries += next.entries();
      values += next.values();
      rejections += next.content().rejections().size();
      boolean fits =
          taken <= most
              && entries <= BatchFormat.MOST_READINGS
              && rejections <= BatchFormat.MOST_REJECTIONS
              && values <= BatchFormat.MOST_VALUES;
      if (!result.isEmpty() && !fits) {
        break;
      }
      result.add(parcels.removeFirst());
      weight -= next.weight();
    }
    if (!parcels.isEmpty()) {
      notify();
    }
    return result;
  }

  /** Takes everything. */
  synchronized List<Parcel> drain() {
    List<Parcel> result = List.copyOf(parcels);
    parcels.clear();
    weight = 0;
    return result;
  }
}
