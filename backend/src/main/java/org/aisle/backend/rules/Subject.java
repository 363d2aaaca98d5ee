package org.aisle.backend.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.aisle.backend.alerts.Alert.Silence;
import org.aisle.backend.alerts.Judgement.Late;
import org.aisle.backend.evaluation.DerivedSample;
import org.aisle.backend.evaluation.Evaluator;
import org.aisle.backend.evaluation.Evaluator.Memory;
import org.aisle.backend.evaluation.Occurrence;
import org.aisle.backend.evaluation.Sample;
import org.aisle.backend.timeseries.DerivedValues;
import org.aisle.backend.timeseries.DerivedValues.Replacement;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;

/**
 * A device while it is evaluated: its memory, and what was said of it. For one thread at a time.
 */
final class Subject implements Evaluator.Results {

  private static final Duration CHECKPOINT_EVERY = Duration.ofHours(1);

  /** What was last told of a lasting occurrence, apart from its evidence. */
  record Told(
      int revision,
      Instant startedAt,
      Instant raisedAt,
      @Nullable Instant clearedAt,
      List<Occurrence.Step> severities,
      @Nullable Silence silence) {
    static Told of(Occurrence occurrence, @Nullable Silence silence) {
      return new Told(
          occurrence.revision(),
          occurrence.startedAt(),
          occurrence.raisedAt(),
          occurrence.clearedAt(),
          occurrence.severities(),
          silence);
    }
  }

  final DeviceRef device;
  final Plan plan;
  private final Memory memory;

  /** The write up to which everything was taken. */
  long changes;

  /** Whether there is more in the stored history than was taken yet. */
  boolean behind;

  /** Whether there is something that was not written to the database yet. */
  boolean dirty;

  /** The late readings that are to blame for what is said next. */
  @Nullable Late late;

  /** The readings, old but in order, that came last; they disprove a silence that was told. */
  @Nullable Late afterSilence;

  /** When time alone will say something; null for never. */
  @Nullable Instant wake;

  /** Until when time was looked at. */
  Instant judgedAt = Instant.EPOCH;

  /** Whether readings were taken since evidence was told. */
  boolean evidenceStale;

  /** When a lasting silence was last looked into. */
  Instant silenceAt = Instant.EPOCH;

  /** When readings last arrived, of those before it was loaded the newest one. */
  Instant heardAt = Instant.EPOCH;

  /** Until when something is not told because older readings may follow; null for no such. */
  @Nullable Instant heldUntil;

  /** Whether something that is over is held; then nothing settles, and nothing is kept. */
  boolean holding;

  /** Whether its readings are old, and time is only looked at as far as they come. */
  boolean catchingUp;

  /** When a silence that was over when it was seen was seen first, by its start. */
  private final Map<Instant, Instant> seen = new HashMap<>();

  /** By rule; null until everything was told once. */
  @Nullable Map<String, List<Told>> told;

  /** Of what lasts, as last told. */
  Map<String, List<Occurrence>> evidence = Map.of();

  private long planChanges = -1;
  private Instant plannedAt = Instant.MIN;
  private @Nullable Instant foldedFrom;
  private final TreeMap<String, List<Occurrence>> ended = new TreeMap<>();
  private final List<DerivedValues.Sample> derived = new ArrayList<>();
  private @Nullable Instant derivedAfter;
  private boolean derivedInStep;
  private final Checkpoints checkpoints;

  /**
   * @param from everything later is judged anew; null for everything
   */
  Subject(
      DeviceRef device, Plan plan, Memory memory, @Nullable Instant from, Checkpoints checkpoints) {
    this.device = device;
    this.plan = plan;
    this.memory = memory;
    this.foldedFrom = from;
    this.derivedAfter = from;
    this.checkpoints = checkpoints;
  }

  /** The plan is this one now, as of these {@link Plans#changes()}. */
  void planned(long changes, Instant now) {
    planChanges = changes;
    plannedAt = now;
  }

