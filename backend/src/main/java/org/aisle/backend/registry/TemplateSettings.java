package org.aisle.backend.registry;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where a solution builder keeps app templates.
 *
 * @param dir a folder with one sub-folder per app template, or null for none
 */
@ConfigurationProperties(prefix = "aisle.templates", ignoreUnknownFields = false)
record TemplateSettings(@Nullable Path dir) {}
