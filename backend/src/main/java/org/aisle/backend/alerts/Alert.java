package org.aisle.backend.alerts;

import java.time.Instant;
import org.aisle.backend.evaluation.Occurrence;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.rule.Severity;
import org.jspecify.annotations.Nullable;

/**
 * An occurrence of a rule on a device, with its life cycle. Times of the occurrence are event
 * times; the others are the server's.
 *
 * @param id unique on the server, stays through amendments
 * @param ruleName as it was when the alert was told
 * @param place where the asset stood when it began, or null
 * @param asset to which the device was attached then, or null
 * @param severity now
 * @param told when it became known
 * @param silence of an absence that lasts: why nothing is heard; else null
 * @param acknowledgedBy null until somebody has
 * @param assignee null for nobody
 * @param shelvedUntil not to be looked at before; null when it is not shelved
 * @param reason why it was withdrawn, amended last or closed; null when nothing was
 */
public record Alert(
    long id,
    DeviceRef device,
    String deviceName,
    @Nullable String asset,
    @Nullable String place,
    String ruleName,
    Occurrence occurrence,
    Severity severity,
    State state,
    @Nullable Silence silence,
    Instant told,
    @Nullable Instant acknowledgedAt,
    @Nullable String acknowledgedBy,
    @Nullable String assignee,
    @Nullable Instant shelvedUntil,
    @Nullable String reason) {

  /** Its life cycle. */
  public enum State {
    /** It lasts, nobody has acknowledged it. */
    ACTIVE,
    /** It lasts, somebody knows. */
    ACKNOWLEDGED,
    /** The data ended it; it waits to be closed. */
    CLEARED,
    /** Done with, by a person or a week after it was cleared. */
    CLOSED,
    /** It never was: readings that came later say so. */
    WITHDRAWN
  }

  /** Whose silence an absence is, as far as arrivals tell. */
  public enum Silence {
    /** Others at its gateway or place are heard: it is the device. */
    DEVICE,
    /** Nobody there is heard: the uplink is away, data will come. */
    UPLINK,
    /** There is nobody to compare with. */
    UNKNOWN
  }
}
