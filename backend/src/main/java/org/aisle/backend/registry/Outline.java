package org.aisle.backend.registry;

import java.util.ArrayList;
import java.util.List;
import org.aisle.templates.place.GeoPosition;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The corners of a place as {@code [[lat, lon], …]}; null for a circle. */
final class Outline {

  private static final JsonMapper JSON = new JsonMapper();

  private Outline() {}

  static @Nullable String write(List<GeoPosition> corners) {
    return corners.isEmpty()
        ? null
        : JSON.writeValueAsString(
            corners.stream().map(c -> new double[] {c.lat(), c.lon()}).toList());
  }

  static List<GeoPosition> read(@Nullable String text) {
    List<GeoPosition> corners = new ArrayList<>();
    if (text != null) {
      for (JsonNode corner : JSON.readTree(text)) {
        corners.add(new GeoPosition(corner.path(0).doubleValue(), corner.path(1).doubleValue()));
      }
    }
    return corners;
  }
}
