package org.aisle.backend.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.aisle.backend.evaluation.Occurrence.Clearing;
import org.aisle.backend.evaluation.Occurrence.Evidence;
import org.aisle.backend.evaluation.Occurrence.Line;
import org.aisle.backend.evaluation.Occurrence.Step;
import org.aisle.backend.evaluation.RuleProgram.Escalation;
import org.aisle.templates.condition.Truth;
import org.aisle.templates.rule.Severity;
import org.jspecify.annotations.Nullable;

/**
 * A time in which a rule's trigger holds on one device, pending at first and raised later. Bounded:
 * at most {@value #MOST_STEPS} severities and three samples.
 */
final class Episode {

  static final int MOST_STEPS = 32;

  private static final Severity[] SEVERITIES = Severity.values();

  private final RuleProgram program;
  private final long start;
  private long raised = Micros.NEVER;
  private final boolean[] held;
  private long stepped = Micros.NEVER;
  private final List<Step> steps = new ArrayList<>(1);
  private long readings;
  private long until;
  private @Nullable Sample first;
  private @Nullable Sample extreme;
  private @Nullable Sample raising;
  private double firstValue = Double.NaN;
  private double extremeValue = Double.NaN;
  private double raisingValue = Double.NaN;
  private double[] limits;
  private @Nullable String said;

  Episode(RuleProgram program, long start) {
    this.program = program;
    this.start = start;
    this.until = start;
    this.held = new boolean[program.escalations().size()];
    this.limits = new double[0];
  }

  private Episode(Episode other) {
    this(other.program, other.start);
    raised = other.raised;
    System.arraycopy(other.held, 0, held, 0, held.length);
    stepped = other.stepped;
    steps.addAll(other.steps);
    readings = other.readings;
    until = other.until;
    first = other.first;
    extreme = other.extreme;
    raising = other.raising;
    firstValue = other.firstValue;
    extremeValue = other.extremeValue;
    raisingValue = other.raisingValue;
    limits = other.limits;
    said = other.said;
  }

  /** One that may be changed without changing this one. */
  Episode copy() {
    return new Episode(this);
  }

  long start() {
    return start;
  }

  boolean raised() {
    return raised != Micros.NEVER;
  }

  long raisedAt() {
    return raised;
  }

  /** Looks at a reading at which the trigger holds; {@code value} is what the evidence is about. */
  Episode look(LiveFrame frame, double value) {
    readings++;
    until = Math.max(until, frame.now());
    if (first == null) {
      first = program.focus().sample(frame);
      firstValue = value;
    }
    if (program.focus().moreExtreme(value, extremeValue)) {
      extremeValue = value;
      extreme = readings == 1 ? first : program.focus().sample(frame);
    }
    return this;
  }

  /** Adds readings that were looked at before. */
  Episode count(long more, long through) {
    readings += more;
    until = Math.max(until, through);
    return this;
  }

  /** Tells this instead of what the focus would. */
  Episode say(String sentence) {
    said = sentence;
    return this;
  }

  /**
   * Raised by what the frame's reading says, at {@code at}: before it when the trigger had held
   * long enough then, after it when a window ended then.
   */
  Episode raise(LiveFrame frame, long at, double value) {
    limits = program.focus().limits(frame);
    raisingValue = value;
    raising = first != null && readings <= 1 ? first : program.focus().sample(frame);
    if (at >= frame.now()) {
      conditions(frame);
    }
    raise(at);
    if (at < frame.now()) {
      escalate(frame);
    }
    return this;
  }

  /** Raised by time alone. */
  Episode raise(long at) {
    raised = at;
    stepped = at;
    step(at);
    return this;
  }

  /** At a reading: what time brought since, then what the conditions say. */
  void escalate(LiveFrame frame) {
    if (raised()) {
      passTo(frame.now());
    }
    if (conditions(frame) && raised()) {
      step(frame.now());
    }
  }

  private boolean conditions(LiveFrame frame) {
    boolean changed = false;
    List<Escalation> escalations = program.escalations();
    for (int i = 0; i < held.length; i++) {
      var condition = escalations.get(i).condition();
      if (condition != null) {
        Truth truth = condition.in(frame);
        boolean now = truth == Truth.UNKNOWN ? held[i] : truth == Truth.TRUE;
        changed |= now != held[i];
        held[i] = now;
      }
    }
    return changed;
  }

