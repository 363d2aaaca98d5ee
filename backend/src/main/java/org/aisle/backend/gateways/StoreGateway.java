package org.aisle.backend.gateways;

import java.time.Duration;
import java.time.Instant;
import org.aisle.backend.registry.Device;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;

/**
 * A gateway that runs on its own. What it says of itself, its queue among it, is the telemetry of
 * its device.
 *
 * @param device the gateway as a device of its app
 * @param servesApp whether it acts for every device of its app, or only for those assigned to it
 * @param enrolledAt when it joined last; null while it never did
 * @param seenAt when it last asked for its directory
 * @param version the release that it said it is
 * @param tokenExpiresAt until when an enrolment token waits to be used; null when none does
 * @param duplicateAt when a second process last spoke with its credentials; null when none did
 */
public record StoreGateway(
    Device device,
    boolean servesApp,
    @Nullable Instant enrolledAt,
    @Nullable Instant seenAt,
    @Nullable String version,
    @Nullable Instant tokenExpiresAt,
    @Nullable Instant duplicateAt) {

  /** A gateway asks at least twice a minute; after that long a silence it is away. */
  public static final Duration PATIENCE = Duration.ofSeconds(90);

  /** How it stands with a gateway. */
  public enum State {
    /** It has never joined. */
    NEW,
    /** It asks for its directory. */
    ONLINE,
    /** It has not been heard of for {@link #PATIENCE}. */
    AWAY,
    /** It is turned away. */
    DISABLED
  }

  public DeviceRef ref() {
    return device.ref();
  }

  public State state(Instant now) {
    if (!device.enabled()) {
      return State.DISABLED;
    }
    if (enrolledAt == null) {
      return State.NEW;
    }
    return seenAt != null && now.isBefore(seenAt.plus(PATIENCE)) ? State.ONLINE : State.AWAY;
  }
}
