package org.aisle.backend.app;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the whole server.
 *
 * @param dataDir the folder that gets {@code admin-token}, or null when none is to be written
 */
@ConfigurationProperties("aisle")
record BackendSettings(@Nullable Path dataDir) {}
