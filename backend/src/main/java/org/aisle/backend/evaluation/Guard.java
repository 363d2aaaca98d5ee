package org.aisle.backend.evaluation;

import java.util.Map;
import org.aisle.templates.condition.Test;
import org.aisle.templates.condition.Truth;
import org.aisle.templates.rule.Rule;
import org.jspecify.annotations.Nullable;

/** Whether a rule is judged at a reading of one device at all. */
final class Guard {

  /** What applies to a reading; the earlier one counts where several do. */
  enum Standing {
    /** The rule's {@code where} does not mean the device as it was: the trigger is false. */
    NOT_TARGETED,
    /** Outside of its schedule: the trigger is false. */
    OUTSIDE,
    /** {@code unless} holds or held until a moment ago: the trigger is unknown. */
    SUPPRESSED,
    JUDGED
  }

  private final Rule rule;
  private final @Nullable Test unless;
  private final long settle;
  private final @Nullable Hours hours;
  private final Surroundings surroundings;
  private long lastUnless = Micros.NEVER;
  private int age = -1;
  private boolean targeted;

  Guard(Rule rule, @Nullable Test unless, Surroundings surroundings) {
    this.rule = rule;
    this.unless = unless;
    this.settle = rule.unless() == null ? 0 : Micros.of(rule.unless().settle());
    this.hours = rule.schedule() == null ? null : new Hours(rule.schedule(), surroundings.zone());
    this.surroundings = surroundings;
  }

  /** At the frame's reading; to be asked once at each. */
  Standing at(LiveFrame frame) {
    long now = frame.now();
    if (unless != null && unless.in(frame) == Truth.TRUE) {
      lastUnless = now;
    }
    if (!targeted(now)) {
      return Standing.NOT_TARGETED;
    }
    if (hours != null && !hours.contains(now)) {
      return Standing.OUTSIDE;
    }
    if (lastUnless != Micros.NEVER && now - lastUnless <= settle) {
      return Standing.SUPPRESSED;
    }
    return Standing.JUDGED;
  }

  private boolean targeted(long now) {
    if (rule.where().isEmpty()) {
      return true;
    }
    if (age != surroundings.age()) {
      age = surroundings.age();
      targeted = true;
      for (Map.Entry<String, String> wanted : rule.where().entrySet()) {
        targeted &= wanted.getValue().equals(surroundings.filtered(wanted.getKey(), now));
      }
    }
    return targeted;
  }

  /** The first moment from this one on within the schedule, or {@link Micros#FOREVER}. */
  long scheduled(long moment) {
    return hours == null ? moment : hours.next(moment);
  }

  void save(Packer to) {
    to.flag(lastUnless != Micros.NEVER);
    if (lastUnless != Micros.NEVER) {
      to.whole(lastUnless);
    }
  }

  void restore(Unpacker from) {
    lastUnless = from.flag() ? from.whole() : Micros.NEVER;
  }
}
