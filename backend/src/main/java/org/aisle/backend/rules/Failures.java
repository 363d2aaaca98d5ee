package org.aisle.backend.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;

/** The devices whose evaluation failed, and when each is tried again: after ever longer pauses. */
final class Failures {

  static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private record Failed(int times, Instant first, Instant again) {}

  private final Map<DeviceRef, Failed> failed = new HashMap<>();

  /** It failed once more; how often that makes. */
  int add(DeviceRef device, Instant now) {
    Failed before = failed.get(device);
    int times = before == null ? 1 : before.times() + 1;
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(times - 1, 10));
    failed.put(
        device,
        new Failed(
            times,
            before == null ? now : before.first(),
            now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE)));
    return times;
  }

  void remove(DeviceRef device) {
    failed.remove(device);
  }

  boolean contains(DeviceRef device) {
    return failed.containsKey(device);
  }

  /** Whether it is too early to try it again. */
  boolean pauses(DeviceRef device, Instant now) {
    Failed before = failed.get(device);
    return before != null && before.again().isAfter(now);
  }

  /** Those to be tried again. */
  List<DeviceRef> due(Instant now) {
    return failed.entrySet().stream()
        .filter(each -> !each.getValue().again().isAfter(now))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Since when one has failed; null when none has. */
  @Nullable Instant since() {
    return failed.values().stream().map(Failed::first).min(Instant::compareTo).orElse(null);
  }
}
