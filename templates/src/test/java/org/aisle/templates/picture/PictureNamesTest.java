package org.aisle.templates.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureNamesTest {

  @ParameterizedTest
  @CsvSource({
    "Floor Plan.SVG, floor-plan.svg",
    "C:\\Users\\me\\Plan 1.png, plan-1.png",
    "../../etc/passwd.png, passwd.png",
    ".png, picture.png",
    "Grundriß (neu).jpeg, grundri-neu-.jpeg",
  })
  void a_file_of_any_name_becomes_a_picture_s_name(String file, String name) {
    assertThat(PictureNames.free(file, Set.of())).isEqualTo(name).matches(PictureReader.NAME);
  }

  @Test
  void a_taken_name_gets_a_number() {
    assertThat(PictureNames.free("plan.svg", Set.of("plan.svg", "plan-2.svg")))
        .isEqualTo("plan-3.svg");
  }

  @Test
  void a_name_that_is_far_too_long_is_cut() {
    assertThat(PictureNames.free("x".repeat(300) + ".png", Set.of())).matches(PictureReader.NAME);
  }
}
