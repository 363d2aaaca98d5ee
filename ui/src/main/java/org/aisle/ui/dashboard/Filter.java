package org.aisle.ui.dashboard;

import com.vaadin.flow.router.QueryParameters;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.aisle.backend.registry.Organisation;
import org.aisle.backend.registry.Place;
import org.jspecify.annotations.Nullable;

/**
 * Which devices a dashboard shows, as it stands in its address; null means all.
 *
 * @param region an organisation, with all below it
 * @param store a place
 * @param group a device group
 */
record Filter(@Nullable String region, @Nullable String store, @Nullable String group) {

  static final Filter NONE = new Filter(null, null, null);

  private static final int LONGEST = 100;

  static Filter of(QueryParameters query) {
    return new Filter(text(query, "region"), text(query, "store"), text(query, "group"));
  }

  private static @Nullable String text(QueryParameters query, String key) {
    Optional<String> text =
        query
            .getSingleParameter(key)
            .map(String::strip)
            .filter(t -> !t.isEmpty() && t.length() <= LONGEST);
    return text.orElse(null);
  }

  Filter withRegion(@Nullable String id) {
    return new Filter(id, null, group);
  }

  Filter withStore(@Nullable String id) {
    return new Filter(region, id, group);
  }

  Filter withGroup(@Nullable String id) {
    return new Filter(region, store, id);
  }

  /** The form that {@link #of} reads. */
  Map<String, String> parameters() {
    Map<String, String> parameters = new TreeMap<>();
    if (region != null) {
      parameters.put("region", region);
    }
    if (store != null) {
      parameters.put("store", store);
    }
    if (group != null) {
      parameters.put("group", group);
    }
    return parameters;
  }

  /** The places that belong to the region, or all of them. */
  List<Place> stores(List<Organisation> organisations, List<Place> places) {
    if (region == null) {
      return places;
    }
    Set<String> inside = new HashSet<>(Set.of(region));
    boolean grown = true;
    while (grown) {
      Set<String> more =
          organisations.stream()
              .filter(o -> o.parent() != null && inside.contains(o.parent()))
              .map(Organisation::id)
              .collect(Collectors.toSet());
      grown = inside.addAll(more);
    }
    return places.stream()
        .filter(place -> place.organisation() != null && inside.contains(place.organisation()))
        .toList();
  }
}
