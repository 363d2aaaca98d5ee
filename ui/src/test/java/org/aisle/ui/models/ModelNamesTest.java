package org.aisle.ui.models;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelNamesTest {

  @ParameterizedTest
  @CsvSource({
    "Fan speed,fanSpeed,FanSpeed",
    "CO2 level,co2Level,CO2Level",
    "  Türgriff außen ,turgriffAussen,TurgriffAussen",
    "3rd shelf,rdShelf,RdShelf",
    "air.temperature,airTemperature,AirTemperature",
  })
  void words_become_names_that_machines_accept(String words, String field, String model) {
    assertThat(ModelNames.field(words)).isEqualTo(field);
    assertThat(ModelNames.model(words)).isEqualTo(model);
  }

  @Test
  void what_has_no_letters_gives_no_name() {
    assertThat(ModelNames.field("12 %")).isEmpty();
    assertThat(ModelNames.model("温度")).isEmpty();
    assertThat(ModelNames.field(null)).isEmpty();
    assertThat(ModelNames.field("a".repeat(300))).hasSize(60);
  }
}
