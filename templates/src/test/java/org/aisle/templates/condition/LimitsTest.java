package org.aisle.templates.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

  private static final Cooler.Values FRAME = Cooler.values().with("property.setPoint", 4.0);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "temperature > 8                                  ; temperature ABOVE 8.0",
        "temperature >= property.setPoint + 4             ; temperature AT_LEAST 8.0",
        "8 < temperature                                  ; temperature ABOVE 8.0",
        "8 >= temperature                                 ; temperature AT_MOST 8.0",
        "temperature < -(2)                               ; temperature BELOW -2.0",
        "!(temperature > 8)                               ; temperature AT_MOST 8.0",
        "!(!(temperature < 8) || door.open)               ; temperature BELOW 8.0",
        "home.metres > 100                                ; home.metres ABOVE 100.0",
        "temperature < min(property.setPoint, 2)          ; temperature BELOW 2.0",
        "temperature > humidity                           ; ''",
        "temperature > humidity + 1                       ; ''",
        "abs(temperature) > 8                             ; ''",
        "temperature == 8                                 ; ''",
        "temperature in [8]                               ; ''",
        "property.setPoint > 3                            ; ''",
        "door.open ? temperature > 8 : temperature > 9    ; ''",
        "temperature > (door.open ? 8 : 9)                ; ''",
        "temperature > (property.model == 'x' ? 8 : 9)    ; temperature ABOVE NaN",
        "temperature >                                    ; ''",
        "temperature                                      ; ''",
      })
  void a_limit_is_what_one_measured_name_is_compared_with(String text, String limits) {
    assertThat(limits(text)).isEqualTo(limits.isEmpty() ? List.of() : List.of(limits));
  }

  @Test
  void all_limits_of_a_condition_come_in_their_order() {
    assertThat(
            limits(
                "(temperature > 8 || temperature < 2) && door.open"
                    + " && acceleration.magnitude >= 2.5"))
        .containsExactly(
            "temperature ABOVE 8.0",
            "temperature BELOW 2.0",
            "acceleration.magnitude AT_LEAST 2.5");
  }

  private static List<String> limits(String text) {
    return Conditions.limits(text, Cooler.WORDS).stream()
        .map(l -> l.name() + " " + l.relation() + " " + l.limit().in(FRAME))
        .toList();
  }
}
