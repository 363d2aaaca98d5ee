package org.aisle.templates.source;

/**
 * A place in a file.
 *
 * @param pointer JSON Pointer (RFC 6901) to the value; empty for the whole document; cut off after
 *     256 characters
 * @param line from 1
 * @param column from 1
 */
public record Spot(String pointer, int line, int column) {

  /** The beginning of a document. */
  public static final Spot START = new Spot("", 1, 1);

  private static final int MAX_POINTER = 256;

  String below(String key) {
    if (pointer.length() >= MAX_POINTER) {
      return pointer;
    }
    String below = pointer + "/" + key.replace("~", "~0").replace("/", "~1");
    return below.length() <= MAX_POINTER ? below : below.substring(0, MAX_POINTER);
  }
}
