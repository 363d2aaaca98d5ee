package org.aisle.backend.imports;

import java.util.List;
import org.aisle.backend.registry.Place;
import org.aisle.templates.place.GeoPosition;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes places as GeoJSON that {@link PlaceImports} reads back without loss. */
public final class PlaceGeoJson {

  /** The media type of RFC 7946. */
  public static final String TYPE = "application/geo+json";

  private static final JsonMapper JSON = new JsonMapper();

  private PlaceGeoJson() {}

  /** A feature collection. */
  public static String of(List<Place> places) {
    ObjectNode root = JsonNodeFactory.instance.objectNode().put("type", "FeatureCollection");
    ArrayNode features = root.putArray("features");
    places.forEach(place -> features.add(feature(place)));
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
  }

  private static ObjectNode feature(Place place) {
    ObjectNode feature =
        JsonNodeFactory.instance.objectNode().put("type", "Feature").put("id", place.id());
    ObjectNode properties = feature.putObject("properties");
    properties.put("id", place.id()).put("name", place.name()).put("kind", place.kind());
    if (place.organisation() != null) {
      properties.put("organisation", place.organisation());
    }
    if (place.address() != null) {
      properties.put("address", place.address());
    }
    properties.put("radiusMetres", place.radiusMetres());
    ObjectNode geometry = feature.putObject("geometry");
    if (place.outline().isEmpty()) {
      geometry.put("type", "Point").putArray("coordinates").add(place.lon()).add(place.lat());
    } else {
      properties.put("lat", place.lat()).put("lon", place.lon());
      ArrayNode ring = geometry.put("type", "Polygon").putArray("coordinates").addArray();
      place.outline().forEach(corner -> add(ring, corner));
      add(ring, place.outline().getFirst());
    }
    return feature;
  }

  private static void add(ArrayNode ring, GeoPosition corner) {
    ring.addArray().add(corner.lon()).add(corner.lat());
  }
}
