package org.aisle.backend.alerts;

import java.time.Instant;
import java.util.Set;
import org.aisle.backend.alerts.Alert.State;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.rule.Severity;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts are wanted; null and empty mean any. Ordered by severity, most critical first, then
 * newest start first; or by start alone.
 *
 * @param among ids of devices, those of a device group
 * @param from alerts that lasted at or after this instant
 * @param to alerts that began before it
 * @param shelved whether shelved ones are wanted too
 * @param limit 1 to 1,000
 */
public record AlertQuery(
    Set<State> states,
    @Nullable DeviceId device,
    @Nullable String rule,
    @Nullable String place,
    @Nullable Set<String> among,
    @Nullable Severity atLeast,
    @Nullable String assignee,
    @Nullable Instant from,
    @Nullable Instant to,
    boolean shelved,
    boolean newestFirst,
    int offset,
    int limit) {

  /** Of any device. */
  public AlertQuery(
      Set<State> states,
      @Nullable DeviceId device,
      @Nullable String rule,
      @Nullable String place,
      @Nullable Severity atLeast,
      @Nullable String assignee,
      @Nullable Instant from,
      @Nullable Instant to,
      boolean shelved,
      boolean newestFirst,
      int offset,
      int limit) {
    this(
        states,
        device,
        rule,
        place,
        null,
        atLeast,
        assignee,
        from,
        to,
        shelved,
        newestFirst,
        offset,
        limit);
  }

  /** The same, of these devices only; null for any. */
  public AlertQuery among(@Nullable Set<String> devices) {
    return new AlertQuery(
        states,
        device,
        rule,
        place,
        devices,
        atLeast,
        assignee,
        from,
        to,
        shelved,
        newestFirst,
        offset,
        limit);
  }

  public AlertQuery {
    among = among == null ? null : Set.copyOf(among);
    states = Set.copyOf(states);
    offset = Math.max(0, offset);
    limit = Math.clamp(limit, 1, 1_000);
  }

  /** What an operator looks at first: everything that lasts and is not shelved. */
  public static final AlertQuery OPEN =
      new AlertQuery(
          Set.of(State.ACTIVE, State.ACKNOWLEDGED),
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          false,
          false,
          0,
          200);
}