  /** Time passes without a reading; up to and including this moment. */
  Episode passTo(long moment) {
    for (Escalation escalation : program.escalations()) {
      if (escalation.after() != Micros.FOREVER) {
        long due = raised + escalation.after();
        if (due > stepped && due <= moment) {
          step(due);
        }
      }
    }
    stepped = Math.max(stepped, moment);
    return this;
  }

  /** When time alone will next change the severity, or {@link Micros#FOREVER}. */
  long due(long after) {
    Severity current = severity(after);
    for (Escalation escalation : program.escalations()) {
      if (escalation.after() != Micros.FOREVER
          && raised + escalation.after() > after
          && escalation.severity().compareTo(current) > 0) {
        return raised + escalation.after();
      }
    }
    return Micros.FOREVER;
  }

  private Severity severity(long moment) {
    Severity severity = program.rule().severity();
    for (int i = 0; i < held.length; i++) {
      Escalation escalation = program.escalations().get(i);
      boolean applies =
          held[i]
              || (escalation.after() != Micros.FOREVER && raised + escalation.after() <= moment);
      if (applies && escalation.severity().compareTo(severity) > 0) {
        severity = escalation.severity();
      }
    }
    return severity;
  }

  private void step(long moment) {
    Severity severity = severity(moment);
    if (!steps.isEmpty() && steps.getLast().severity() == severity) {
      return;
    }
    if (steps.size() == MOST_STEPS) {
      steps.remove(1);
    }
    steps.add(new Step(Micros.instant(moment), severity));
  }

  /** As it ended; what time would have brought after that does not count. */
  Occurrence ended(long at, Clearing clearing) {
    passTo(at - 1);
    return occurrence(at, clearing);
  }

  /** As it lasts at {@code asOf}, nothing further being observed. */
  Occurrence lasting(long asOf) {
    return copy().passTo(asOf).occurrence(Micros.NEVER, null);
  }

  private Occurrence occurrence(long cleared, @Nullable Clearing clearing) {
    List<Line> lines = program.focus().lines(limits);
    List<Sample> samples = new ArrayList<>(3);
    for (Sample sample : new Sample[] {first, extreme, raising}) {
      if (sample != null && samples.stream().noneMatch(sample::equals)) {
        samples.add(sample);
      }
    }
    samples.sort(java.util.Comparator.comparing(Sample::observedAt));
    Evidence evidence =
        new Evidence(
            said != null
                ? said
                : program
                    .focus()
                    .sentence(firstValue, extremeValue, raisingValue, limits, readings),
            Micros.instant(start),
            Micros.instant(until),
            readings,
            lines,
            samples);
    return new Occurrence(
        program.rule().id(),
        program.active().revision(),
        Micros.instant(start),
        Micros.instant(raised),
        cleared == Micros.NEVER ? null : Micros.instant(cleared),
        clearing,
        steps,
        evidence);
  }

  void save(Packer to) {
    to.whole(start).flag(raised());
    if (raised()) {
      to.whole(raised - start).whole(stepped - start);
    }
    for (boolean h : held) {
      to.flag(h);
    }
    to.whole(steps.size());
    for (Step step : steps) {
      to.whole(Micros.of(step.at()) - start).octet(step.severity().ordinal());
    }
    to.whole(readings).whole(until - start);
    to.number(firstValue).number(extremeValue).number(raisingValue);
    to.whole(limits.length);
    for (double limit : limits) {
      to.number(limit);
    }
    to.sample(first).sample(extreme).sample(raising).text(said);
  }

  static Episode restore(RuleProgram program, Unpacker from) {
    Episode episode = new Episode(program, from.whole());
    if (from.flag()) {
      episode.raised = episode.start + from.whole();
      episode.stepped = episode.start + from.whole();
    }
    for (int i = 0; i < episode.held.length; i++) {
      episode.held[i] = from.flag();
    }
    int steps = from.count(MOST_STEPS);
    for (int i = 0; i < steps; i++) {
      long at = episode.start + from.whole();
      episode.steps.add(new Step(Micros.instant(at), SEVERITIES[from.octet() % 3]));
    }
    episode.readings = from.whole();
    episode.until = episode.start + from.whole();
    episode.firstValue = from.number();
    episode.extremeValue = from.number();
    episode.raisingValue = from.number();
    episode.limits = new double[from.count(1_000)];
    for (int i = 0; i < episode.limits.length; i++) {
      episode.limits[i] = from.number();
    }
    episode.first = from.sample();
    episode.extreme = from.sample();
    episode.raising = from.sample();
    episode.said = from.text();
    return episode;
  }
}
