package org.aisle.backend.notification;

import java.util.Set;
import java.util.TreeSet;
import org.aisle.backend.rules.KnownDestinations;
import org.aisle.templates.identity.AppId;
import org.springframework.stereotype.Component;

/** What rules may know of destinations. */
@Component
class DestinationIds implements KnownDestinations {

  private final Destinations destinations;

  DestinationIds(Destinations destinations) {
    this.destinations = destinations;
  }

  @Override
  public Set<String> of(AppId app) {
    Set<String> ids = new TreeSet<>();
    destinations.all(app).forEach(destination -> ids.add(destination.id()));
    return ids;
  }
}
