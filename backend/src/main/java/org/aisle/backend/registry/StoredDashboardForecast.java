package org.aisle.backend.registry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.aisle.templates.app.DashboardFault;
import org.aisle.templates.app.DashboardJson;
import org.aisle.templates.app.DashboardNames;
import org.aisle.templates.app.DashboardOutcome;
import org.aisle.templates.app.DashboardReader;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.AppId;
import org.springframework.stereotype.Component;

/** Reads the stored dashboards as if the version were published. */
@Component
class StoredDashboardForecast implements DashboardForecast {

  private final DashboardRows rows;
  private final Dashboards dashboards;

  StoredDashboardForecast(DashboardRows rows, Dashboards dashboards) {
    this.rows = rows;
    this.dashboards = dashboards;
  }

  @Override
  public List<Forecast> with(AppId app, DeviceTemplate template) {
    DashboardNames now = dashboards.names(app);
    List<DeviceTemplate> templates = new ArrayList<>(now.templates());
    templates.removeIf(t -> t.id().lastSegment().equals(template.id().lastSegment()));
    templates.add(template);
    DashboardNames then =
        new DashboardNames(templates, now.devices(), now.places(), now.groups(), now.pictures());
    return rows.all(app).stream()
        .map(
            stored ->
                new Forecast(
                    stored, faults(stored.dashboard(), now), faults(stored.dashboard(), then)))
        .toList();
  }

  private static List<DashboardFault> faults(Dashboard dashboard, DashboardNames names) {
    byte[] text =
        DashboardJson.write(DashboardJson.tree(dashboard)).getBytes(StandardCharsets.UTF_8);
    return switch (DashboardReader.json(dashboard.id(), text, names)) {
      case DashboardOutcome.Read read -> List.of();
      case DashboardOutcome.Faults(var faults) -> faults;
    };
  }
}
