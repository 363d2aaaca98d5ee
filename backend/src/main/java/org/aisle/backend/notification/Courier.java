package org.aisle.backend.notification;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.aisle.backend.alerts.Alert;
import org.aisle.backend.alerts.AlertNotes;
import org.aisle.backend.alerts.Alerts;
import org.aisle.backend.notification.Delivery.Failed;
import org.aisle.backend.notification.Delivery.Sent;
import org.aisle.backend.notification.DispatchQueue.Lane;
import org.aisle.backend.notification.DispatchQueue.Part;
import org.aisle.backend.notification.DispatchQueue.Taken;
import org.aisle.backend.notification.Item.Kind;
import org.aisle.backend.notification.Timing.Slot;
import org.aisle.backend.rules.Rules;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers at least once: a message is repeated, with the same {@code Aisle-Delivery}, until it is
 * known to have arrived, for at most a day. It may arrive twice when the process or the connection
 * ends between the receiver's taking it and our noting that; receivers drop repeats by that header.
 * What is told of one alert arrives in order.
 *
 * <p>Every destination has a lane of its own, at most {@value #MOST_LANES} at a time, and each lane
 * one message on its way, so that one that hangs does not hold up the others. Thread-safe.
 */
final class Courier {

  static final int MOST_LANES = 32;
  static final Duration GIVE_UP = Duration.ofHours(24);
  static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  /** Longer than any attempt takes. */
  static final Duration LEASE = Duration.ofMinutes(3);

  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final int MESSAGES_A_TURN = 20;

  private final DispatchQueue queue;
  private final Outbox outbox;
  private final JdbcDestinations destinations;
  private final Channels channels;
  private final Look look;
  private final InstantSource time;
  private final Set<Lane> busy = ConcurrentHashMap.newKeySet();

  /** What is asked about alerts, and noted in their history. */
  record Look(Alerts alerts, AlertNotes notes, Rules rules) {}

  Courier(
      DispatchQueue queue,
      Outbox outbox,
      JdbcDestinations destinations,
      Channels channels,
      Look look,
      InstantSource time) {
    this.queue = queue;
    this.outbox = outbox;
    this.destinations = destinations;
    this.channels = channels;
    this.look = look;
    this.time = time;
  }

  /**
   * Sets out with what is due and returns at once.
   *
   * @param done run by each lane when its turn is over
   * @return how many lanes have set out
   */
  int setOut(Runnable done) {
    int started = 0;
    for (Lane lane : queue.due(time.instant(), MOST_LANES * 2)) {
      if (busy.size() >= MOST_LANES) {
        break;
      }
      if (busy.add(lane)) {
        started++;
        Thread.ofVirtual()
            .name("notify " + lane.app().value() + "/" + lane.destination())
            .start(
                () -> {
                  try {
                    turn(lane);
                  } catch (RuntimeException e) {
                    LOG.warn("Messages to {} wait: {}", lane.destination(), e.toString());
                  } finally {
                    busy.remove(lane);
                    done.run();
                  }
                });
      }
    }
    return started;
  }

  /** Whether nothing is on its way. */
  boolean isIdle() {
    return busy.isEmpty();
  }

  /** Until nothing is due, something fails, or others should have their turn. */
  private void turn(Lane lane) {
    for (int i = 0; i < MESSAGES_A_TURN; i++) {
      Optional<Taken> taken = queue.take(lane, time.instant(), LEASE);
      if (taken.isEmpty() || !deliver(lane, taken.get())) {
        return;
      }
    }
  }

  private boolean deliver(Lane lane, Taken taken) {
    List<Part> parts =
        taken.attempt() == 1
            ? stillToBeTold(lane, queue.parts(taken.id()))
            : queue.parts(taken.id());
    if (parts.isEmpty()) {
      queue.forget(taken.id());
      return true;
    }
    Instant now = time.instant();
    Delivery delivery =
        destinations
            .addressed(lane.app(), lane.destination())
            .map(
                to ->
                    channels.send(
                        new Letter(
                            taken.delivery(),
                            to.app(),
                            to.destination(),
                            now,
                            parts.stream().map(Part::item).toList()),
                        to.secret()))
            .orElseGet(
                () ->
                    Failed.forGood(
                        "destination.unknown",
                        "The app has no destination %s: create it, or correct the rule."
                            .formatted(lane.destination())));
    return switch (delivery) {
      case Sent sent -> {
        queue.inTransaction(() -> arrived(lane, taken, parts, sent));
        yield true;
      }
      case Failed failed -> {
        failed(lane, taken, parts, failed);
        yield failed.lasting();
      }
    };
  }

  /** Without what was withdrawn before anybody heard of it; what was shelved waits. */
  private List<Part> stillToBeTold(Lane lane, List<Part> parts) {
    Instant now = time.instant();
    List<Part> rest = new ArrayList<>();
    for (Part part : parts) {
      Optional<Alert> alert = look.alerts().find(lane.app(), part.item().alert());
      boolean withdrawn =
          alert.isEmpty()
              || !queue.isRaised(part.item().alert(), lane.destination())
              || (alert.get().state() == Alert.State.WITHDRAWN
                  && part.item().kind() != Kind.WITHDRAWN);
      Instant shelved = alert.map(Alert::shelvedUntil).orElse(null);
      if (withdrawn) {
        queue.drop(part.notice());
      } else if (shelved != null && shelved.isAfter(now) && part.item().kind() != Kind.WITHDRAWN) {
        outbox.inTransaction(
            () ->
                outbox.move(
                    part.notice(),
                    lane.app(),
                    lane.destination(),
                    new Slot("shelved/" + part.item().rule() + "/" + shelved, shelved),
                    now));
      } else {
        rest.add(part);
      }
    }
    return rest;
  }

  private void arrived(Lane lane, Taken taken, List<Part> parts, Sent sent) {
    Instant now = time.instant();
    queue.sent(taken.id(), now);
    note(
        lane,
        parts,
        "Told %s %s.".formatted(destinations.name(lane.app(), lane.destination()), sent.how()));
    for (Part part : parts) {
      if (part.item().kind() != Kind.RAISED) {
        continue;
      }
      look.rules()
          .find(lane.app(), part.item().rule())
          .map(rule -> rule.active().rule().notification().repeatEvery())
          .filter(
              every ->
                  look.alerts()
                      .find(lane.app(), part.item().alert())
                      .filter(alert -> alert.state() == Alert.State.ACTIVE)
                      .isPresent())
          .ifPresent(
              every -> outbox.remind(part.item().alert(), lane.destination(), now.plus(every)));
    }
  }

  private void failed(Lane lane, Taken taken, List<Part> parts, Failed failed) {
    Instant now = time.instant();
    Instant end = taken.since().plus(GIVE_UP);
    if (!failed.lasting() && now.isBefore(end)) {
      Instant next = now.plus(pause(taken.attempt(), failed.retryAfter(), jitter()));
      queue.failed(taken.id(), next.isAfter(end) ? end : next, failed);
      return;
    }
    queue.inTransaction(
        () -> {
          queue.dead(taken.id(), now, failed);
          note(
              lane,
              parts,
              "%s could not be told: %s"
                  .formatted(destinations.name(lane.app(), lane.destination()), failed.sentence()));
        });
  }

  private void note(Lane lane, List<Part> parts, String sentence) {
    List<Long> about = parts.stream().map(part -> part.item().alert()).distinct().toList();
    look.notes().told(lane.app(), about, Wording.line(sentence, 600));
  }

  /**
   * Doubles from a second to an hour; the receiver's wish counts within these bounds.
   *
   * @param jitter 0 to 1: up to half of the pause is added
   */
  static Duration pause(
      int attempt, @org.jspecify.annotations.Nullable Duration wish, double jitter) {
    long seconds = FIRST_PAUSE.toSeconds() << Math.min(attempt - 1, 12);
    Duration doubled = Duration.ofSeconds(Math.min(seconds, LONGEST_PAUSE.toSeconds()));
    Duration asked = wish == null || wish.compareTo(doubled) < 0 ? doubled : wish;
    Duration bounded = asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
    return bounded.plusMillis((long) (bounded.toMillis() * jitter / 2));
  }

  private static double jitter() {
    return ThreadLocalRandom.current().nextDouble();
  }
}
