package org.aisle.backend.imports;

import java.util.List;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;

/**
 * Creates devices and assets from CSV files: commas, semicolons or tabs, quotes, any line ends,
 * with or without a byte order mark, in UTF-8, the first line naming the columns. Each row is done
 * wholly or not at all, whatever becomes of the others. Thread-safe.
 */
public interface Imports {

  /** The most rows of one file. */
  int MOST_ROWS = 10_000;

  /** The most bytes of one file. */
  int MOST_BYTES = 4 << 20;

  /** What the rows describe. */
  enum Kind {
    DEVICES,
    ASSETS
  }

  /** What became of a row. */
  enum Status {
    CREATED,
    /** Of a rehearsal: it would be created. */
    SOUND,
    REFUSED
  }

  /**
   * A row and what became of it.
   *
   * @param line of the file where it begins, from 1 on; the columns' names are in line 1 as a rule
   * @param problems empty unless it was refused
   * @param username of a device that was created; null for anything else
   * @param password of a device that was created, shown this once; null for anything else
   */
  record Row(
      long line,
      String id,
      Status status,
      List<Problem> problems,
      @Nullable String username,
      @Nullable String password) {
    public Row {
      problems = List.copyOf(problems);
    }
  }

  /** What became of a file. */
  record Report(List<Row> rows) {
    public Report {
      rows = List.copyOf(rows);
    }

    public long refused() {
      return rows.stream().filter(row -> row.status() == Status.REFUSED).count();
    }
  }

  /** Told now and then how many rows of how many are done; called from the importing thread. */
  @FunctionalInterface
  interface Progress {
    Progress NONE = (done, of) -> {};

    void done(int done, int of);
  }

  /** What would become of the file; changes nothing. Refused when it can't be read as a whole. */
  Outcome<Report> rehearse(AppId app, Kind kind, byte[] file, Progress progress);

  /** Refused, with nothing done, when the file can't be read as a whole. */
  Outcome<Report> run(AppId app, Kind kind, byte[] file, Progress progress);
}
