package org.aisle.ui.fake;

import java.util.ArrayList;
import java.util.List;
import org.aisle.backend.imports.PlaceImports;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.registry.Place;
import org.aisle.backend.registry.Places;
import org.aisle.templates.identity.AppId;

/** Finds a new place in every file, and one whose axes it doubts until somebody says. */
final class FakePlaceImports implements PlaceImports {

  private static final Place KIOSK =
      new Place("kiosk", "Kiosk", null, "outlet", 48.1374, 11.5755, 40, null);
  private static final Place ODD =
      new Place("swapped", "Swapped", null, "outlet", 13.4098, 52.5206, 40, null);
  private static final Place RIGHT =
      new Place("swapped", "Swapped", null, "outlet", 52.5206, 13.4098, 40, null);

  private final Places places;

  FakePlaceImports(Places places) {
    this.places = places;
  }

  @Override
  public Outcome<Report> rehearse(AppId app, byte[] file, Axes axes) {
    if (file.length < 10) {
      return Outcome.Refused.because("import.empty", "The file has no features.");
    }
    List<Row> rows = new ArrayList<>();
    rows.add(new Row(1, "kiosk", Status.CREATED, List.of(), KIOSK));
    rows.add(
        axes == Axes.SWAPPED
            ? new Row(2, "swapped", Status.CREATED, List.of(), RIGHT)
            : new Row(
                2,
                "swapped",
                Status.REFUSED,
                List.of(new Problem(PlaceImports.DOUBTFUL, "Its axes look swapped.")),
                ODD));
    return new Outcome.Done<>(new Report(rows));
  }

  @Override
  public Outcome<Report> run(AppId app, byte[] file, Axes axes, String by) {
    Outcome<Report> outcome = rehearse(app, file, axes);
    if (outcome instanceof Outcome.Done<Report>(Report report)) {
      for (Row row : report.rows()) {
        if (row.status() == Status.CREATED && row.place() != null) {
          places.put(app, row.place(), null, by);
        }
      }
    }
    return outcome;
  }
}
