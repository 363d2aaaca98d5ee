package org.aisle.backend.timeseries;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.aisle.templates.reading.MergedReading;

/**
 * What one write, or several in a row, changed of a device's rows.
 *
 * @param table the name of the table, without schema
 * @param first the number of the first of these writes; a device's writes are counted per table
 *     without a gap, so that whoever follows them sees when one is missing
 * @param last the number of the last of them
 * @param rows how many rows were inserted or changed
 * @param oldest the oldest such instant
 * @param newest the newest such instant
 * @param inserted these rows, when all of them are new and the list was kept, without unmodelled
 *     fields; else empty
 */
public record ChangedRows(
    String table,
    long first,
    long last,
    long rows,
    Instant oldest,
    Instant newest,
    List<MergedReading> inserted) {

  public ChangedRows {
    inserted = List.copyOf(inserted);
  }

  /** Whether {@link #inserted} says everything. */
  public boolean complete() {
    return inserted.size() == rows;
  }

  /** The same without the rows themselves. */
  public ChangedRows hint() {
    return new ChangedRows(table, first, last, rows, oldest, newest, List.of());
  }

  /** Both together; {@code later} was written after this. */
  public ChangedRows and(ChangedRows later) {
    if (!table.equals(later.table)) {
      return later.hint();
    }
    boolean gapless = complete() && later.complete() && later.first == last + 1;
    List<MergedReading> all = new ArrayList<>(gapless ? inserted : List.of());
    if (gapless) {
      all.addAll(later.inserted);
    }
    return new ChangedRows(
        table,
        Math.min(first, later.first),
        Math.max(last, later.last),
        rows + later.rows,
        oldest.isBefore(later.oldest) ? oldest : later.oldest,
        newest.isAfter(later.newest) ? newest : later.newest,
        all);
  }
}
