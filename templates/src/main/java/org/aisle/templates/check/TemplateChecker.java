package org.aisle.templates.check;

import java.io.IOException;
import java.nio.file.Path;
import org.aisle.templates.app.AppTemplateOutcome;
import org.aisle.templates.app.AppTemplateReader;

/** Checks an app template's folder as a whole. */
public final class TemplateChecker {

  private TemplateChecker() {}

  /**
   * The app template, or all its faults at once.
   *
   * @throws IOException when the folder can't be read
   */
  public static AppTemplateOutcome check(Path folder) throws IOException {
    return AppTemplateReader.read(folder);
  }
}
