package org.aisle.ui.fake;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.registry.Place;
import org.aisle.backend.registry.PlaceUse;
import org.aisle.backend.registry.Places;
import org.aisle.backend.registry.StoredPlace;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.place.Shapes;
import org.jspecify.annotations.Nullable;

/** The places of a registry in memory, which know their revisions. */
public final class FakePlaces implements Places {

  private final FakeRegistry registry;
  private final InstantSource clock;
  private final Map<String, StoredPlace> changed = new ConcurrentHashMap<>();

  FakePlaces(FakeRegistry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  @Override
  public List<StoredPlace> all(AppId app) {
    return registry.places.stream().map(this::stored).toList();
  }

  private StoredPlace stored(Place place) {
    StoredPlace known = changed.get(place.id());
    return known != null && known.place().equals(place)
        ? known
        : new StoredPlace(place, 1, "app template", clock.instant());
  }

  @Override
  public Optional<StoredPlace> find(AppId app, String id) {
    return all(app).stream().filter(stored -> stored.place().id().equals(id)).findFirst();
  }

  @Override
  public List<List<Problem>> check(AppId app, List<Place> places) {
    return places.stream()
        .map(
            place ->
                place.name().isEmpty()
                    ? List.of(new Problem("place.name-invalid", "Give the place a name."))
                    : Shapes.check(place.shape()).stream()
                        .map(fault -> new Problem(fault.code(), fault.sentence()))
                        .toList())
        .toList();
  }

  @Override
  public Outcome<StoredPlace> put(AppId app, Place place, @Nullable Integer replaces, String by) {
    List<Problem> problems = check(app, List.of(place)).getFirst();
    StoredPlace before = find(app, place.id()).orElse(null);
    int revision = before == null ? 0 : before.revision();
    if (!problems.isEmpty()) {
      return new Outcome.Refused<>(problems);
    }
    if (replaces != null && replaces != revision) {
      return Outcome.Refused.because(
          "place.revision-conflict", "Grace saved another revision. Read it again.");
    }
    StoredPlace stored = new StoredPlace(place, revision + 1, by, clock.instant());
    changed.put(place.id(), stored);
    if (before != null) {
      registry.places.set(registry.places.indexOf(before.place()), place);
    } else {
      registry.places.add(place);
    }
    return new Outcome.Done<>(stored);
  }

  @Override
  public Outcome<List<StoredPlace>> putAll(AppId app, List<Place> places, String by) {
    places.forEach(place -> put(app, place, null, by));
    return new Outcome.Done<>(List.of());
  }

  @Override
  public List<PlaceUse> uses(AppId app, String id) {
    return id.equals("ber-mitte")
        ? List.of(
            new PlaceUse(PlaceUse.Kind.ASSET, "cooler-05", "Cooler 05"),
            new PlaceUse(PlaceUse.Kind.RULE, "warm", "Too warm"),
            new PlaceUse(PlaceUse.Kind.DASHBOARD, "operations", "Store operations"))
        : List.of();
  }

  @Override
  public Optional<Outcome<StoredPlace>> remove(
      AppId app, String id, @Nullable Integer replaces, boolean history, String by) {
    if (!uses(app, id).isEmpty()) {
      return Optional.of(
          Outcome.Refused.because("place.stood-at", "Assets stand here: Cooler 05."));
    }
    return find(app, id)
        .map(
            stored -> {
              registry.places.remove(stored.place());
              return new Outcome.Done<>(stored);
            });
  }
}
