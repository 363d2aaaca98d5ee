package org.aisle.ui.map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Name;

/**
 * The tile server that maps are drawn from; without one they show the bundled outline.
 *
 * @param url a template with {@code {z}/{x}/{y}}, or null for none
 * @param credit the attribution its owner asks for, as plain text, or null
 */
@ConfigurationProperties("aisle.ui")
public record MapTiles(
    @Name("tile-url") @Nullable String url, @Name("tile-credit") @Nullable String credit) {

  /** No tile server. */
  public static final MapTiles NONE = new MapTiles(null, null);

  public MapTiles {
    url = url == null || url.isBlank() ? null : url;
  }
}
