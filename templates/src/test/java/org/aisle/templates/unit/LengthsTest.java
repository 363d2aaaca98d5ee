package org.aisle.templates.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LengthsTest {

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s",
    "PT0.25S, 250 ms",
    "PT30M, 30 min",
    "PT1H30M, 1 h 30 min",
    "PT75966H29M59S, 3165 d 6 h 29 min 59 s"
  })
  void a_length_of_time_is_told_in_days_hours_minutes_and_seconds(Duration length, String words) {
    assertThat(Lengths.words(length).replace('\u00a0', ' ')).isEqualTo(words);
  }
}
