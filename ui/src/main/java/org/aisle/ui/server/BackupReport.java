package org.aisle.ui.server;

import java.io.PrintWriter;
import java.util.Locale;
import org.aisle.backend.backup.BackupOutcome;

/** What a person reads of a backup or restore. */
final class BackupReport {

  private BackupReport() {}

  static BackupOutcome.Progress progress(PrintWriter out) {
    return (table, rows) -> {
      out.printf(Locale.ROOT, "  %-50s %,15d rows%n", table, rows);
      out.flush();
    };
  }

  /** Returns the exit status. */
  static int tell(BackupOutcome outcome, PrintWriter out, PrintWriter err) {
    return switch (outcome) {
      case BackupOutcome.Done done -> {
        out.printf(Locale.ROOT, "Done: %d tables, %,d rows.%n", done.tables(), done.rows());
        out.flush();
        yield 0;
      }
      case BackupOutcome.Refused refused -> refuse(refused.sentence(), err);
    };
  }

  static int refuse(String sentence, PrintWriter err) {
    err.println("aisle: " + sentence);
    err.flush();
    return 1;
  }
}
