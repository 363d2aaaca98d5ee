package org.aisle.ui.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aisle.backend.notification.Destination;
import org.aisle.backend.registry.Place;
import org.aisle.templates.app.AppTemplate.DeviceGroup;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.ui.format.ValueFormat;

/**
 * What the rules of an app may speak of.
 *
 * @param templates the newest version of each device template
 * @param assets the properties that assets may have
 */
record RuleScope(
    List<DeviceTemplate> templates,
    List<Field> assets,
    List<Place> places,
    List<Destination> destinations,
    List<DeviceGroup> groups,
    ValueFormat format) {

  RuleScope {
    templates = newest(templates);
    assets = List.copyOf(assets);
    places = List.copyOf(places);
    destinations = List.copyOf(destinations);
    groups = List.copyOf(groups);
  }

  private static List<DeviceTemplate> newest(List<DeviceTemplate> all) {
    Map<String, DeviceTemplate> byName = new HashMap<>();
    Comparator<DeviceTemplate> byVersion =
        Comparator.comparingDouble(t -> Double.parseDouble(t.id().version()));
    for (DeviceTemplate template : all) {
      byName.merge(
          template.id().lastSegment(), template, (a, b) -> byVersion.compare(a, b) >= 0 ? a : b);
    }
    List<DeviceTemplate> newest = new ArrayList<>(byName.values());
    newest.sort(Comparator.comparing(DeviceTemplate::displayName));
    return List.copyOf(newest);
  }

  Optional<DeviceTemplate> template(String name) {
    return templates.stream().filter(t -> t.id().lastSegment().equals(name)).findFirst();
  }

  String placeName(String id) {
    return places.stream().filter(p -> p.id().equals(id)).findFirst().map(Place::name).orElse(id);
  }

  String groupName(String id) {
    return groups.stream()
        .filter(g -> g.id().equals(id))
        .findFirst()
        .map(DeviceGroup::name)
        .orElse(id);
  }

  String destinationName(String id) {
    return destinations.stream()
        .filter(d -> d.id().equals(id))
        .findFirst()
        .map(Destination::name)
        .orElse(id);
  }
}
