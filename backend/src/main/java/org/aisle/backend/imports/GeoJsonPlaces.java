package org.aisle.backend.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.aisle.backend.imports.DrawnPlace.Spot;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads places from the features of a GeoJSON file. */
final class GeoJsonPlaces {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern WGS_84 =
      Pattern.compile("(?i)urn:ogc:def:crs:(OGC:[0-9.]*:CRS84|EPSG:[0-9.]*:4326)|EPSG:4326");

  private GeoJsonPlaces() {}

  static Outcome<List<DrawnPlace>> read(String text) {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JacksonException e) {
      var where = e.getLocation();
      return refused(
          "no-geojson",
          "The file is no JSON%s."
              .formatted(
                  where == null
                      ? ""
                      : ": look at line %d, column %d"
                          .formatted(where.getLineNr(), where.getColumnNr())));
    }
    JsonNode crs = root.path("crs").path("properties").path("name");
    if (crs.isString() && !WGS_84.matcher(crs.stringValue()).matches()) {
      return refused(
          "crs",
          "The file's coordinates are those of %s: export it with longitudes and latitudes, WGS 84."
              .formatted(ImportText.shown(crs.stringValue())));
    }
    String type = root.path("type").stringValue("");
    List<JsonNode> features = new ArrayList<>();
    if (type.equals("Feature")) {
      features.add(root);
    } else if (type.equals("FeatureCollection") && root.path("features").isArray()) {
      root.path("features").forEach(features::add);
    } else {
      return refused(
          "no-geojson",
          "The file is no GeoJSON of places: its type is FeatureCollection, and it has features.");
    }
    if (features.isEmpty()) {
      return refused("empty", "The file has no features.");
    }
    if (features.size() > Imports.MOST_ROWS) {
      return refused(
          "too-many-rows",
          "The file has more than %,d features, and none was taken: split it."
              .formatted(Imports.MOST_ROWS));
    }
    List<DrawnPlace> places = new ArrayList<>();
    for (JsonNode feature : features) {
      places.add(place(places.size() + 1, feature));
    }
    return new Outcome.Done<>(places);
  }

  private static DrawnPlace place(long number, JsonNode feature) {
    List<Problem> faults = new ArrayList<>();
    JsonNode properties = feature.path("properties");
    String id = text(properties, "id", faults);
    if (id == null) {
      id = text(feature, "id", faults);
    }
    String name = text(properties, "name", faults);
    String kind = text(properties, "kind", faults);
    Double radius = number(properties, "radiusMetres", faults);
    Double lat = number(properties, "lat", faults);
    Double lon = number(properties, "lon", faults);
    Spot middle = lat == null || lon == null ? null : new Spot(lat, lon);
    List<Spot> outline = new ArrayList<>();
    boolean isLine = false;
    JsonNode geometry = feature.path("geometry");
    JsonNode coordinates = geometry.path("coordinates");
    switch (geometry.path("type").stringValue("")) {
      case "Point" -> middle = spot(coordinates, faults);
      case "Polygon" -> outline.addAll(polygon(coordinates, faults));
      case "MultiPolygon" -> {
        if (coordinates.size() == 1) {
          outline.addAll(polygon(coordinates.path(0), faults));
        } else {
          faults.add(
              new Problem(
                  "place.several-outlines",
                  "A place has one outline, this feature has %d polygons: make a place of each."
                      .formatted(coordinates.size())));
        }
      }
      case "LineString" -> {
        isLine = true;
        outline.addAll(spots(coordinates, faults));
        if (radius == null) {
          faults.add(
              new Problem(
                  "place.width",
                  "Say with radiusMetres how far the corridor reaches to each side of its line, in"
                      + " metres."));
        }
      }
      default ->
          faults.add(
              new Problem(
                  "place.geometry",
                  "A place is drawn as a Point with radiusMetres, as a Polygon, or as a LineString"
                      + " with radiusMetres."));
    }
    return new DrawnPlace(
        number,
        id == null ? "" : id,
        name == null ? "" : name,
        kind == null ? "" : kind,
        text(properties, "organisation", faults),
        text(properties, "address", faults),
        radius,
        middle,
        outline,
        isLine,
        faults);
  }

  private static List<Spot> polygon(JsonNode rings, List<Problem> faults) {
    if (rings.size() > 1) {
      faults.add(
          new Problem(
              "place.holes", "A place has no holes: leave out all rings but the outer one."));
      return List.of();
    }
    return ImportText.ring(spots(rings.path(0), faults));
  }

  private static List<Spot> spots(JsonNode positions, List<Problem> faults) {
    List<Spot> spots = new ArrayList<>();
    for (JsonNode position : positions) {
      Spot spot = spot(position, faults);
      if (spot == null) {
        return List.of();
      }
      spots.add(spot);
    }
    if (spots.isEmpty()) {
      faults.add(new Problem("place.geometry", "The feature has no coordinates."));
    }
    return spots;
  }

  /** GeoJSON has the longitude first; a height is passed over. */
  private static @Nullable Spot spot(JsonNode position, List<Problem> faults) {
    JsonNode lon = position.path(0);
    JsonNode lat = position.path(1);
    if (position.isArray() && lon.isNumber() && lat.isNumber()) {
      return new Spot(lat.doubleValue(), lon.doubleValue());
    }
    faults.add(
        new Problem(
            "place.geometry",
            "A position of the feature is not [longitude, latitude] in numbers."));
    return null;
  }

  private static @Nullable String text(JsonNode of, String key, List<Problem> faults) {
    JsonNode value = of.path(key);
    if (value.isString()) {
      String text = value.stringValue().strip();
      return text.isEmpty() ? null : text;
    }
    if (value.isIntegralNumber()) {
      return value.asString();
    }
    if (!value.isMissingNode() && !value.isNull()) {
      faults.add(new Problem("import.text", "The property %s is no text.".formatted(key)));
    }
    return null;
  }

  private static @Nullable Double number(JsonNode of, String key, List<Problem> faults) {
    JsonNode value = of.path(key);
    if (value.isNumber()) {
      return value.doubleValue();
    }
    if (!value.isMissingNode() && !value.isNull()) {
      faults.add(new Problem("import.number", "The property %s is no number.".formatted(key)));
    }
    return null;
  }

  private static Outcome<List<DrawnPlace>> refused(String code, String sentence) {
    return Outcome.Refused.because("import." + code, sentence);
  }
}
