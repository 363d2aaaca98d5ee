package org.aisle.backend.registry;

import java.util.List;
import java.util.Set;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.place.PlaceText;
import org.aisle.templates.place.Shape;
import org.aisle.templates.place.Shapes;

/** Finds everything that is wrong with a place. */
final class PlaceCheck {

  private PlaceCheck() {}

  /**
   * @param organisations the ids of those that there are
   */
  static List<Problem> problems(Place place, Set<String> organisations) {
    Problems problems = new Problems();
    if (!DeviceId.isValid(place.id())) {
      problems.add(
          "place.id-invalid",
          "Give the place an id of 1 to 128 characters A-Z, a-z, 0-9, '.', '_', ':' or '-' that starts with a letter or digit.");
    }
    problems.name("place.name-invalid", "place's name", place.name());
    if (!PlaceText.isKind(place.kind())) {
      problems.add("place.kind-invalid", PlaceText.KIND);
    }
    if (place.address() != null) {
      problems.name("place.address-invalid", "place's address", place.address());
    }
    if (!(Math.abs(place.lat()) <= 90) || !(Math.abs(place.lon()) <= 180)) {
      problems.add(
          "place.position-invalid",
          "Give a latitude of -90 to 90 and a longitude of -180 to 180 degrees.");
    }
    if (!PlaceText.isRadius(place.radiusMetres())) {
      problems.add("place.radius-invalid", "Give a radius in metres, greater than 0.");
    }
    if (!place.outline().isEmpty()) {
      Shapes.check(new Shape.Polygon(place.outline()))
          .forEach(fault -> problems.add(fault.code(), fault.sentence()));
    }
    String organisation = place.organisation();
    if (organisation != null && !organisations.contains(organisation)) {
      problems.add(
          "organisation.unknown",
          "There is no organisation %s: create it first or leave it out."
              .formatted(Problems.quoted(organisation)));
    }
    return problems.list();
  }
}
