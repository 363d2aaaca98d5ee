package org.aisle.backend.evaluation;

import java.util.List;
import java.util.Map;
import org.aisle.templates.condition.Test;
import org.aisle.templates.condition.Truth;
import org.aisle.templates.group.Attribute;
import org.aisle.templates.group.GroupQuery;
import org.aisle.templates.rule.Rule;
import org.jspecify.annotations.Nullable;

/** Whether a rule is judged at a reading of one device at all. */
final class Guard {

  /** What applies to a reading; the earlier one counts where several do. */
  enum Standing {
    /** The rule's {@code where} or group does not mean the device as it was: it is false. */
    NOT_TARGETED,
    /** Outside of its schedule: the trigger is false. */
    OUTSIDE,
    /** {@code unless} holds or held until a moment ago: the trigger is unknown. */
    SUPPRESSED,
    JUDGED
  }

  private final Rule rule;
  private final @Nullable GroupQuery group;
  private final @Nullable Test unless;
  private final long settle;
  private final @Nullable Hours hours;
  private final Surroundings surroundings;
  private long lastUnless = Micros.NEVER;
  private int age = -1;
  private boolean targeted;

  Guard(ActiveRule active, @Nullable Test unless, Surroundings surroundings) {
    this.rule = active.rule();
    this.group = active.group();
    this.unless = unless;
    Rule.Unless pause = active.rule().unless();
    this.settle = pause == null ? 0 : Micros.of(pause.settle());
    Rule.Schedule schedule = active.rule().schedule();
    this.hours = schedule == null ? null : new Hours(schedule, surroundings.zone());
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
    if (rule.where().isEmpty() && rule.group() == null) {
      return true;
    }
    if (age != surroundings.age()) {
      age = surroundings.age();
      targeted =
          rule.group() == null || (group != null && group.matches(asked -> values(asked, now)));
      for (Map.Entry<String, String> wanted : rule.where().entrySet()) {
        targeted &= wanted.getValue().equals(surroundings.filtered(wanted.getKey(), now));
      }
    }
    return targeted;
  }

  private List<String> values(Attribute asked, long now) {
    return asked.kind() == Attribute.Kind.TEMPLATE
        ? List.of(rule.template())
        : surroundings.values(asked, now);
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
