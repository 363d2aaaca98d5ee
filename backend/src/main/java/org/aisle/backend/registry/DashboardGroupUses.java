package org.aisle.backend.registry;

import java.util.List;
import java.util.Objects;
import org.aisle.templates.identity.AppId;
import org.springframework.stereotype.Component;

/** Which dashboards, personal ones too, have tiles of a device group. */
@Component
class DashboardGroupUses implements GroupUses {

  private final DashboardRows rows;

  DashboardGroupUses(DashboardRows rows) {
    this.rows = rows;
  }

  @Override
  public List<Use> of(AppId app) {
    return rows.all(app).stream()
        .map(StoredDashboard::dashboard)
        .flatMap(
            dashboard ->
                dashboard.tiles().stream()
                    .map(tile -> tile.frame().group())
                    .filter(Objects::nonNull)
                    .distinct()
                    .map(
                        group ->
                            new Use(
                                Objects.requireNonNull(group),
                                "dashboard",
                                dashboard.id(),
                                dashboard.title(),
                                false)))
        .toList();
  }
}
