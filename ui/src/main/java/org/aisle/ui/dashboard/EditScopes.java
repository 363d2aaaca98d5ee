package org.aisle.ui.dashboard;

import java.util.HashMap;
import java.util.Map;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.AppPictures;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Assets;
import org.aisle.backend.registry.Dashboards;
import org.aisle.backend.registry.Devices;
import org.aisle.templates.app.DashboardNames;
import org.springframework.stereotype.Component;

/** Reads what an editor may offer. */
@Component
class EditScopes {

  private final Apps apps;
  private final Dashboards dashboards;
  private final Devices devices;
  private final Assets assets;
  private final AppPictures pictures;

  EditScopes(
      Apps apps, Dashboards dashboards, Devices devices, Assets assets, AppPictures pictures) {
    this.apps = apps;
    this.dashboards = dashboards;
    this.devices = devices;
    this.assets = assets;
    this.pictures = pictures;
  }

  EditScope of(App app) {
    Map<String, String> named = new HashMap<>();
    devices
        .find(app.id(), null, null)
        .forEach(device -> named.put(device.ref().device().value(), device.name()));
    Map<String, String> places = new HashMap<>();
    assets.places(app.id()).forEach(place -> places.put(place.id(), place.name()));
    Map<String, String> groups = new HashMap<>();
    apps.groups(app.id()).forEach(group -> groups.put(group.id(), group.name()));
    DashboardNames names = dashboards.names(app.id());
    return new EditScope(
        names, named, places, groups, new PictureShelf(pictures, app.id(), names.pictures()));
  }
}
