package org.aisle.backend.registry;

import java.util.List;
import org.aisle.templates.identity.AppId;

/** Somebody outside the registry whose things refer to places. Thread-safe. */
@FunctionalInterface
public interface PlaceUses {

  /** What refers to the place by its id. */
  List<PlaceUse> of(AppId app, String place);
}
