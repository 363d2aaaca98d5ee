package org.aisle.backend.rest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.aisle.backend.imports.PlaceImports.Report;
import org.aisle.backend.imports.PlaceImports.Row;
import org.aisle.backend.imports.PlaceImports.Status;
import org.aisle.backend.registry.Place;
import org.aisle.backend.registry.StoredPlace;
import org.aisle.backend.rest.ImportsResource.ProblemBody;
import org.aisle.templates.place.GeoPosition;
import org.aisle.templates.place.Shape;
import org.aisle.templates.place.Shapes;
import org.jspecify.annotations.Nullable;

/** Places as they are written in JSON. */
final class PlaceBodies {

  private static final double MAX_RADIUS = 1_000_000;

  private PlaceBodies() {}

  record PlaceBody(
      @Nullable String name,
      @Nullable String organisation,
      @Nullable String kind,
      @Nullable Double lat,
      @Nullable Double lon,
      @Nullable Double radiusMetres,
      @Nullable String address,
      @Nullable List<double @Nullable []> outline) {

    /** What is left out follows from the outline, if there is a sound one. */
    Place place(String id) {
      List<GeoPosition> corners = corners(outline);
      Shape.Polygon polygon = new Shape.Polygon(corners);
      Shape.Circle around =
          corners.isEmpty() || !Shapes.check(polygon).isEmpty() ? null : Shapes.around(polygon);
      return new Place(
          id,
          name == null ? "" : name,
          organisation,
          kind == null ? "" : kind,
          lat != null ? lat : around == null ? Double.NaN : around.centre().lat(),
          lon != null ? lon : around == null ? Double.NaN : around.centre().lon(),
          radiusMetres != null
              ? radiusMetres
              : around == null
                  ? Double.NaN
                  : Math.clamp(Math.ceil(around.radiusMetres()), 1, MAX_RADIUS),
          address,
          corners);
    }
  }

  /** {@code outline} holds the corners of a polygon as {@code [lat, lon]}; empty for a circle. */
  record PlaceView(
      String id,
      String name,
      @Nullable String organisation,
      String kind,
      double lat,
      double lon,
      double radiusMetres,
      @Nullable String address,
      List<double[]> outline,
      int revision,
      String changedBy,
      Instant changedAt) {
    static PlaceView of(StoredPlace stored) {
      Place p = stored.place();
      return new PlaceView(
          p.id(),
          p.name(),
          p.organisation(),
          p.kind(),
          p.lat(),
          p.lon(),
          p.radiusMetres(),
          p.address(),
          p.outline().stream().map(c -> new double[] {c.lat(), c.lon()}).toList(),
          stored.revision(),
          stored.changedBy(),
          stored.changedAt());
    }
  }

  /**
   * {@code number} is that of the line of a CSV file, or of the feature, from 1 on; {@code status}
   * is created, changed, unchanged or refused.
   */
  record RowBody(long number, String id, String status, List<ProblemBody> problems) {
    static RowBody of(Row row) {
      return new RowBody(
          row.number(),
          row.id(),
          Words.of(row.status()),
          row.problems().stream().map(p -> new ProblemBody(p.code(), p.sentence())).toList());
    }
  }

  record ReportBody(long created, long changed, long unchanged, long refused, List<RowBody> rows) {
    static ReportBody of(Report report) {
      return new ReportBody(
          report.count(Status.CREATED),
          report.count(Status.CHANGED),
          report.count(Status.UNCHANGED),
          report.count(Status.REFUSED),
          report.rows().stream().map(RowBody::of).toList());
    }
  }

  private static List<GeoPosition> corners(@Nullable List<double @Nullable []> outline) {
    List<GeoPosition> corners = new ArrayList<>();
    for (double[] corner : outline == null ? List.<double[]>of() : outline) {
      if (corner == null || corner.length != 2) {
        throw RefusedRequest.badRequest(
            "place.outline-invalid", "Write each corner of the outline as [latitude, longitude].");
      }
      Shapes.checkPosition(corner[0], corner[1])
          .ifPresent(
              fault -> {
                throw RefusedRequest.badRequest(fault.code(), fault.sentence());
              });
      corners.add(new GeoPosition(corner[0], corner[1]));
    }
    return corners;
  }
}
