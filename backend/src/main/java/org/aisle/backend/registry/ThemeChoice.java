package org.aisle.backend.registry;

import org.jspecify.annotations.Nullable;

/**
 * A look as somebody wants it; nothing in it was checked.
 *
 * @param accent a colour as {@code #rrggbb} on which white words can be read
 * @param logo a PNG, JPEG, WebP or SVG in Base64; null for none
 */
public record ThemeChoice(@Nullable String accent, @Nullable String logo) {}
