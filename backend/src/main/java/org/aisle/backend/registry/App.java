package org.aisle.backend.registry;

import java.time.Instant;
import java.time.ZoneId;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;

/**
 * One instantiated application, the tenant boundary.
 *
 * @param template the id of the app template it was made from, or null for an empty app
 * @param retention how long readings are kept, or null for ever
 */
public record App(
    AppId id,
    String name,
    @Nullable String template,
    ZoneId zone,
    java.time.@Nullable Duration retention,
    Instant createdAt) {}
