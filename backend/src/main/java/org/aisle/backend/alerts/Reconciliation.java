package org.aisle.backend.alerts;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.aisle.backend.alerts.Alert.Silence;
import org.aisle.backend.alerts.Alert.State;
import org.aisle.backend.alerts.AlertEvent.Kind;
import org.aisle.backend.alerts.Change.Told;
import org.aisle.backend.evaluation.Occurrence;
import org.aisle.backend.evaluation.Occurrence.Clearing;
import org.aisle.backend.evaluation.Occurrence.Step;
import org.jspecify.annotations.Nullable;

/**
 * Compares what is stored of one rule on one device with what a judgement says. An occurrence is
 * the alert that began at the same moment, else the first one that it overlaps, else a new one; an
 * alert that is no occurrence is withdrawn. Pure.
 */
final class Reconciliation {

  private final Judgement judgement;
  private final Sentences sentences;
  private final List<Change> changes = new ArrayList<>();

  private Reconciliation(Judgement judgement, Sentences sentences) {
    this.judgement = judgement;
    this.sentences = sentences;
  }

  /**
   * @param kept those that last or ended after the judgement's {@code settled}, and any that begin
   *     when one of its occurrences does; none of them withdrawn
   */
  static List<Change> changes(Judgement judgement, List<Kept> kept, Sentences sentences) {
    return new Reconciliation(judgement, sentences).compare(kept);
  }

  private List<Change> compare(List<Kept> kept) {
    Map<Instant, Occurrence> wanted = new LinkedHashMap<>();
    judgement
        .occurrences()
        .forEach(
            o -> {
              Occurrence exact = toMicros(o);
              wanted.putIfAbsent(exact.startedAt(), exact);
            });
    List<Kept> open = new ArrayList<>(kept);
    Map<Instant, Kept> matches = new LinkedHashMap<>();
    for (Kept each : kept) {
      if (wanted.containsKey(each.startedAt())
          && matches.putIfAbsent(each.startedAt(), each) == null) {
        open.remove(each);
      }
    }
    open.removeIf(k -> !isJudged(k));
    for (Occurrence occurrence : wanted.values()) {
      if (!matches.containsKey(occurrence.startedAt())) {
        open.stream()
            .filter(k -> overlap(k, occurrence))
            .findFirst()
            .ifPresent(
                k -> {
                  matches.put(occurrence.startedAt(), k);
                  open.remove(k);
                });
      }
    }
    open.forEach(this::withdraw);
    for (Occurrence occurrence : wanted.values()) {
      Kept match = matches.get(occurrence.startedAt());
      if (match == null) {
        raise(occurrence);
      } else {
        amend(match, occurrence);
      }
    }
    return changes;
  }

  private boolean isJudged(Kept kept) {
    Instant settled = judgement.settled();
    Instant cleared = kept.clearedAt();
    return settled == null || cleared == null || cleared.isAfter(settled);
  }

  private static boolean overlap(Kept kept, Occurrence occurrence) {
    return kept.startedAt().isBefore(end(occurrence.startedAt(), occurrence.clearedAt()))
        && occurrence.startedAt().isBefore(end(kept.startedAt(), kept.clearedAt()));
  }

  /** Exclusive; what is momentary lasts a microsecond. */
  private static Instant end(Instant start, @Nullable Instant cleared) {
    return cleared == null
        ? Instant.MAX
        : cleared.isAfter(start) ? cleared : start.plus(1, ChronoUnit.MICROS);
  }

  private void withdraw(Kept kept) {
    changes.add(
        new Change.Withdrawn(
            kept.id(),
            List.of(
                new Told(Kind.WITHDRAWN, sentences.withdrawn(judgement.late(), kept.absence())))));
  }

  private void raise(Occurrence occurrence) {
    List<Told> told = new ArrayList<>();
    told.add(new Told(Kind.RAISED, sentences.raised(occurrence, judgement.late())));
    if (occurrence.clearedAt() != null && occurrence.clearing() != Clearing.MOMENTARY) {
      told.add(
          new Told(Kind.CLEARED, sentences.cleared(occurrence.clearedAt(), occurrence.clearing())));
    }
    State state = occurrence.clearedAt() == null ? State.ACTIVE : State.CLEARED;
    changes.add(new Change.Raised(judgement, occurrence, state, silence(occurrence, null), told));
  }

