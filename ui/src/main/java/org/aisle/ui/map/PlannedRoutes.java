package org.aisle.ui.map;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.RegistryChanged;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.place.Route;
import org.aisle.ui.map.DeviceMap.Plan;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The ways that devices are planned to go; the property {@code route} of a device names its own.
 */
@Component
public class PlannedRoutes {

  private static final String PROPERTY = "route";

  private final Apps apps;
  private final Map<AppId, List<Route>> known = new ConcurrentHashMap<>();

  PlannedRoutes(Apps apps) {
    this.apps = apps;
  }

  @EventListener
  void on(RegistryChanged change) {
    if (change.device() == null) {
      known.remove(change.app());
    }
  }

  /** Each once, whatever goes on it. */
  public List<Plan> of(AppId app, Collection<Device> devices) {
    Set<String> wanted =
        devices.stream()
            .map(device -> device.properties().get(PROPERTY))
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .collect(Collectors.toSet());
    return wanted.isEmpty()
        ? List.of()
        : known.computeIfAbsent(app, this::read).stream()
            .filter(route -> wanted.contains(route.id()))
            .map(route -> new Plan(route.name(), route.line()))
            .toList();
  }

  private List<Route> read(AppId app) {
    return apps.origin(app).map(AppTemplate::routes).orElse(List.of());
  }
}
