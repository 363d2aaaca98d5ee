package org.aisle.backend.alerts;

import java.util.Collection;
import org.aisle.templates.identity.AppId;

/** Lets an alert's history say who was told of it. Thread-safe. */
public interface AlertLog {

  /**
   * Adds a {@code NOTIFIED} event to each of the alerts that exist; takes part in the caller's
   * transaction if there is one.
   *
   * @param sentence "Told store-team by mail."
   */
  void notified(AppId app, Collection<Long> alerts, String sentence);
}
