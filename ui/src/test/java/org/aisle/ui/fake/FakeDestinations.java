package org.aisle.ui.fake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.aisle.backend.notification.Destination;
import org.aisle.backend.notification.Destination.Channel;
import org.aisle.backend.notification.Destinations;
import org.aisle.backend.registry.Outcome;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;

/** Destinations in memory; nothing is sent anywhere. */
public final class FakeDestinations implements Destinations {

  private final Map<String, Destination> all = new ConcurrentSkipListMap<>();
  private final Map<Long, Dispatch> dispatches = new ConcurrentSkipListMap<>();
  private final InstantSource clock;

  FakeDestinations(InstantSource clock) {
    this.clock = clock;
    Instant now = clock.instant();
    all.put(
        "managers",
        new Destination(
            "managers", "Store managers", new Channel.Mail(List.of("stores@example.org"))));
    all.put(
        "tickets",
        new Destination(
            "tickets", "Ticket system", new Channel.Webhook("https://tickets.example.org/aisle")));
    dispatch(1, "managers", Status.SENT, now.minus(Duration.ofMinutes(184)), 1, null);
    dispatch(
        2,
        "tickets",
        Status.WAITING,
        now.minus(Duration.ofMinutes(12)),
        3,
        "notification.status: The server answered 503; it is tried again.");
    dispatch(
        3,
        "tickets",
        Status.DEAD,
        now.minus(Duration.ofHours(9)),
        8,
        "notification.address-refused: tickets.example.org leads to 10.1.2.3, a private address;"
            + " allow it or choose another.");
  }

  private void dispatch(
      long id, String to, Status status, Instant at, int attempts, @Nullable String failure) {
    dispatches.put(
        id,
        new Dispatch(
            id,
            to,
            status,
            List.of(FakeIncidents.WARM),
            "Warning: Too warm for 30 minutes, Cooler 07",
            at,
            at.plus(Duration.ofMinutes(20)),
            attempts,
            failure));
  }

  @Override
  public List<Destination> all(AppId app) {
    return List.copyOf(all.values());
  }

  @Override
  public Optional<Destination> find(AppId app, String id) {
    return Optional.ofNullable(all.get(id));
  }

  @Override
  public Outcome<Saved> put(AppId app, Destination destination) {
    if (destination.channel() instanceof Channel.Webhook hook && !hook.url().startsWith("http")) {
      return Outcome.Refused.because(
          "destination.url", "A webhook's URL begins with https:// or http://.");
    }
    boolean made = all.put(destination.id(), destination) == null;
    boolean secret = made && destination.channel() instanceof Channel.Webhook;
    return new Outcome.Done<>(new Saved(destination, secret ? "whsec-shown-once" : null));
  }

  @Override
  public boolean remove(AppId app, String id) {
    return all.remove(id) != null;
  }

  @Override
  public Outcome<String> test(AppId app, String id) {
    return id.equals("tickets")
        ? Outcome.Refused.because("notification.status", "The server answered 503.")
        : new Outcome.Done<>("The mail server took it: 250 OK.");
  }

  @Override
  public List<Dispatch> dispatches(AppId app, @Nullable Status status, int limit) {
    return dispatches.values().stream()
        .filter(d -> status == null || d.status() == status)
        .sorted(java.util.Comparator.comparing(Dispatch::createdAt).reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public Outcome<Dispatch> again(AppId app, long id) {
    Dispatch old = dispatches.get(id);
    dispatch(id, old.destination(), Status.WAITING, clock.instant(), 0, null);
    return new Outcome.Done<>(dispatches.get(id));
  }
}
