package org.aisle.ui.fake;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.aisle.backend.alerts.Alert;
import org.aisle.backend.alerts.Alert.State;
import org.aisle.backend.alerts.AlertEvent;
import org.aisle.backend.alerts.AlertEvent.Kind;
import org.aisle.backend.alerts.AlertQuery;
import org.aisle.backend.alerts.Alerts;
import org.aisle.backend.alerts.AlertsChanged;
import org.aisle.backend.evaluation.Occurrence.Clearing;
import org.aisle.backend.registry.Outcome;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.rule.Severity;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

/** Alerts in memory that live the way the real ones do. Thread-safe. */
public final class FakeAlerts implements Alerts {

  private final Map<Long, Alert> alerts = new ConcurrentSkipListMap<>();
  private final List<AlertEvent> events = new CopyOnWriteArrayList<>();
  private final InstantSource clock;
  private final ApplicationEventPublisher publisher;

  FakeAlerts(InstantSource clock, ApplicationEventPublisher publisher) {
    this.clock = clock;
    this.publisher = publisher;
  }

  /** Puts an alert there, with the event that says so. */
  public void put(Alert alert, Kind kind, @Nullable String by, String sentence) {
    alerts.put(alert.id(), alert);
    tell(alert, clock.instant(), kind, by, sentence);
  }

  /** As {@link #put}, in the past. */
  void put(Alert alert, Instant at, Kind kind, @Nullable String by, String sentence) {
    alerts.put(alert.id(), alert);
    events.add(new AlertEvent(alert.id(), at, kind, by, sentence));
  }

  private void tell(Alert alert, Instant at, Kind kind, @Nullable String by, String sentence) {
    AlertEvent event = new AlertEvent(alert.id(), at, kind, by, sentence);
    events.add(event);
    publisher.publishEvent(new AlertsChanged(alert.device().app(), List.of(event)));
  }

  private List<Alert> all(AppId app, AlertQuery query) {
    Comparator<Alert> newest =
        Comparator.comparing((Alert a) -> a.occurrence().startedAt()).reversed();
    Comparator<Alert> worst = Comparator.comparing(Alert::severity).reversed();
    Instant now = clock.instant();
    return alerts.values().stream()
        .filter(a -> a.device().app().equals(app))
        .filter(a -> query.states().isEmpty() || query.states().contains(a.state()))
        .filter(a -> query.device() == null || query.device().equals(a.device().device()))
        .filter(a -> query.rule() == null || query.rule().equals(a.occurrence().rule()))
        .filter(a -> query.place() == null || query.place().equals(a.place()))
        .filter(a -> query.atLeast() == null || a.severity().compareTo(query.atLeast()) >= 0)
        .filter(a -> query.assignee() == null || query.assignee().equals(a.assignee()))
        .filter(a -> query.from() == null || !end(a, now).isBefore(query.from()))
        .filter(a -> query.to() == null || a.occurrence().startedAt().isBefore(query.to()))
        .filter(a -> query.shelved() || !shelved(a, now))
        .sorted(query.newestFirst() ? newest : worst.thenComparing(newest))
        .toList();
  }

  private static Instant end(Alert alert, Instant now) {
    return Objects.requireNonNullElse(alert.occurrence().clearedAt(), now);
  }

  private static boolean shelved(Alert alert, Instant now) {
    return alert.shelvedUntil() != null && alert.shelvedUntil().isAfter(now);
  }

  @Override
  public List<Alert> find(AppId app, AlertQuery query) {
    return all(app, query).stream().skip(query.offset()).limit(query.limit()).toList();
  }

  @Override
  public long count(AppId app, AlertQuery query) {
    return all(app, query).size();
  }

  @Override
  public Map<Severity, Long> open(AppId app) {
    Map<Severity, Long> open = new EnumMap<>(Severity.class);
    for (Severity severity : Severity.values()) {
      open.put(severity, 0L);
    }
    all(app, AlertQuery.OPEN).forEach(a -> open.merge(a.severity(), 1L, Long::sum));
    return open;
  }

