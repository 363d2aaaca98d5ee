package org.aisle.templates.dtdl;

import org.aisle.templates.source.Spot;

/**
 * One fault of a model.
 *
 * @param code stable, dotted ({@code dtdl.unit-unknown}); codes are added, never renamed
 * @param spot where it is
 * @param sentence what is wrong
 * @param cure what to do about it
 */
public record DtdlProblem(String code, Spot spot, String sentence, String cure) {

  @Override
  public String toString() {
    return "%d:%d %s %s: %s %s"
        .formatted(spot.line(), spot.column(), spot.pointer(), code, sentence, cure);
  }
}
