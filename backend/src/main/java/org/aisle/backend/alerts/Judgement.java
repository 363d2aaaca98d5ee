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
 * @param late the late readings that led to this judgement; null when none did
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

  /** Readings that were observed before what had been judged already. */
  public record Late(long readings, Instant from, Instant until, Instant arrivedAt) {}
}
