package org.aisle.backend.notification;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aisle.backend.registry.App;

/**
 * One message to one destination.
 *
 * @param delivery the same in every attempt
 * @param at when it is told
 * @param items at least one
 */
record Letter(UUID delivery, App app, Destination to, Instant at, List<Item> items) {
  Letter {
    items = List.copyOf(items);
    if (items.isEmpty()) {
      throw new IllegalArgumentException("A message tells of something.");
    }
  }
}
