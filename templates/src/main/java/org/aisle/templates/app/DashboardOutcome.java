package org.aisle.templates.app;

import java.util.List;
import org.aisle.templates.dashboard.Dashboard;

/** What became of a dashboard's text. */
public sealed interface DashboardOutcome {

  record Read(Dashboard dashboard) implements DashboardOutcome {}

  /** All its faults in the order of the text, at least one. */
  record Faults(List<DashboardFault> faults) implements DashboardOutcome {
    public Faults {
      faults = List.copyOf(faults);
    }
  }
}
