package org.aisle.backend.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.aisle.backend.alerts.Alert.Silence;
import org.aisle.backend.alerts.AlertTimeline;
import org.aisle.backend.alerts.Judgement;
import org.aisle.backend.alerts.Judgement.Late;
import org.aisle.backend.evaluation.ActiveRule;
import org.aisle.backend.evaluation.Occurrence;
import org.aisle.backend.rules.Subject.Told;
import org.aisle.backend.timeseries.DerivedValues;
import org.aisle.backend.timeseries.DerivedValues.Replacement;
import org.aisle.templates.rule.Trigger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Tells what follows from the readings to those who keep it. Thread-safe. */
@Component
class Verdicts {

  private static final Duration SILENCE_EVERY = Duration.ofMinutes(5);

  private final AlertTimeline timeline;
  private final DerivedValues derived;
  private final Silences silences;
  private final TransactionOperations transactions;
  private final EvaluatedDevices evaluated;

  /** A device that has just sent old readings is catching up for so long, not silent. */
  private final Duration catchUp;

  Verdicts(
      AlertTimeline timeline,
      DerivedValues derived,
      Silences silences,
      TransactionOperations transactions,
      EvaluatedDevices evaluated,
      EvaluationSettings settings) {
    this.timeline = timeline;
    this.derived = derived;
    this.silences = silences;
    this.transactions = transactions;
    this.evaluated = evaluated;
    this.catchUp = settings.catchUp();
  }

  /**
   * What is to be told of a device.
   *
   * @param told null while its history was not read to the end
   */
  record Verdict(
      Subject subject,
      List<Judgement> judgements,
      @Nullable Replacement replacement,
      @Nullable Map<String, List<Told>> told,
      Map<String, List<Occurrence>> shown,
      Instant asOf) {

    /** Nobody needs to be told. */
    boolean isSilent() {
      return judgements.isEmpty() && replacement == null;
    }

    /** It was told. */
    void done() {
      if (replacement != null) {
        subject.derivedWritten();
      }
      if (told != null) {
        subject.judged(told, shown, asOf);
      }
    }
  }

  /**
   * @param refresh whether evidence alone is worth telling
   */
  Verdict of(Subject subject, boolean refresh, Instant now) {
    subject.heldUntil = null;
    subject.holding = false;
    Instant asOf = asOf(subject, now);
    if (subject.behind) {
      return new Verdict(subject, List.of(), subject.replacement(), null, Map.of(), asOf);
    }
    Map<String, List<Occurrence>> lasting = new HashMap<>();
    for (Occurrence each : audible(subject, subject.lasting(asOf), asOf)) {
      lasting.computeIfAbsent(each.rule(), r -> new ArrayList<>()).add(each);
    }
    Map<String, List<Told>> before = subject.told;
    Map<String, List<Told>> told = new HashMap<>();
    Map<String, List<Occurrence>> shown = new HashMap<>();
    List<Judgement> judgements = new ArrayList<>();
    for (String id : concerned(subject, lasting)) {
      ActiveRule rule = subject.plan.rules().get(id);
      if (rule == null) {
        continue;
      }
      List<Occurrence> ongoing = lasting.getOrDefault(id, List.of());
      Silence silence = silence(subject, rule, ongoing, now);
      Set<Instant> held = held(subject, rule, now);
      List<Told> keys = ongoing.stream().map(o -> Told.of(o, silence)).toList();
      if (!keys.isEmpty()) {
        told.put(id, keys);
      }
      List<Occurrence> evidence = subject.evidence.getOrDefault(id, List.of());
      boolean changed =
          before == null
              || !subject.ended(id).isEmpty()
              || !keys.equals(before.getOrDefault(id, List.of()))
              || (refresh && !ongoing.equals(evidence));
      if (!ongoing.isEmpty()) {
        shown.put(id, changed ? ongoing : evidence);
      }
      if (changed) {
        List<Occurrence> all = new ArrayList<>(subject.ended(id));
        all.addAll(ongoing);
        judgements.add(
            new Judgement(
                subject.device,
                id,
                rule.rule().name(),
                subject.settled(),
                all,
                silence,
                late(subject, rule),
                held));
      }
    }
    if (refresh) {
      // What time will say once it has caught up is evidence, too.
      subject.evidenceStale = subject.catchingUp;
    }
    return new Verdict(subject, judgements, subject.replacement(), told, shown, asOf);
  }

  private static @Nullable Late late(Subject subject, ActiveRule rule) {
    if (subject.late != null) {
      return subject.late;
    }
    return rule.rule().trigger() instanceof Trigger.Absence
        ? subject.afterSilence
        : Lateness.news(subject);
  }

