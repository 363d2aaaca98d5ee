package org.aisle.backend.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.aisle.backend.registry.Place;
import org.aisle.backend.report.ConditionReport.Visit;
import org.aisle.backend.report.ConditionReport.Where;
import org.aisle.templates.place.GeoPosition;
import org.aisle.templates.place.Shape;
import org.aisle.templates.place.Shapes;
import org.jspecify.annotations.Nullable;

/** Where a device was, by its positions and the app's places; of several places the smallest. */
final class Track {

  /** Positions wander across a fence: who is back within this time has not left. */
  private static final Duration WANDERING = Duration.ofMinutes(10);

  private static final double METRES_PER_DEGREE = 111_000;

  /** A place with a circle around it, in which a position is looked for first. */
  private record Site(Place place, GeoPosition centre, double radius) {
    boolean contains(double lat, double lon) {
      return Math.abs(lat - centre.lat()) * METRES_PER_DEGREE <= radius + 1_000
          && Shapes.contains(place.shape(), lat, lon);
    }
  }

  private final History history;
  private final List<Site> sites;

  Track(History history, List<Place> places) {
    this.history = history;
    this.sites =
        places.stream()
            .map(Track::site)
            .sorted(
                Comparator.comparingDouble(Site::radius).thenComparing(site -> site.place().id()))
            .toList();
  }

  private static Site site(Place place) {
    return switch (place.shape()) {
      case Shape.Circle circle -> new Site(place, circle.centre(), circle.radiusMetres());
      case Shape.Polygon polygon -> {
        Shape.Circle around = Shapes.around(polygon);
        yield new Site(place, around.centre(), around.radiusMetres());
      }
      case Shape.Corridor corridor ->
          throw new IllegalStateException("A place is a circle or a polygon.");
    };
  }

  /** Where it was last known to be at that moment. */
  Where at(Instant moment) {
    for (int i = history.before(moment); i >= 0; i--) {
      if (!Double.isNaN(history.lat(i))) {
        Place place = place(history.lat(i), history.lon(i));
        return new Where(
            place == null ? null : place.id(),
            place == null ? null : place.name(),
            history.lat(i),
            history.lon(i));
      }
    }
    return new Where(null, null, null, null);
  }

  private @Nullable Place place(double lat, double lon) {
    for (Site site : sites) {
      if (site.contains(lat, lon)) {
        return site.place();
      }
    }
    return null;
  }

  /** Stays at places. Who is heard at one before and after a silence has stayed. */
  List<Visit> visits() {
    List<Visit> visits = new ArrayList<>();
    Place here = null;
    Instant since = Instant.MIN;
    Instant until = Instant.MIN;
    for (int i = 0; i < history.size(); i++) {
      if (Double.isNaN(history.lat(i))) {
        continue;
      }
      Place place = place(history.lat(i), history.lon(i));
      Instant at = history.time(i);
      boolean same = place != null && here != null && place.id().equals(here.id());
      boolean wandered = Duration.between(until, at).compareTo(WANDERING) <= 0;
      if (same) {
        until = at;
      } else if (place != null || here != null && !wandered) {
        if (here != null) {
          visits.add(visit(here, since, until));
        }
        here = place;
        since = at;
        until = at;
      }
    }
    if (here != null) {
      visits.add(visit(here, since, until));
    }
    return visits;
  }

  private static Visit visit(Place place, Instant from, Instant to) {
    return new Visit(place.id(), Objects.requireNonNull(place.name()), place.kind(), from, to);
  }
}
