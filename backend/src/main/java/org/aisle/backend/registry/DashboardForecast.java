package org.aisle.backend.registry;

import java.util.List;
import org.aisle.templates.app.DashboardFault;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.AppId;

/**
 * What would become of an app's dashboards if a device template had another version? Everybody's
 * and each person's own. Thread-safe.
 */
public interface DashboardForecast {

  /** In their order. */
  List<Forecast> with(AppId app, DeviceTemplate template);

  /**
   * @param now what is wrong with it as the app is
   * @param then what would be wrong with it
   */
  record Forecast(StoredDashboard dashboard, List<DashboardFault> now, List<DashboardFault> then) {
    public Forecast {
      now = List.copyOf(now);
      then = List.copyOf(then);
    }
  }
}
