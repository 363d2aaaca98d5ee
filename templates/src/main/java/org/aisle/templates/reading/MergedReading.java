package org.aisle.templates.reading;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was ever received for one (device, observedAt), merged field by field.
 *
 * <p>Where two messages carry the same field, the higher sequence number wins (none is lower than
 * any), else the larger value. {@link #merge} is therefore commutative, associative and idempotent:
 * the order, batching and repetition of messages cannot be seen in the result. For that to hold
 * each field keeps the sequence number of the message it came from.
 */
public record MergedReading(
    DeviceRef device,
    Instant observedAt,
    Instant receivedAt,
    @Nullable Instant claimedAt,
    SortedMap<String, Stamped> values,
    SortedMap<String, Stamped> extra) {

  private static final Comparator<@Nullable Long> SEQ =
      Comparator.nullsFirst(Comparator.naturalOrder());
  private static final Comparator<@Nullable Instant> CLAIM =
      Comparator.nullsFirst(Comparator.naturalOrder());

  /** A value with the sequence number of the message that brought it. */
  public record Stamped(Value value, @Nullable Long seq) {

    Stamped max(Stamped other) {
      int bySeq = SEQ.compare(seq, other.seq);
      int order = bySeq != 0 ? bySeq : value.compareTo(other.value);
      return order >= 0 ? this : other;
    }
  }

  public MergedReading {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    extra = Collections.unmodifiableSortedMap(new TreeMap<>(extra));
  }

  public static MergedReading of(Reading reading) {
    SortedMap<String, Stamped> values = new TreeMap<>();
    reading.values().forEach((name, v) -> values.put(name, new Stamped(v, reading.seq())));
    SortedMap<String, Stamped> extra = new TreeMap<>();
    reading.extra().forEach((name, v) -> extra.put(name, new Stamped(v, reading.seq())));
    return new MergedReading(
        reading.device(),
        reading.observedAt(),
        reading.receivedAt(),
        reading.claimedAt(),
        values,
        extra);
  }

  /**
   * The join of two merged readings of the same identity; the earlier receipt is kept.
   *
   * @throws IllegalArgumentException when device or observedAt differ
   */
  public MergedReading merge(MergedReading other) {
    if (!device.equals(other.device) || !observedAt.equals(other.observedAt)) {
      throw new IllegalArgumentException("Only readings of one device and instant can be merged.");
    }
    return new MergedReading(
        device,
        observedAt,
        receivedAt.isBefore(other.receivedAt) ? receivedAt : other.receivedAt,
        CLAIM.compare(claimedAt, other.claimedAt) >= 0 ? claimedAt : other.claimedAt,
        join(values, other.values),
        join(extra, other.extra));
  }

  /** The highest sequence number of any field, or null when no message carried one. */
  public @Nullable Long seq() {
    Long highest = null;
    for (Stamped stamped : values.values()) {
      highest = SEQ.compare(highest, stamped.seq()) >= 0 ? highest : stamped.seq();
    }
    for (Stamped stamped : extra.values()) {
      highest = SEQ.compare(highest, stamped.seq()) >= 0 ? highest : stamped.seq();
    }
    return highest;
  }

  private static SortedMap<String, Stamped> join(
      SortedMap<String, Stamped> a, SortedMap<String, Stamped> b) {
    SortedMap<String, Stamped> result = new TreeMap<>(a);
    b.forEach((name, stamped) -> result.merge(name, stamped, Stamped::max));
    return result;
  }
}
