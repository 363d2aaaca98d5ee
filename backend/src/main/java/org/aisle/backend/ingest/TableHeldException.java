package org.aisle.backend.ingest;

/** Somebody has locked the table that readings belong to; they come again. */
final class TableHeldException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TableHeldException() {
    super("Somebody has locked the table.", null, false, false);
  }
}