  @Override
  public Optional<Alert> find(AppId app, long id) {
    return Optional.ofNullable(alerts.get(id)).filter(a -> a.device().app().equals(app));
  }

  @Override
  public List<AlertEvent> history(AppId app, long id) {
    return events.stream()
        .filter(e -> e.alert() == id)
        .sorted(Comparator.comparing(AlertEvent::at))
        .toList();
  }

  @Override
  public Outcome<List<Alert>> acknowledge(
      AppId app, Set<Long> ids, String by, @Nullable String comment) {
    if (!alerts.keySet().containsAll(ids)) {
      return Outcome.Refused.because("alert.unknown", "One of these alerts does not exist.");
    }
    List<Alert> done = new ArrayList<>();
    for (long id : ids) {
      Alert old = alerts.get(id);
      if (old.state() == State.ACTIVE) {
        Alert now = with(old, State.ACKNOWLEDGED, old.assignee(), old.shelvedUntil(), by);
        alerts.put(id, now);
        done.add(now);
        String words = comment == null ? "Acknowledged." : "Acknowledged: " + comment;
        tell(now, clock.instant(), Kind.ACKNOWLEDGED, by, words);
      }
    }
    return new Outcome.Done<>(done);
  }

  private Alert with(
      Alert a,
      State state,
      @Nullable String assignee,
      @Nullable Instant shelvedUntil,
      @Nullable String acknowledgedBy) {
    Instant acknowledged = a.acknowledgedAt() == null ? clock.instant() : a.acknowledgedAt();
    return new Alert(
        a.id(),
        a.device(),
        a.deviceName(),
        a.asset(),
        a.place(),
        a.ruleName(),
        a.occurrence(),
        a.severity(),
        state,
        a.silence(),
        a.told(),
        acknowledgedBy == null ? null : acknowledged,
        acknowledgedBy,
        assignee,
        shelvedUntil,
        a.reason());
  }

  private Outcome<Alert> change(Alert now, Kind kind, String by, String sentence) {
    put(now, kind, by, sentence);
    return new Outcome.Done<>(now);
  }

  @Override
  public Outcome<Alert> assign(AppId app, long id, @Nullable String assignee, String by) {
    Alert a = alerts.get(id);
    return change(
        with(a, a.state(), assignee, a.shelvedUntil(), a.acknowledgedBy()),
        Kind.ASSIGNED,
        by,
        assignee == null ? "Assigned to nobody." : "Assigned to " + assignee + ".");
  }

  @Override
  public Outcome<Alert> comment(AppId app, long id, String text, String by) {
    if (text.isBlank()) {
      return Outcome.Refused.because("alert.comment-empty", "Write something.");
    }
    return change(alerts.get(id), Kind.COMMENTED, by, text);
  }

  @Override
  public Outcome<Alert> shelve(AppId app, long id, @Nullable Instant until, String by) {
    Alert a = alerts.get(id);
    return change(
        with(a, a.state(), a.assignee(), until, a.acknowledgedBy()),
        until == null ? Kind.UNSHELVED : Kind.SHELVED,
        by,
        until == null ? "Shelved no longer." : "Shelved until " + until + ".");
  }

  @Override
  public Outcome<Alert> close(AppId app, long id, @Nullable String comment, String by) {
    Alert a = alerts.get(id);
    if (a.state() != State.CLEARED && a.occurrence().clearing() != Clearing.MOMENTARY) {
      return Outcome.Refused.because("alert.lasts", "It lasts; acknowledge it instead.");
    }
    return change(
        with(a, State.CLOSED, a.assignee(), null, a.acknowledgedBy()),
        Kind.CLOSED,
        by,
        comment == null ? "Closed." : "Closed: " + comment);
  }
}
