package org.aisle.ui.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MapTilesTest {

  @ParameterizedTest
  @CsvSource({
    "https://tiles.example.org/{z}/{x}/{y}.png, https://tiles.example.org",
    "https://{s}.tiles.example.org/{z}/{x}/{y}.png, https://*.tiles.example.org",
    "http://10.0.0.7:8081/{z}/{x}/{y}.png, http://10.0.0.7:8081",
  })
  void the_tile_server_is_the_one_other_source_of_images(String url, String origin) {
    assertThat(new MapTiles(url, null).origin()).contains(origin);
  }

  @Test
  void without_a_tile_server_and_with_tiles_of_this_server_there_is_no_other_source() {
    assertThat(MapTiles.NONE.origin()).isEmpty();
    assertThat(new MapTiles(" ", null).origin()).isEmpty();
    assertThat(new MapTiles("/tiles/{z}/{x}/{y}.png", null).origin()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tiles.example.org/{z}",
        "//tiles.example.org/{z}",
        "javascript:alert(1)/",
        "https://tiles.example.org; script-src */{z}",
        "https://tiles.example.org",
      })
  void what_is_no_address_of_tiles_stops_the_start_with_a_sentence(String url) {
    assertThatThrownBy(() -> new MapTiles(url, null).origin())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("aisle.ui.tile-url");
  }
}
