package org.aisle.ui.server;

import java.nio.file.Path;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;

/**
 * What the demonstration shows.
 *
 * @param template the id of an app template
 * @param templates a folder with a solution builder's own app templates, or null
 */
record DemoChoice(String template, @Nullable Path templates) {

  static final String COOLERS = "connected-cooler";

  /** The connected coolers. */
  static DemoChoice usual() {
    return new DemoChoice(COOLERS, null);
  }

  /**
   * The id of the demonstration's app: {@code coolers}, or that of its template where it can be
   * one.
   */
  String app() {
    if (template.equals(COOLERS)) {
      return "coolers";
    }
    return AppId.isValid(template) ? template : "demo";
  }
}
