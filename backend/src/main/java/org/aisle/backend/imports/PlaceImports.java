package org.aisle.backend.imports;

import java.util.List;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.registry.Place;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;

/**
 * Creates and changes places from a file: GeoJSON (RFC 7946) when it begins with a brace, else CSV
 * as {@link Imports} reads it. All sound places are saved in one transaction, the others say what
 * is wrong with them; places that the file does not name stay. Thread-safe.
 */
public interface PlaceImports {

  /** Which of two coordinates is the latitude. */
  enum Axes {
    /** As the format says; refused where it looks as if they were swapped. */
    CHECK,
    /** As the format says, however odd it looks. */
    GIVEN,
    /** The other way round. */
    SWAPPED
  }

  /** What became of a place, or would become of it. */
  enum Status {
    CREATED,
    CHANGED,
    UNCHANGED,
    REFUSED
  }

  /**
   * A place of a file.
   *
   * @param number of the line of a CSV file where it begins, or of the feature, from 1 on
   * @param problems empty unless it was refused
   * @param place null when the file does not say where it is
   */
  record Row(long number, String id, Status status, List<Problem> problems, @Nullable Place place) {
    public Row {
      problems = List.copyOf(problems);
    }
  }

  /** What became of a file. */
  record Report(List<Row> rows) {
    public Report {
      rows = List.copyOf(rows);
    }

    public long count(Status status) {
      return rows.stream().filter(row -> row.status() == status).count();
    }

    /** Whether rows were refused because their axes may be swapped. */
    public boolean axesInDoubt() {
      return rows.stream()
          .flatMap(row -> row.problems().stream())
          .anyMatch(p -> p.code().equals(SWAPPED) || p.code().equals(DOUBTFUL));
    }
  }

  /** A latitude can't be one, but would be a longitude. */
  String SWAPPED = "place.axes-swapped";

  /** It is far from all the app's places, but near to them with swapped axes. */
  String DOUBTFUL = "place.axes-doubtful";

  /** What would become of the file; changes nothing. Refused when it can't be read as a whole. */
  Outcome<Report> rehearse(AppId app, byte[] file, Axes axes);

  /** Refused, with nothing done, when the file can't be read as a whole. */
  Outcome<Report> run(AppId app, byte[] file, Axes axes, String by);
}
