package org.aisle.ui.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangesTest {

  @Test
  void every_offered_range_survives_the_address() {
    for (Duration range : Ranges.OFFERED) {
      assertThat(Ranges.parse(Ranges.key(range))).contains(range);
    }
    assertThat(Ranges.parse(Ranges.key(Duration.ofMinutes(90)))).contains(Duration.ofMinutes(90));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "24", "h", "0h", "-1h", "9999d", "1 h", "99999999999h", "PT1H", "１h"})
  void anything_else_is_no_range(String text) {
    assertThat(Ranges.parse(text)).isEmpty();
  }
}
