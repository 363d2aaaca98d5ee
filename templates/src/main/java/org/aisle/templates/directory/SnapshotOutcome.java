package org.aisle.templates.directory;

/** What reading a directory's bytes came to. */
public sealed interface SnapshotOutcome {

  record Read(DirectorySnapshot snapshot) implements SnapshotOutcome {}

  /**
   * It can't be used.
   *
   * @param code stable: {@code directory.version-unknown} for a format of another version, {@code
   *     directory.malformed} for anything else
   * @param sentence says what to do
   */
  record Fault(String code, String sentence) implements SnapshotOutcome {}
}
