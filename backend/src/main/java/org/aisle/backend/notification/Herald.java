package org.aisle.backend.notification;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.aisle.backend.alerts.Alert;
import org.aisle.backend.alerts.Alert.Silence;
import org.aisle.backend.alerts.Alert.State;
import org.aisle.backend.alerts.AlertEvent;
import org.aisle.backend.alerts.Alerts;
import org.aisle.backend.notification.Destination.Channel;
import org.aisle.backend.notification.Item.Kind;
import org.aisle.backend.notification.Outbox.Heard;
import org.aisle.backend.notification.Outbox.Known;
import org.aisle.backend.notification.Outbox.Reminder;
import org.aisle.backend.notification.Timing.Slot;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.rules.Rules;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.rule.Rule.Notification;
import org.aisle.templates.rule.Rule.Notification.Past;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Decides who is told what and when. Each event of an alert is taken in one transaction with what
 * follows from it, so it counts exactly once, however often the process is ended. To be called by
 * one thread at a time.
 */
@Component
class Herald {

  private static final Logger LOG = LoggerFactory.getLogger(Herald.class);
  private static final int AT_ONCE = 500;
  private static final Duration BETWEEN_MAILS = Duration.ofMinutes(1);

  private final Outbox outbox;
  private final JdbcDestinations destinations;
  private final Alerts alerts;
  private final Rules rules;
  private final Apps apps;
  private final Portraits portraits;
  private final InstantSource time;
  private final Map<RuleOf, Notification> policies = new HashMap<>();

  Herald(
      Outbox outbox,
      JdbcDestinations destinations,
      Alerts alerts,
      Rules rules,
      Apps apps,
      Portraits portraits,
      InstantSource time) {
    this.outbox = outbox;
    this.destinations = destinations;
    this.alerts = alerts;
    this.rules = rules;
    this.apps = apps;
    this.portraits = portraits;
    this.time = time;
  }

  /**
   * Takes what has happened and what is to be repeated.
   *
   * @return whether there is more at once
   * @throws org.springframework.dao.DataAccessException when the database is away: call again later
   */
  boolean listen() {
    policies.clear();
    List<Heard> heard = outbox.heard(AT_ONCE);
    List<Long> forNobody = new ArrayList<>();
    for (Heard event : heard) {
      if (!event.told() && policy(event.app(), event.rule()).to().isEmpty()) {
        forNobody.add(event.event());
      } else {
        take(event);
      }
    }
    if (!forNobody.isEmpty()) {
      outbox.settle(forNobody);
    }
    List<Reminder> due = outbox.reminders(time.instant(), AT_ONCE);
    for (Reminder reminder : due) {
      outbox.inTransaction(() -> repeat(reminder));
    }
    return heard.size() == AT_ONCE || due.size() == AT_ONCE;
  }

  /** One event that can't be understood does not hold up the others. */
  private void take(Heard event) {
    try {
      outbox.inTransaction(
          () -> {
            alerts.find(event.app(), event.alert()).ifPresent(alert -> follow(event, alert));
            outbox.settle(List.of(event.event()));
          });
    } catch (TransientDataAccessException
        | RecoverableDataAccessException
        | NonTransientDataAccessResourceException
        | CannotCreateTransactionException away) {
      throw away;
    } catch (RuntimeException e) {
      LOG.error("Nobody can be told of event {} of alert {}", event.event(), event.alert(), e);
      outbox.stumble(event.event());
    }
  }

  private void follow(Heard event, Alert alert) {
    outbox.hold(alert.id());
    Situation now = situation(event.app(), alert);
    switch (event.kind()) {
      case RAISED, AMENDED, SEVERITY, UNSHELVED -> changed(event, now);
      case CLEARED -> {
        stopRepeating(alert, event.app());
        ended(event, now, Kind.CLEARED);
      }
      case WITHDRAWN -> {
        outbox.forgetReminders(alert.id(), null);
        outbox.dropOpen(event.app(), alert.id(), null);
        ended(event, now, Kind.WITHDRAWN);
      }
      case CLOSED -> {
        outbox.forgetReminders(alert.id(), null);
        outbox.dropOpen(event.app(), alert.id(), null);
      }
      case ACKNOWLEDGED -> stopRepeating(alert, event.app());
      case SHELVED -> shelved(event, now);
      case ASSIGNED, COMMENTED, NOTIFIED -> {}
    }
  }

  private void stopRepeating(Alert alert, AppId app) {
    outbox.forgetReminders(alert.id(), null);
    outbox.dropOpen(app, alert.id(), Kind.REPEATED);
  }

  private void changed(Heard event, Situation now) {
    Alert alert = now.alert();
    if (alert.state() == State.WITHDRAWN || alert.state() == State.CLOSED) {
      return;
    }
    TreeSet<String> to = new TreeSet<>(now.policy().to());
    if (event.kind() == AlertEvent.Kind.AMENDED) {
      to.addAll(now.known().keySet());
    }
    for (String destination : to) {
      Known known = now.known().get(destination);
      if (known == null) {
        if (isToBeTold(event.kind(), now)) {
          add(now, destination, "raised", item(now, Kind.RAISED, event));
        }
      } else if (known.open() != null) {
        revise(event, now, known);
      } else if (known.told()) {
        switch (event.kind()) {
          case AMENDED -> add(now, destination, key(event), item(now, Kind.AMENDED, event));
          case SEVERITY -> add(now, destination, key(event), item(now, Kind.SEVERITY, event));
          default -> {}
        }
      }
    }
    if (event.kind() == AlertEvent.Kind.UNSHELVED) {
      reschedule(event.app(), now);
    }
  }