  /**
   * Until when time is looked at: now, or the newest reading where that is later. While a device
   * that was silent sends what it measured meanwhile, time goes on as its readings do: what they
   * have not come to yet is not judged without them.
   */
  private Instant asOf(Subject subject, Instant now) {
    Instant through = subject.through();
    subject.catchingUp = false;
    if (through == null) {
      return now;
    }
    Instant until = subject.heardAt.plus(catchUp);
    boolean old = Duration.between(through, subject.heardAt).compareTo(catchUp) > 0;
    if (old && now.isBefore(until)) {
      subject.catchingUp = true;
      subject.hold(until);
      return through;
    }
    return through.isAfter(now) ? through : now;
  }

  /**
   * Starts of silences that were over when they were seen first: a device that is heard again may
   * be about to send what it measured meanwhile, so that they are told only some minutes later.
   */
  private Set<Instant> held(Subject subject, ActiveRule rule, Instant now) {
    if (!(rule.rule().trigger() instanceof Trigger.Absence absence)) {
      return Set.of();
    }
    Set<Instant> held = new HashSet<>();
    for (Occurrence over : subject.ended(rule.rule().id())) {
      Instant until = subject.seen(over, now).plus(hold(absence));
      if (now.isBefore(until)) {
        held.add(over.startedAt());
        subject.hold(until);
        subject.holding = true;
      }
    }
    return held;
  }

  private Duration hold(Trigger.Absence absence) {
    return absence.limit().compareTo(catchUp) < 0 ? absence.limit() : catchUp;
  }

  /** Without the silence of a device that is heard while its readings are still old. */
  private List<Occurrence> audible(Subject subject, List<Occurrence> lasting, Instant asOf) {
    List<Occurrence> audible = new ArrayList<>();
    for (Occurrence each : lasting) {
      ActiveRule rule = subject.plan.rules().get(each.rule());
      if (each.clearedAt() == null
          && rule != null
          && rule.rule().trigger() instanceof Trigger.Absence absence) {
        Instant until = subject.heardAt.plus(hold(absence));
        if (asOf.isBefore(until)) {
          subject.hold(until);
          continue;
        }
      }
      audible.add(each);
    }
    return audible;
  }

  /** Whether a lasting silence is to be looked into again. */
  static boolean listens(Subject subject, Instant now) {
    return subject.told != null
        && Duration.between(subject.silenceAt, now).compareTo(SILENCE_EVERY) >= 0
        && Objects.requireNonNull(subject.told).values().stream()
            .anyMatch(told -> told.getLast().silence() != null);
  }

  private static Set<String> concerned(Subject subject, Map<String, List<Occurrence>> lasting) {
    Map<String, List<Told>> before = subject.told;
    if (before == null) {
      return new TreeSet<>(subject.plan.rules().keySet());
    }
    if (before.isEmpty() && lasting.isEmpty() && subject.ended().isEmpty()) {
      return Set.of();
    }
    Set<String> concerned = new TreeSet<>(before.keySet());
    concerned.addAll(lasting.keySet());
    concerned.addAll(subject.ended());
    return concerned;
  }

  private @Nullable Silence silence(
      Subject subject, ActiveRule rule, List<Occurrence> lasting, Instant now) {
    if (lasting.isEmpty() || !(rule.rule().trigger() instanceof Trigger.Absence absence)) {
      return null;
    }
    Occurrence last = lasting.getLast();
    List<Told> before =
        subject.told == null
            ? List.of()
            : Objects.requireNonNull(subject.told).getOrDefault(rule.rule().id(), List.of());
    if (!before.isEmpty()
        && before.getLast().startedAt().equals(last.startedAt())
        && Duration.between(subject.silenceAt, now).compareTo(SILENCE_EVERY) < 0) {
      return before.getLast().silence();
    }
    subject.silenceAt = now;
    // Companions do not all fall silent at once: the last of them was heard up to one of its
    // intervals after this one, and an interval is shorter than half of what counts as silence.
    return silences.of(subject.device, last.startedAt().plus(absence.limit().dividedBy(2)));
  }

  /**
   * Tells all of them in one transaction.
   *
   * @throws org.springframework.dao.DataAccessException when the database is away; nobody was told
   */
  void tell(List<Verdict> verdicts) {
    List<Verdict> loud = verdicts.stream().filter(v -> !v.isSilent()).toList();
    if (!loud.isEmpty()) {
      loud.forEach(verdict -> evaluated.writing(verdict.subject(), verdict.replacement()));
      transactions.executeWithoutResult(
          status -> {
            derived.write(
                loud.stream().map(Verdict::replacement).filter(Objects::nonNull).toList());
            timeline.judge(loud.stream().flatMap(v -> v.judgements().stream()).toList());
          });
    }
    verdicts.forEach(verdict -> evaluated.told(verdict.subject()));
  }

  /** Nobody holds it in memory any more. */
  void forget(@Nullable Subject subject) {
    if (subject != null) {
      evaluated.forget(subject.device);
    }
  }
}
