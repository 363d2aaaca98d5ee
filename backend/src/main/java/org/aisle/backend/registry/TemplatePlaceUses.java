package org.aisle.backend.registry;

import java.util.ArrayList;
import java.util.List;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.place.Route;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The dashboards and planned routes that refer to places. */
@Component
@Order(2)
class TemplatePlaceUses implements PlaceUses {

  private final Apps apps;

  TemplatePlaceUses(Apps apps) {
    this.apps = apps;
  }

  @Override
  public List<PlaceUse> of(AppId app, String place) {
    List<PlaceUse> uses = new ArrayList<>();
    for (Dashboard dashboard : apps.dashboards(app)) {
      if (dashboard.tiles().stream().anyMatch(tile -> place.equals(tile.frame().place()))) {
        uses.add(new PlaceUse(PlaceUse.Kind.DASHBOARD, dashboard.id(), dashboard.title()));
      }
    }
    for (Route route : apps.origin(app).map(AppTemplate::routes).orElse(List.of())) {
      if (route.legs().stream().anyMatch(l -> l.from().equals(place) || l.to().equals(place))) {
        uses.add(new PlaceUse(PlaceUse.Kind.ROUTE, route.id(), route.name()));
      }
    }
    return uses;
  }
}
