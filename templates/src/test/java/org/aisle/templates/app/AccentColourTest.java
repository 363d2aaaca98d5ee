package org.aisle.templates.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.aisle.templates.app.AppTemplate.Theme;
import org.aisle.templates.picture.Picture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccentColourTest {

  @ParameterizedTest
  @CsvSource({"#000000, 21.0", "#ffffff, 1.0", "#767676, 4.54", "#FF0000, 4.0", "#0000ff, 8.59"})
  void contrast_is_what_the_guidelines_say(String colour, double contrast) {
    assertThat(AccentColour.parse(colour).orElseThrow().contrastWithWhite())
        .isEqualTo(contrast, within(0.005));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "red", "#fff", "#12345g", "123456", "#1234567", "#123456\n"})
  void what_is_no_colour_is_none(String text) {
    assertThat(AccentColour.parse(text)).isEmpty();
  }

  static Stream<AppTemplate> templates() {
    return AppTemplates.builtIn().all().stream();
  }

  @ParameterizedTest
  @MethodSource("templates")
  void white_words_can_be_read_on_the_accent_of_every_template(AppTemplate template) {
    assertThat(AccentColour.parse(template.theme().accent()).orElseThrow().contrastWithWhite())
        .isGreaterThanOrEqualTo(AccentColour.READABLE);
  }

  @Test
  void a_logo_is_written_and_read_and_one_that_is_not_there_is_told(@TempDir Path folder)
      throws Exception {
    AppTemplate cooler = AppTemplates.builtIn().named("connected-cooler").orElseThrow();
    Picture logo =
        new Picture(
            "brand.svg",
            Picture.Kind.SVG,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>".getBytes());
    AppTemplate branded =
        cooler.adapted(
            cooler.zone(),
            cooler.fleet(),
            new Theme("#123456", "snowflake", "brand.svg"),
            List.of(logo));
    Path own = folder.resolve("connected-cooler");
    AppTemplateWriter.write(branded, own);
    assertThat(AppTemplateReader.read(own))
        .isInstanceOfSatisfying(
            AppTemplateOutcome.Read.class,
            read -> assertThat(read.template().theme()).isEqualTo(branded.theme()));

    Files.delete(own.resolve("images/brand.svg"));
    assertThat(AppTemplateReader.read(own))
        .isInstanceOfSatisfying(
            AppTemplateOutcome.Faults.class,
            faults ->
                assertThat(faults.problems())
                    .singleElement()
                    .satisfies(p -> assertThat(p.code()).isEqualTo("app.picture-unknown")));
  }
}
