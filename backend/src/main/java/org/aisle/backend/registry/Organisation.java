package org.aisle.backend.registry;

import org.jspecify.annotations.Nullable;

/** A node of an app's organisation tree: region, then store. */
public record Organisation(String id, String name, @Nullable String parent) {}
