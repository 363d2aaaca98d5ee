package org.aisle.backend.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.aisle.backend.imports.DrawnPlace.Spot;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.registry.Place;
import org.aisle.backend.registry.Places;
import org.aisle.backend.registry.StoredPlace;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.place.GeoPosition;
import org.aisle.templates.place.Shape;
import org.aisle.templates.place.ShapeFault;
import org.aisle.templates.place.Shapes;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Judges every place of a file first, then saves the sound ones together. */
@Component
class FilePlaceImports implements PlaceImports {

  private static final double MAX_RADIUS = 1_000_000;
  private static final int LONGEST_ID = 128;

  private final Places places;
  private final TransactionOperations transactions;

  FilePlaceImports(Places places, TransactionOperations transactions) {
    this.places = places;
    this.transactions = transactions;
  }

  @Override
  public Outcome<Report> rehearse(AppId app, byte[] file, Axes axes) {
    return switch (read(file)) {
      case Outcome.Refused<List<DrawnPlace>>(var problems) -> new Outcome.Refused<>(problems);
      case Outcome.Done<List<DrawnPlace>>(var drawn) -> new Outcome.Done<>(judge(app, drawn, axes));
    };
  }

  @Override
  public Outcome<Report> run(AppId app, byte[] file, Axes axes, String by) {
    return Objects.requireNonNull(
        transactions.execute(
            status -> {
              Outcome<Report> judged = rehearse(app, file, axes);
              if (judged instanceof Outcome.Done<Report>(Report report)) {
                List<Place> sound =
                    report.rows().stream()
                        .filter(row -> row.status() != Status.REFUSED)
                        .map(Row::place)
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .toList();
                if (places.putAll(app, sound, by)
                    instanceof Outcome.Refused<List<StoredPlace>>(var problems)) {
                  status.setRollbackOnly();
                  return new Outcome.Refused<>(problems);
                }
              }
              return judged;
            }));
  }

  private static Outcome<List<DrawnPlace>> read(byte[] file) {
    if (file.length > Imports.MOST_BYTES) {
      return Outcome.Refused.because(
          "import.too-large",
          "The file has more than %d MiB: split it.".formatted(Imports.MOST_BYTES >> 20));
    }
    Optional<String> text = ImportText.of(file);
    return text.isPresent() && text.get().stripLeading().startsWith("{")
        ? GeoJsonPlaces.read(text.get())
        : CsvPlaces.read(file);
  }

  private Report judge(AppId app, List<DrawnPlace> all, Axes axes) {
    Map<String, Place> known = new HashMap<>();
    places.all(app).forEach(stored -> known.put(stored.place().id(), stored.place()));
    AxesCheck check = new AxesCheck(List.copyOf(known.values()));
    Map<String, Long> seen = new HashMap<>();
    List<DrawnPlace> drawn = new ArrayList<>();
    List<@Nullable Place> made = new ArrayList<>();
    List<List<Problem>> problems = new ArrayList<>();
    for (DrawnPlace given : all) {
      DrawnPlace one = axes == Axes.SWAPPED ? given.swapped() : given;
      List<Problem> found = new ArrayList<>(one.faults());
      Long other = one.id().isEmpty() ? null : seen.putIfAbsent(one.id(), one.number());
      if (other != null) {
        found.add(
            new Problem(
                "import.duplicate-id",
                "Number %d of this file has this id already: remove one of the two."
                    .formatted(other)));
      }
      Place place = place(one, found);
      if (place != null && axes == Axes.CHECK) {
        check.doubtful(place).ifPresent(found::add);
      }
      drawn.add(one);
      made.add(place);
      problems.add(found);
    }
    // A row without a place is checked as one at 0, 0: what else is wrong with it is told, too.
    List<Place> checked = new ArrayList<>();
    for (int i = 0; i < drawn.size(); i++) {
      Place place = made.get(i);
      checked.add(place == null ? place(drawn.get(i), new Spot(0, 0), 1, List.of()) : place);
    }
    List<List<Problem>> faults = places.check(app, checked);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < drawn.size(); i++) {
      problems.get(i).addAll(faults.get(i));
      rows.add(row(drawn.get(i), made.get(i), problems.get(i), known));
    }
    return new Report(rows);
  }

  private static Row row(
      DrawnPlace drawn, @Nullable Place place, List<Problem> problems, Map<String, Place> known) {
    Place stored = known.get(drawn.id());
    Status status =
        !problems.isEmpty() || place == null
            ? Status.REFUSED
            : stored == null
                ? Status.CREATED
                : stored.equals(place) ? Status.UNCHANGED : Status.CHANGED;
    String id = drawn.id().replaceAll("\\p{Cntrl}", " ");
    return new Row(
        drawn.number(),
        id.length() > LONGEST_ID ? id.substring(0, LONGEST_ID - 1) + "…" : id,
        status,
        problems,
        place);
  }

  /** Null when it is nowhere; what is missing is told. */
  private static @Nullable Place place(DrawnPlace drawn, List<Problem> found) {
    Optional<Problem> impossible = AxesCheck.impossible(drawn);
    if (impossible.isPresent()) {
      found.add(impossible.get());
      return null;
    }
    Spot middle = drawn.middle();
    Double radius = drawn.radiusMetres();
    if (drawn.outline().isEmpty()) {
      if (drawn.faults().isEmpty() && middle == null) {
        found.add(
            new Problem(
                "place.nowhere", "Say where it is: a latitude and a longitude, or an outline."));
      }
      if (middle != null && radius == null && drawn.faults().isEmpty()) {
        found.add(
            new Problem(
                "place.radius-missing",
                "Add radiusMetres: how far its circle reaches, in metres."));
      }
      return middle == null || radius == null ? null : place(drawn, middle, radius, List.of());
    }
    List<GeoPosition> corners =
        drawn.outline().stream().map(spot -> new GeoPosition(spot.lat(), spot.lon())).toList();
    if (drawn.isLine()) {
      if (radius == null) {
        return null;
      }
      Shape.Corridor corridor = new Shape.Corridor(corners, radius);
      List<ShapeFault> faults = Shapes.check(corridor);
      faults.forEach(fault -> found.add(new Problem(fault.code(), fault.sentence())));
      if (!faults.isEmpty()) {
        return null;
      }
      corners = Shapes.outline(corridor);
    }
    List<ShapeFault> faults = Shapes.check(new Shape.Polygon(corners));
    if (!faults.isEmpty()) {
      faults.forEach(fault -> found.add(new Problem(fault.code(), fault.sentence())));
      return null;
    }
    Shape.Circle around = Shapes.around(new Shape.Polygon(corners));
    double reach = Math.clamp(Math.ceil(around.radiusMetres()), 1, MAX_RADIUS);
    return place(
        drawn,
        middle == null ? new Spot(around.centre().lat(), around.centre().lon()) : middle,
        radius == null || drawn.isLine() ? reach : radius,
        corners);
  }

  private static Place place(
      DrawnPlace drawn, Spot middle, double radius, List<GeoPosition> outline) {
    return new Place(
        drawn.id(),
        drawn.name(),
        drawn.organisation(),
        drawn.kind(),
        middle.lat(),
        middle.lon(),
        radius,
        drawn.address(),
        outline);
  }
}
