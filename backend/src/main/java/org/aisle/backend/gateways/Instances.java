package org.aisle.backend.gateways;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.util.Optional;
import org.aisle.templates.identity.DeviceRef;
import org.springframework.stereotype.Component;

/**
 * Remembers which process speaks with a gateway's credentials: the last one that appeared. A
 * process that was replaced so and still speaks is one too many. In memory: a restart of the server
 * gives every process a new chance.
 */
@Component
class Instances {

  private static final int REMEMBERED = 50_000;

  private record Known(DeviceRef gateway, String instance) {}

  private final RegistryPulse pulse;
  private final Cache<DeviceRef, String> current =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();
  private final Cache<Known, Instant> replaced =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  Instances(RegistryPulse pulse) {
    this.pulse = pulse;
  }

  /** Since when another process has taken its place; empty when this one is the gateway. */
  Optional<Instant> takenOver(DeviceRef gateway, String instance, Instant now) {
    Instant since = replaced.getIfPresent(new Known(gateway, instance));
    if (since != null) {
      return Optional.of(since);
    }
    current
        .asMap()
        .compute(
            gateway,
            (ref, before) -> {
              if (before != null && !before.equals(instance)) {
                replaced.put(new Known(ref, before), now);
                pulse.beat(ref.app());
              }
              return instance;
            });
    return Optional.empty();
  }

  /** Whether another process has taken its place. */
  boolean isReplaced(DeviceRef gateway, String instance) {
    return replaced.getIfPresent(new Known(gateway, instance)) != null;
  }
}
