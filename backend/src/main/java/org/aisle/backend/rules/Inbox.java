package org.aisle.backend.rules;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.aisle.backend.timeseries.ChangedRows;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;

/**
 * The devices that wait to be evaluated, and why. Bounded by the number of devices and {@value
 * #HELD} readings, beyond which only hints are held. Thread-safe; telling takes no time.
 */
final class Inbox {

  private static final int HELD = 30_000;

  /**
   * Why a device waits.
   *
   * @param rows what was written, if anything was
   * @param anew whether its memory does not hold any more
   * @param refresh whether evidence is to be told again, too
   * @param since when it began to wait
   * @param changedFrom from when on a property or a binding of its own was changed; null for none
   */
  record Notice(
      @Nullable ChangedRows rows,
      boolean anew,
      boolean refresh,
      Instant since,
      @Nullable Instant changedFrom) {
    static Notice of(ChangedRows rows, Instant now) {
      return new Notice(rows, false, false, now, null);
    }

    static Notice anew(Instant now) {
      return new Notice(null, true, false, now, null);
    }

    /** A property or a binding of the device or its asset was changed from then on. */
    static Notice changed(Instant from, Instant now) {
      return new Notice(null, true, false, now, from);
    }

    static Notice time(Instant now) {
      return new Notice(null, false, false, now, null);
    }

    static Notice refresh(Instant now) {
      return new Notice(null, false, true, now, null);
    }

    private int held() {
      return rows == null ? 0 : rows.inserted().size();
    }

    private Notice hint() {
      return rows == null ? this : new Notice(rows.hint(), anew, refresh, since, changedFrom);
    }

    /** Both together; {@code later} came after this. */
    Notice and(Notice later) {
      ChangedRows both =
          rows == null ? later.rows : later.rows == null ? rows : rows.and(later.rows);
      return new Notice(
          both,
          anew || later.anew,
          refresh || later.refresh,
          since,
          earlier(changedFrom, later.changedFrom));
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
      return one == null || (other != null && other.isBefore(one)) ? other : one;
    }
  }

  private final Map<DeviceRef, Notice> waiting = new LinkedHashMap<>();
  private int held;

  synchronized void tell(DeviceRef device, Notice notice) {
    Notice kept = held + notice.held() > HELD ? notice.hint() : notice;
    Notice before = waiting.get(device);
    Notice now = before == null ? kept : before.and(kept);
    waiting.put(device, now);
    held += now.held() - (before == null ? 0 : before.held());
    notifyAll();
  }

  /** Those that have waited longest, at most so many. */
  synchronized Map<DeviceRef, Notice> take(int most) {
    Map<DeviceRef, Notice> taken = new LinkedHashMap<>();
    Iterator<Map.Entry<DeviceRef, Notice>> all = waiting.entrySet().iterator();
    while (taken.size() < most && all.hasNext()) {
      Map.Entry<DeviceRef, Notice> next = all.next();
      taken.put(next.getKey(), next.getValue());
      held -= next.getValue().held();
      all.remove();
    }
    return taken;
  }

  /** Returns when somebody waits, after at most so many milliseconds. */
  synchronized void await(long millis) throws InterruptedException {
    if (waiting.isEmpty()) {
      wait(millis);
    }
  }

  synchronized boolean isEmpty() {
    return waiting.isEmpty();
  }

  synchronized boolean holds(DeviceRef device) {
    return waiting.containsKey(device);
  }

  /** Since when the first one has waited; null when nobody waits. */
  synchronized @Nullable Instant since() {
    return waiting.isEmpty() ? null : waiting.values().iterator().next().since();
  }
}
