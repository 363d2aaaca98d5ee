package org.aisle.ui.map;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  private static final Pattern ORIGIN =
      Pattern.compile("https?://(?:\\{s\\}\\.)?[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?=/)");

  /** No tile server. */
  public static final MapTiles NONE = new MapTiles(null, null);

  public MapTiles {
    url = url == null || url.isBlank() ? null : url.strip();
  }

  /**
   * Where a browser loads the tiles from, as a Content-Security-Policy source; {@code {s}} stands
   * for any subdomain. Empty without a tile server, and for tiles of this server itself.
   *
   * @throws IllegalArgumentException when the setting is no address that tiles could come from
   */
  public Optional<String> origin() {
    if (url == null || url.startsWith("/") && !url.startsWith("//")) {
      return Optional.empty();
    }
    Matcher parts = ORIGIN.matcher(url);
    if (!parts.lookingAt()) {
      throw new IllegalArgumentException(
          "aisle.ui.tile-url is an address like https://tiles.example.org/{z}/{x}/{y}.png.");
    }
    return Optional.of(parts.group().replace("{s}", "*"));
  }
}
