package org.aisle.backend.alerts;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.aisle.backend.alerts.Alert.Silence;
import org.aisle.backend.evaluation.Occurrence;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;

/**
 * What a device's readings say about one rule now.
 *
 * @param rule the rule's id
 * @param ruleName for people
 * @param settled everything that ended at or before this instant stands; null when nothing does
 * @param occurrences all that ended after {@code settled} or last, in order
 * @param silence of the absence that lasts, if one does; else null
 * @param late what led to this judgement, late readings above all; null when that is not known
 * @param held starts of occurrences that nobody is told of yet; an alert that was told of one
 *     already goes on as usual
 */
public record Judgement(
    DeviceRef device,
    String rule,
    String ruleName,
    @Nullable Instant settled,
    List<Occurrence> occurrences,
    @Nullable Silence silence,
    @Nullable Late late,
    Set<Instant> held) {

  public Judgement {
    occurrences = List.copyOf(occurrences);
    held = Set.copyOf(held);
  }

  /** Nothing is held. */
  public Judgement(
      DeviceRef device,
      String rule,
      String ruleName,
      @Nullable Instant settled,
      List<Occurrence> occurrences,
      @Nullable Silence silence,
      @Nullable Late late) {
    this(device, rule, ruleName, settled, occurrences, silence, late, Set.of());
  }

  /** In what way something led to a judgement. */
  public enum Cause {
    /** Readings that came later than they should have. */
    LATE,
    /** Readings that came in time and in order; worth a word only where they disprove an alert. */
    IN_ORDER,
    /** No readings: a property or a binding of the device or its asset was changed. */
    REGISTRY
  }

  /**
   * What led to a judgement: mostly readings that were observed before what had been judged.
   *
   * @param readings how many; 0 where the cause is none of them
   * @param from the oldest of them, or from when on the change counts
   */
  public record Late(long readings, Instant from, Instant until, Instant arrivedAt, Cause cause) {

    public Late(long readings, Instant from, Instant until, Instant arrivedAt) {
      this(readings, from, until, arrivedAt, Cause.LATE);
    }

    /** A property or a binding was changed. */
    public static Late changed(Instant from, Instant now) {
      return new Late(0, from, from, now, Cause.REGISTRY);
    }

    /** The same readings, where they are nothing special. */
    public Late inOrder() {
      return new Late(readings, from, until, arrivedAt, Cause.IN_ORDER);
    }
  }
}
