package org.aisle.backend.registry;

import org.jspecify.annotations.Nullable;

/** A circular geofence of an app: an outlet, depot or zone. */
public record Place(
    String id,
    String name,
    @Nullable String organisation,
    String kind,
    double lat,
    double lon,
    double radiusMetres,
    @Nullable String address) {}
