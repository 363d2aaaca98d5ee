package org.aisle.backend.registry;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.timeseries.EvaluationMarks;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/** Places in PostgreSQL, and what becomes of everything that refers to them. */
@Repository
class JdbcPlaces implements Places {

  private static final int NAMED = 3;
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("d MMM uuuu 'at' HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final PlaceRows rows;
  private final TransactionOperations transactions;
  private final ApplicationEventPublisher events;
  private final InstantSource time;
  private final ObjectProvider<PlaceUses> others;

  JdbcPlaces(
      JdbcClient jdbc,
      TransactionOperations transactions,
      ApplicationEventPublisher events,
      InstantSource time,
      ObjectProvider<PlaceUses> others) {
    this.rows = new PlaceRows(jdbc);
    this.transactions = transactions;
    this.events = events;
    this.time = time;
    this.others = others;
  }

  @Override
  public List<StoredPlace> all(AppId app) {
    return rows.all(app);
  }

  @Override
  public Optional<StoredPlace> find(AppId app, String id) {
    return rows.find(app, id);
  }

  @Override
  public List<List<Problem>> check(AppId app, List<Place> places) {
    Set<String> organisations = rows.organisations(app);
    return places.stream().map(place -> PlaceCheck.problems(place, organisations)).toList();
  }

  @Override
  public Outcome<StoredPlace> put(AppId app, Place place, @Nullable Integer replaces, String by) {
    return Objects.requireNonNull(
        transactions.execute(
            status -> {
              if (!rows.lock(app)) {
                return unknownApp(app);
              }
              StoredPlace stored = rows.find(app, place.id()).orElse(null);
              boolean same = stored != null && stored.place().equals(place);
              List<Problem> problems = new ArrayList<>(check(app, List.of(place)).getFirst());
              if (!same) {
                conflict(stored, replaces).ifPresent(problems::add);
              }
              if (!problems.isEmpty()) {
                return new Outcome.Refused<>(problems);
              }
              if (same && stored != null) {
                return new Outcome.Done<>(stored);
              }
              StoredPlace next = next(place, stored, by);
              rows.put(app, next);
              tell(app, stored == null || moved(stored.place(), place));
              return new Outcome.Done<>(next);
            }));
  }

  @Override
  public Outcome<List<StoredPlace>> putAll(AppId app, List<Place> places, String by) {
    return Objects.requireNonNull(
        transactions.execute(
            status -> {
              if (!rows.lock(app)) {
                return unknownApp(app);
              }
              List<Problem> problems = check(app, places).stream().flatMap(List::stream).toList();
              if (!problems.isEmpty()) {
                return new Outcome.Refused<>(problems);
              }
              Map<String, StoredPlace> known = new HashMap<>();
              all(app).forEach(stored -> known.put(stored.place().id(), stored));
              List<StoredPlace> put = new ArrayList<>();
              boolean changed = false;
              boolean moved = false;
              for (Place place : places) {
                StoredPlace stored = known.get(place.id());
                if (stored != null && stored.place().equals(place)) {
                  put.add(stored);
                  continue;
                }
                StoredPlace next = next(place, stored, by);
                rows.put(app, next);
                known.put(place.id(), next);
                put.add(next);
                changed = true;
                moved |= stored == null || moved(stored.place(), place);
              }
              if (changed) {
                tell(app, moved);
              }
              return new Outcome.Done<>(List.copyOf(put));
            }));
  }

  private StoredPlace next(Place place, @Nullable StoredPlace stored, String by) {
    return new StoredPlace(place, stored == null ? 1 : stored.revision() + 1, by, now());
  }

  private Instant now() {
    return time.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** Whether positions, or groups that ask for organisations, relate to it in another way. */
  private static boolean moved(Place before, Place now) {
    return !before.kind().equals(now.kind())
        || !before.shape().equals(now.shape())
        || !java.util.Objects.equals(before.organisation(), now.organisation());
  }

  private void tell(AppId app, boolean moved) {
    events.publishEvent(new RegistryChanged(app, null, moved ? EvaluationMarks.BEGINNING : null));
  }

  private static Optional<Problem> conflict(
      @Nullable StoredPlace stored, @Nullable Integer replaces) {
    int revision = stored == null ? 0 : stored.revision();
    if (replaces == null || replaces == revision) {
      return Optional.empty();
    }
    if (stored == null) {
      return Optional.of(
          new Problem(
              "place.removed-conflict",
              "This place was removed. Save it as a new place to have it again."));
    }
    String at = WHEN.format(stored.changedAt());
    return Optional.of(
        replaces == 0
            ? new Problem(
                "place.exists",
                "%s saved a place with this id on %s. Choose another id, or read that one and change it."
                    .formatted(stored.changedBy(), at))
            : new Problem(
                "place.revision-conflict",
                "%s saved revision %d of this place on %s, after you read revision %d. Read it again and change that one."
                    .formatted(stored.changedBy(), revision, at, replaces)));
  }

  @Override
  public List<PlaceUse> uses(AppId app, String id) {
    List<PlaceUse> uses = new ArrayList<>(rows.assets(app, id, PlaceUse.Kind.ASSET));
    others.orderedStream().forEach(other -> uses.addAll(other.of(app, id)));
    uses.addAll(rows.assets(app, id, PlaceUse.Kind.ASSET_ONCE));
    return List.copyOf(uses);
  }

  @Override
  public Optional<Outcome<StoredPlace>> remove(
      AppId app, String id, @Nullable Integer replaces, boolean history, String by) {
    return Objects.requireNonNull(
        transactions.execute(
            status -> {
              StoredPlace stored = rows.lock(app) ? rows.find(app, id).orElse(null) : null;
              if (stored == null) {
                return Optional.empty();
              }
              List<Problem> problems = new ArrayList<>();
              conflict(stored, replaces).ifPresent(problems::add);
              problems.addAll(inUse(uses(app, id), history));
              if (!problems.isEmpty()) {
                return Optional.of(new Outcome.Refused<>(problems));
              }
              rows.remove(app, id);
              tell(app, true);
              return Optional.of(new Outcome.Done<>(stored));
            }));
  }

  private static List<Problem> inUse(List<PlaceUse> uses, boolean history) {
    List<Problem> problems = new ArrayList<>();
    for (PlaceUse.Kind kind : PlaceUse.Kind.values()) {
      List<PlaceUse> these = uses.stream().filter(use -> use.kind() == kind).toList();
      if (!these.isEmpty() && !(history && kind == PlaceUse.Kind.ASSET_ONCE)) {
        problems.add(problem(kind, these));
      }
    }
    return problems;
  }

  private static Problem problem(PlaceUse.Kind kind, List<PlaceUse> uses) {
    String names =
        uses.stream().limit(NAMED).map(PlaceUse::name).collect(Collectors.joining(", "))
            + (uses.size() > NAMED ? " and %d more".formatted(uses.size() - NAMED) : "");
    return switch (kind) {
      case ASSET ->
          new Problem(
              "place.stood-at",
              "Assets stand here: %s. Put them at another place first.".formatted(names));
      case RULE ->
          new Problem("place.in-rule", "Rules name it: %s. Change them first.".formatted(names));
      case DASHBOARD ->
          new Problem(
              "place.in-dashboard",
              "Dashboards show it: %s. Change their tiles first.".formatted(names));
      case ROUTE ->
          new Problem(
              "place.in-route",
              "Planned routes stop here: %s. They can't be changed, so it stays.".formatted(names));
      case GROUP ->
          new Problem(
              "place.in-group",
              "Device groups ask for it: %s. Change their queries first.".formatted(names));
      case ASSET_ONCE ->
          new Problem(
              "place.in-history",
              "Assets stood here once: %s. That would be forgotten; ask for it with history=forget."
                  .formatted(names));
    };
  }

  private static <T> Outcome<T> unknownApp(AppId app) {
    return Outcome.Refused.because("app.unknown", "Create the app " + app + " first.");
  }
}