  private static boolean isToBeTold(AlertEvent.Kind kind, Situation now) {
    Alert alert = now.alert();
    boolean wanted = kind == AlertEvent.Kind.RAISED || alert.state() == State.ACTIVE;
    boolean inboxOnly = now.policy().past() == Past.INBOX && now.late();
    return wanted && !inboxOnly && alert.silence() != Silence.UPLINK;
  }

  /** What still waits tells the present state when its time comes, and sooner if it got worse. */
  private void revise(Heard event, Situation now, Known known) {
    if (now.alert().silence() == Silence.UPLINK) {
      outbox.dropOpen(event.app(), now.alert().id(), Kind.RAISED);
      return;
    }
    outbox.rewrite(known.notice(), item(now, Kind.RAISED, event));
    Slot slot = slot(now, known.destination(), "raised", true);
    Instant open = known.open();
    if (open != null && slot.due().isBefore(open)) {
      outbox.move(known.notice(), event.app(), known.destination(), slot, now.at());
    }
  }

  private void ended(Heard event, Situation now, Kind kind) {
    for (Known known : now.known().values()) {
      if (known.told()) {
        add(now, known.destination(), key(event), item(now, kind, event));
      } else if (known.open() != null && kind == Kind.CLEARED) {
        outbox.rewrite(known.notice(), item(now, Kind.RAISED, event));
      }
    }
  }

  private void shelved(Heard event, Situation now) {
    outbox.dropOpen(event.app(), now.alert().id(), Kind.REPEATED);
    reschedule(event.app(), now);
  }

  private void reschedule(AppId app, Situation now) {
    for (Known open : outbox.open(now.alert().id())) {
      Slot slot = slot(now, open.destination(), "again/" + open.notice(), false);
      if (!slot.due().equals(open.open())) {
        outbox.move(open.notice(), app, open.destination(), slot, now.at());
      }
    }
  }

  private void repeat(Reminder reminder) {
    Optional<Alert> found = alerts.find(reminder.app(), reminder.alert());
    if (found.isEmpty() || found.get().state() != State.ACTIVE) {
      outbox.forgetReminders(reminder.alert(), null);
      return;
    }
    Alert alert = found.get();
    Situation now = situation(reminder.app(), alert);
    Duration every = now.policy().repeatEvery();
    if (every == null || !now.policy().to().contains(reminder.destination())) {
      outbox.forgetReminders(reminder.alert(), reminder.destination());
      return;
    }
    Instant shelved = alert.shelvedUntil();
    if (shelved != null && shelved.isAfter(now.at())) {
      outbox.remindAgain(reminder, shelved);
      return;
    }
    if (alert.silence() != Silence.UPLINK && !outbox.repeats(alert.id(), reminder.destination())) {
      Item item =
          portraits.of(
              alert,
              Kind.REPEATED,
              now.at(),
              "Nobody has acknowledged it yet. " + alert.occurrence().evidence().sentence(),
              now.late());
      add(now, reminder.destination(), "repeat/" + reminder.number(), item);
    }
    outbox.remindAgain(reminder, now.at().plus(every));
  }

  private void add(Situation now, String destination, String key, Item item) {
    Slot slot = slot(now, destination, key, item.kind() == Kind.RAISED);
    outbox.add(now.alert().device().app(), destination, key, item, slot, now.at());
  }

  /** Mails of one rule follow each other by a minute; what happens meanwhile is joined into one. */
  private Slot slot(Situation now, String destination, String key, boolean first) {
    Alert alert = now.alert();
    Slot slot =
        Timing.slot(alert, now.policy(), first, alert.id() + "/" + key, now.at(), now.zone());
    AppId app = alert.device().app();
    if (!slot.bundle().startsWith("now/")
        || !(destinations.channel(app, destination) instanceof Channel.Mail)) {
      return slot;
    }
    String bundle = "mail/%s/%s".formatted(alert.occurrence().rule(), alert.severity().name());
    Instant due =
        outbox
            .newest(app, destination, bundle)
            .map(last -> last.plus(BETWEEN_MAILS))
            .filter(next -> next.isAfter(now.at()))
            .orElse(now.at());
    return new Slot(bundle, due);
  }

  private Item item(Situation now, Kind kind, Heard event) {
    Alert alert = now.alert();
    String sentence =
        kind == Kind.RAISED ? alert.occurrence().evidence().sentence() : event.sentence();
    return portraits.of(alert, kind, event.at(), sentence, now.late());
  }

  private static String key(Heard event) {
    return "event/" + event.event();
  }

  private Situation situation(AppId app, Alert alert) {
    Notification policy = policy(app, alert.occurrence().rule());
    Map<String, Known> known =
        outbox.known(alert.id()).stream()
            .collect(Collectors.toMap(Known::destination, Function.identity()));
    ZoneId zone = apps.find(app).map(App::zone).orElse(ZoneOffset.UTC);
    return new Situation(alert, policy, known, time.instant(), zone);
  }

  /** As it was at the first event of this round. */
  private Notification policy(AppId app, String rule) {
    return policies.computeIfAbsent(
        new RuleOf(app, rule),
        key ->
            rules
                .find(app, rule)
                .map(stored -> stored.active().rule().notification())
                .orElse(Notification.NOBODY));
  }

  private record RuleOf(AppId app, String rule) {}

  /** All that is looked at to decide. */
  private record Situation(
      Alert alert, Notification policy, Map<String, Known> known, Instant at, ZoneId zone) {
    boolean late() {
      return Timing.isPast(alert, policy);
    }
  }
}
