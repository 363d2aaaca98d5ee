package org.aisle.backend.evaluation;

import java.time.Duration;
import java.time.Instant;
import org.aisle.templates.group.GroupQuery;
import org.aisle.templates.rule.KnownGroups;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * A rule as it is in force.
 *
 * @param revision counts its changes, from 1
 * @param since it judges what is observed from here on, what came before only leads up to that;
 *     null means from the beginning
 * @param group the query of the device group that the rule names; without it such a rule means no
 *     device
 */
public record ActiveRule(
    Rule rule, int revision, @Nullable Instant since, @Nullable GroupQuery group) {

  /** A rule for devices of any group, or for none when it names one. */
  public ActiveRule(Rule rule, int revision, @Nullable Instant since) {
    this(rule, revision, since, null);
  }

  /** The same, while the app's device groups are these. */
  public ActiveRule in(KnownGroups groups) {
    String id = rule.group();
    return id == null ? this : new ActiveRule(rule, revision, since, groups.find(id).orElse(null));
  }

  private static final Duration LONGEST = Duration.ofDays(31);

  /**
   * The first reading at or after this instant is the first that the rule looks at; null when it
   * looks at all. It is so long before {@code since} as the rule needs to be led up to that, at
   * most 31 days, and depends on nothing but the rule, so that where an evaluation begins cannot be
   * seen.
   */
  public @Nullable Instant from() {
    return since == null ? null : since.minus(leadUp());
  }

  private Duration leadUp() {
    Duration own =
        switch (rule.trigger()) {
          case Trigger.Threshold threshold -> threshold.holdFor();
          case Trigger.Window window -> window.width();
          case Trigger.Absence absence -> absence.limit();
          case Trigger.Geofence geofence -> geofence.holdFor();
          case Trigger.Change change -> Duration.ZERO;
          case Trigger.Repeated repeated -> repeated.within();
        };
    Rule.Clear clear = rule.clear();
    Rule.Unless unless = rule.unless();
    Duration all =
        own.plus(clear == null ? Duration.ZERO : clear.holdFor())
            .plus(unless == null ? Duration.ZERO : unless.settle())
            .plus(rule.gap());
    return all.compareTo(LONGEST) < 0 ? all : LONGEST;
  }
}
