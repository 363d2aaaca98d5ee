package org.aisle.templates.app;

import org.aisle.templates.source.Spot;

/**
 * One fault of an app template.
 *
 * @param file relative to the template's folder, with forward slashes
 * @param line from 1
 * @param column from 1
 * @param code stable, dotted ({@code app.key-unknown}); codes are added, never renamed
 * @param sentence what is wrong and what to do about it
 */
public record TemplateProblem(String file, int line, int column, String code, String sentence) {

  static TemplateProblem at(String file, Spot spot, String code, String sentence) {
    return new TemplateProblem(file, spot.line(), spot.column(), code, sentence);
  }

  @Override
  public String toString() {
    return "%s:%d:%d %s %s".formatted(file, line, column, code, sentence);
  }
}
