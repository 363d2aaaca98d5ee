package org.aisle.backend.backup;

/** What a backup or restore came to. */
public sealed interface BackupOutcome {

  /** It is complete, and its counts were compared. */
  record Done(int tables, long rows) implements BackupOutcome {}

  /** Nothing was changed; the sentence says why and what to do. */
  record Refused(String sentence) implements BackupOutcome {}

  /** Is told of each table when it is done. Called by the thread that works. */
  @FunctionalInterface
  interface Progress {
    void done(String table, long rows);
  }
}
