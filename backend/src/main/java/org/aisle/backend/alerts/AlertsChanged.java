package org.aisle.backend.alerts;

import java.util.List;
import org.aisle.templates.identity.AppId;

/**
 * Published as a Spring event after the commit.
 *
 * @param events what happened, in order
 */
public record AlertsChanged(AppId app, List<AlertEvent> events) {
  public AlertsChanged {
    events = List.copyOf(events);
  }
}
