package org.aisle.templates.dtdl;

/**
 * What became of a part of a document that was imported.
 *
 * @param code stable, dotted: {@code import.envelope}
 * @param where JSON Pointer or name of the part
 */
public record ImportNote(Kind kind, String code, String where, String sentence) {

  /** What became of it. */
  public enum Kind {
    TAKEN,
    CONVERTED,
    LEFT_OUT
  }
}
