package org.aisle.backend.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.aisle.backend.imports.CsvTable.Line;
import org.aisle.backend.imports.DrawnPlace.Spot;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.jspecify.annotations.Nullable;

/** Reads places from the rows of a CSV file. */
final class CsvPlaces {

  private static final List<String> COLUMNS =
      List.of(
          "id", "name", "kind", "lat", "lon", "radiusMetres", "organisation", "address", "outline");

  private static final int REQUIRED = 3;
  private static final int LONGEST_OUTLINE = 100_000;
  private static final Pattern POLYGON =
      Pattern.compile("(?i)\\s*POLYGON\\s*\\(\\s*\\(([^()]*)\\)\\s*\\)\\s*");
  private static final Pattern GROUPED = Pattern.compile("-?[0-9]{1,3},[0-9]{3}");

  private CsvPlaces() {}

  static Outcome<List<DrawnPlace>> read(byte[] file) {
    return switch (CsvTable.read(file)) {
      case Outcome.Refused<CsvTable>(var problems) -> new Outcome.Refused<>(problems);
      case Outcome.Done<CsvTable>(CsvTable table) -> {
        String wrong = wrong(table.columns());
        yield wrong == null
            ? new Outcome.Done<>(table.lines().stream().map(CsvPlaces::place).toList())
            : Outcome.Refused.because("import.columns", wrong);
      }
    };
  }

  private static @Nullable String wrong(List<String> given) {
    Set<String> unknown = new TreeSet<>(given);
    COLUMNS.forEach(unknown::remove);
    Set<String> missing = new TreeSet<>(COLUMNS.subList(0, REQUIRED));
    given.forEach(missing::remove);
    if (!given.contains("outline") && !given.containsAll(List.of("lat", "lon", "radiusMetres"))) {
      missing.add("lat, lon and radiusMetres, or outline");
    }
    if (unknown.isEmpty() && missing.isEmpty()) {
      return null;
    }
    String first = unknown.isEmpty() ? "" : ImportText.shown(unknown.iterator().next());
    return "%s%sThe columns are %s."
        .formatted(
            missing.isEmpty()
                ? ""
                : "There is no column %s. ".formatted(String.join(", ", missing)),
            unknown.isEmpty() ? "" : "Nothing is known of the column %s. ".formatted(first),
            String.join(", ", COLUMNS));
  }

  private static DrawnPlace place(Line line) {
    Map<String, String> cells = line.cells();
    List<Problem> faults = new ArrayList<>();
    if (line.tooMany()) {
      faults.add(
          new Problem(
              "import.too-many-cells",
              "The row has more cells than there are columns: put quotes around text with"
                  + " separators in it."));
    }
    Double lat = number("lat", cells, faults);
    Double lon = number("lon", cells, faults);
    Double radius = number("radiusMetres", cells, faults);
    return new DrawnPlace(
        line.number(),
        cells.getOrDefault("id", ""),
        cells.getOrDefault("name", ""),
        cells.getOrDefault("kind", ""),
        cells.get("organisation"),
        cells.get("address"),
        radius,
        lat == null || lon == null ? null : new Spot(lat, lon),
        outline(cells.get("outline"), faults),
        false,
        faults);
  }

  /** With a point or, as spreadsheets of half of Europe write, a comma before the decimals. */
  private static @Nullable Double number(
      String column, Map<String, String> cells, List<Problem> faults) {
    String cell = cells.get(column);
    if (cell == null) {
      return null;
    }
    boolean degrees = !column.equals("radiusMetres");
    try {
      if (degrees || !GROUPED.matcher(cell).matches()) {
        double number = Double.parseDouble(cell.replace(',', '.'));
        if (Double.isFinite(number)) {
          return number;
        }
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    faults.add(
        new Problem(
            "import.number",
            "The column %s holds %s: write a number like %s."
                .formatted(column, ImportText.shown(cell), degrees ? "59.3293" : "1000")));
    return null;
  }

  /** Well-known text has the longitude first. */
  private static List<Spot> outline(@Nullable String text, List<Problem> faults) {
    List<Spot> corners = new ArrayList<>();
    if (text == null) {
      return corners;
    }
    var polygon = POLYGON.matcher(text);
    if (text.length() <= LONGEST_OUTLINE && polygon.matches()) {
      try {
        for (String corner : polygon.group(1).split(",", -1)) {
          String[] numbers = corner.strip().split("\\s+", -1);
          if (numbers.length < 2 || numbers.length > 3) {
            throw new NumberFormatException(corner);
          }
          corners.add(new Spot(Double.parseDouble(numbers[1]), Double.parseDouble(numbers[0])));
        }
        return ImportText.ring(corners);
      } catch (NumberFormatException e) {
        corners.clear();
      }
    }
    faults.add(
        new Problem(
            "import.outline",
            "The column outline holds no polygon without holes: write its corners as POLYGON"
                + " ((lon lat, lon lat, lon lat))."));
    return corners;
  }
}
