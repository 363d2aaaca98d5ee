package org.aisle.backend.imports;

import java.util.ArrayList;
import java.util.List;
import org.aisle.backend.registry.Outcome.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A place as a file has it; nothing of it is checked.
 *
 * @param faults of its geometry
 */
record DrawnPlace(
    long number,
    String id,
    String name,
    String kind,
    @Nullable String organisation,
    @Nullable String address,
    @Nullable Double radiusMetres,
    @Nullable Spot middle,
    List<Spot> outline,
    boolean isLine,
    List<Problem> faults) {

  /** Two numbers of which the first is meant to be the latitude. */
  record Spot(double lat, double lon) {
    Spot swapped() {
      return new Spot(lon, lat);
    }
  }

  DrawnPlace {
    outline = List.copyOf(outline);
    faults = List.copyOf(faults);
  }

  /** The same with latitudes for longitudes. */
  DrawnPlace swapped() {
    return new DrawnPlace(
        number,
        id,
        name,
        kind,
        organisation,
        address,
        radiusMetres,
        middle == null ? null : middle.swapped(),
        outline.stream().map(Spot::swapped).toList(),
        isLine,
        faults);
  }

  /** All of its positions. */
  List<Spot> spots() {
    List<Spot> spots = new ArrayList<>(outline);
    if (middle != null) {
      spots.add(middle);
    }
    return spots;
  }
}