  /**
   * Whether the plan is this one: nothing has changed, and it was asked for after {@code since}.
   */
  boolean isPlanned(long changes, Instant since) {
    return planChanges == changes && plannedAt.isAfter(since);
  }

  String table() {
    return plan.table();
  }

  @Nullable Instant through() {
    return memory.through();
  }

  /** Takes the next reading. */
  void take(Sample sample) {
    plan.evaluator().take(memory, sample, this);
    dirty = true;
    evidenceStale = true;
    Instant newest = checkpoints.newest();
    if (behind
        && (newest == null
            || Duration.between(newest, sample.observedAt()).compareTo(CHECKPOINT_EVERY) >= 0)) {
      checkpoints.add(sample.observedAt(), plan.evaluator().save(memory));
    }
  }

  @Override
  public void ended(Occurrence occurrence) {
    ended.computeIfAbsent(occurrence.rule(), r -> new ArrayList<>()).add(occurrence);
  }

  @Override
  public void derived(DerivedSample sample) {
    derived.add(new DerivedValues.Sample(sample.observedAt(), sample.values()));
  }

  /** What is to be written of the derived fields; null for nothing. */
  @Nullable Replacement replacement() {
    if (plan.template().derived().isEmpty() || (derivedInStep && derived.isEmpty())) {
      return null;
    }
    return new Replacement(device, plan.template(), derivedAfter, derivedInStep, derived);
  }

  /** That is written. */
  void derivedWritten() {
    derived.clear();
    derivedInStep = true;
  }

  /** The rules of which something ended since {@link #settled()}. */
  Set<String> ended() {
    return ended.keySet();
  }

  /** What ended since {@link #settled()}. */
  List<Occurrence> ended(String rule) {
    return ended.getOrDefault(rule, List.of());
  }

  /** When a silence that is over was seen first. */
  Instant seen(Occurrence over, Instant now) {
    return seen.computeIfAbsent(over.startedAt(), start -> now);
  }

  /** Something is to be looked at again then. */
  void hold(Instant until) {
    heldUntil = heldUntil == null || until.isBefore(heldUntil) ? until : heldUntil;
  }

  /** What ended by then stands. */
  @Nullable Instant settled() {
    return foldedFrom;
  }

  List<Occurrence> lasting(Instant asOf) {
    return plan.evaluator().until(memory, asOf);
  }

  /** That was told, and stands from here on. */
  void judged(Map<String, List<Told>> lasting, Map<String, List<Occurrence>> shown, Instant asOf) {
    told = lasting;
    evidence = shown;
    judgedAt = asOf;
    if (!holding) {
      ended.clear();
      seen.clear();
      foldedFrom = memory.through();
    }
    late = null;
    afterSilence = null;
    Instant next = catchingUp ? heldUntil : plan.evaluator().wake(memory, asOf);
    Instant usable = next == null || next.isAfter(asOf) ? next : asOf.plusSeconds(1);
    if (heldUntil != null && (usable == null || heldUntil.isBefore(usable))) {
      usable = heldUntil;
    }
    dirty |= !Objects.equals(usable, wake);
    wake = usable;
  }

  /** Its state as it is to be kept. */
  Positions.Kept kept() {
    byte[] state = plan.evaluator().save(memory);
    Instant through = memory.through();
    Instant newest = checkpoints.newest();
    if (through != null
        && (newest == null || Duration.between(newest, through).compareTo(CHECKPOINT_EVERY) >= 0)) {
      checkpoints.add(through, state);
    }
    return new Positions.Kept(
        device,
        table(),
        new Positions.Head(through, changes, state),
        judgedAt,
        wake,
        checkpoints.added(),
        checkpoints.dropped());
  }

  /** That is in the database. */
  void keptDone() {
    checkpoints.kept();
    dirty = false;
  }
}