  private void amend(Kept kept, Occurrence now) {
    List<Told> told = new ArrayList<>();
    List<String> amended = new ArrayList<>();
    if (!kept.startedAt().equals(now.startedAt())) {
      amended.add(sentences.instead("it began at", now.startedAt(), kept.startedAt()));
    } else if (!kept.raisedAt().equals(now.raisedAt())) {
      amended.add(sentences.instead("it was raised at", now.raisedAt(), kept.raisedAt()));
    }
    Instant was = kept.clearedAt();
    Instant ended = now.clearedAt();
    if (was != null && ended == null) {
      amended.add(sentences.lastsAfterAll(was));
    } else if (was != null && ended != null && !was.equals(ended)) {
      amended.add(sentences.instead("it ended at", ended, was));
    } else if (was != null && ended != null && kept.clearing() != now.clearing()) {
      amended.add(sentences.endedBecause(now.clearing()));
    }
    boolean otherSeverity = !kept.steps().getLast().severity().equals(now.severity());
    boolean longer = isLonger(kept.steps(), now.severities());
    if (!otherSeverity && !longer && !sameSteps(kept, now)) {
      amended.add(sentences.severities(now.severities()));
    }
    Silence silence = silence(now, kept.silence());
    if (ended == null && silence != kept.silence()) {
      amended.add(sentences.silence(silence));
    }
    if (!amended.isEmpty()) {
      told.add(new Told(Kind.AMENDED, sentences.amended(amended, judgement.late())));
    }
    if (otherSeverity || longer) {
      told.add(
          new Told(
              Kind.SEVERITY,
              sentences.severity(now.severities().getLast(), kept.steps().getLast().severity())));
    }
    if (was == null && ended != null) {
      told.add(new Told(Kind.CLEARED, sentences.cleared(ended, now.clearing())));
    }
    State state = state(kept, now);
    boolean same =
        told.isEmpty()
            && kept.startedAt().equals(now.startedAt())
            && kept.raisedAt().equals(now.raisedAt())
            && kept.steps().equals(now.severities())
            && kept.evidence().equals(EvidenceJson.write(now.evidence()))
            && kept.state() == state
            && kept.silence() == silence;
    if (!same) {
      changes.add(new Change.Changed(kept.id(), now, state, silence, told));
    }
  }

  private @Nullable Silence silence(Occurrence occurrence, @Nullable Silence before) {
    return occurrence.clearedAt() == null && judgement.silence() != null
        ? judgement.silence()
        : before;
  }

  private static State state(Kept kept, Occurrence now) {
    if (now.clearedAt() == null) {
      return kept.acknowledged() ? State.ACKNOWLEDGED : State.ACTIVE;
    }
    return kept.state() == State.CLOSED ? State.CLOSED : State.CLEARED;
  }

  /** Whether what was known of the severities still holds, and there is more. */
  private static boolean isLonger(List<Step> before, List<Step> now) {
    return now.size() > before.size() && now.subList(0, before.size()).equals(before);
  }

  /** The first step is when it was raised, of which something is said anyway. */
  private static boolean sameSteps(Kept kept, Occurrence now) {
    List<Step> before = kept.steps();
    List<Step> steps = now.severities();
    return before.size() == steps.size()
        && before.getFirst().severity() == steps.getFirst().severity()
        && Objects.equals(before.subList(1, before.size()), steps.subList(1, steps.size()));
  }

  /** As precisely as the database keeps moments, so that repeating a judgement changes nothing. */
  private static Occurrence toMicros(Occurrence o) {
    Instant cleared = o.clearedAt();
    return new Occurrence(
        o.rule(),
        o.revision(),
        o.startedAt().truncatedTo(ChronoUnit.MICROS),
        o.raisedAt().truncatedTo(ChronoUnit.MICROS),
        cleared == null ? null : cleared.truncatedTo(ChronoUnit.MICROS),
        o.clearing(),
        o.severities().stream()
            .map(s -> new Step(s.at().truncatedTo(ChronoUnit.MICROS), s.severity()))
            .toList(),
        o.evidence());
  }
}
