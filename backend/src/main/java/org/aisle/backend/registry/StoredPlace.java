package org.aisle.backend.registry;

import java.time.Instant;

/**
 * A place of an app.
 *
 * @param revision from 1, one more with every change
 */
public record StoredPlace(Place place, int revision, String changedBy, Instant changedAt) {}
