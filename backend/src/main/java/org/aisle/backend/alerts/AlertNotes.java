package org.aisle.backend.alerts;

import java.util.List;
import org.aisle.templates.identity.AppId;

/** Notes in the history of alerts who was told. Thread-safe. */
public interface AlertNotes {

  /**
   * Keeps a {@link AlertEvent.Kind#NOTIFIED} event for each of them. To be called inside a
   * transaction, after which it is announced. Alerts that do not exist are left out.
   */
  void told(AppId app, List<Long> alerts, String sentence);
}
