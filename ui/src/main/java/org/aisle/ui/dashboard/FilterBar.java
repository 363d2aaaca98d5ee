package org.aisle.ui.dashboard;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.Location;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.aisle.backend.registry.Organisation;
import org.aisle.backend.registry.Place;
import org.aisle.templates.app.AppTemplate.DeviceGroup;
import org.jspecify.annotations.Nullable;

/** Chooses region, store and device group; the choice becomes part of the address. */
final class FilterBar extends Div {

  private static final String ALL = "";

  private final Address address;

  FilterBar(
      Address address,
      List<Organisation> organisations,
      List<Place> places,
      List<DeviceGroup> groups) {
    this.address = address;
    addClassName("aisle-filter");
    getElement().setAttribute("role", "group").setAttribute("aria-label", "Devices shown");
    Filter filter = address.filter();
    Map<String, String> regions = new LinkedHashMap<>();
    indented(organisations, null, 0, regions);
    add("Region", "All regions", regions, filter.region(), filter::withRegion);
    Map<String, String> stores = new LinkedHashMap<>();
    filter.stores(organisations, places).stream()
        .sorted(Comparator.comparing(Place::name))
        .forEach(place -> stores.put(place.id(), place.name()));
    add("Store", "All stores", stores, filter.store(), filter::withStore);
    Map<String, String> named = new LinkedHashMap<>();
    groups.stream()
        .sorted(Comparator.comparing(DeviceGroup::name))
        .forEach(group -> named.put(group.id(), group.name()));
    add("Device group", "All groups", named, filter.group(), filter::withGroup);
    setVisible(getComponentCount() > 0);
  }

  private static void indented(
      List<Organisation> all, @Nullable String parent, int depth, Map<String, String> names) {
    for (Organisation organisation : all) {
      if (java.util.Objects.equals(organisation.parent(), parent)
          && !names.containsKey(organisation.id())) {
        names.put(organisation.id(), "\u2003".repeat(depth) + organisation.name());
        indented(all, organisation.id(), depth + 1, names);
      }
    }
  }

  /** Nothing when there is nothing to choose from; what the address says always can be undone. */
  private void add(
      String label,
      String all,
      Map<String, String> names,
      @Nullable String chosen,
      Function<@Nullable String, Filter> choice) {
    if (names.size() < 2 && chosen == null) {
      return;
    }
    Map<String, String> items = new LinkedHashMap<>();
    items.put(ALL, all);
    items.putAll(names);
    if (chosen != null) {
      items.putIfAbsent(chosen, chosen + " (unknown)");
    }
    Select<String> select = new Select<>();
    select.setAriaLabel(label);
    select.addClassName("range");
    select.setItems(items.keySet());
    select.setItemLabelGenerator(id -> items.getOrDefault(id, id));
    select.setValue(chosen == null ? ALL : chosen);
    select.addValueChangeListener(
        change -> {
          String id = change.getValue();
          Location to =
              new Location(
                  address.with(choice.apply(id == null || id.isEmpty() ? null : id)).path());
          select.getUI().ifPresent(ui -> ui.navigate(to.getPath(), to.getQueryParameters()));
        });
    add(select);
  }
}
