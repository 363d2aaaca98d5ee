package org.aisle.templates.dtdl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.aisle.templates.definition.DeviceTemplate;

/** Whatever the bytes are: no exception, and what is read can be written and read again. */
class DtdlFuzzTest {

  private static final List<String> WORDS =
      List.of(
          "null",
          "[]",
          "{}",
          "1e999",
          "1e99999999999",
          "0.1e-99999999999",
          "-12.5e-300",
          "-0",
          "\"\"",
          "true",
          "\"dtmi:org:openretail:Cooler;1\"",
          "\"Telemetry\"",
          "\"Component\"",
          "\"geopoint\"",
          "{\"@type\":\"Enum\"}",
          "{\"@id\":\"dtmi:x:y;1\"}");

  @Property(tries = 400)
  void any_bytes_have_an_outcome(@ForAll @Size(max = 300) byte[] bytes) {
    sound(DtdlReader.read(bytes));
  }

  @Property(tries = 600)
  void damaged_bytes_of_a_model_have_an_outcome(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 12) int times) throws IOException {
    byte[] model = any(random).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < times; i++) {
      model[random.nextInt(model.length)] = (byte) random.nextInt(256);
    }

    sound(DtdlReader.read(model));
  }

  @Property(tries = 1_500)
  void a_model_with_swapped_values_has_an_outcome(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 4) int times) throws IOException {
    String model = any(random);
    for (int i = 0; i < times; i++) {
      int from = model.indexOf(':', random.nextInt(model.length()));
      int to = from < 0 ? -1 : next(model, from + 1);
      if (to > 0) {
        String word = WORDS.get(random.nextInt(WORDS.size()));
        model = model.substring(0, from + 1) + word + model.substring(to);
      }
    }

    sound(DtdlReader.read(model));
  }

  private static int next(String model, int from) {
    int comma = model.indexOf(',', from);
    int brace = model.indexOf('}', from);
    return comma < 0 ? brace : Math.min(comma, brace < 0 ? comma : brace);
  }

  private static void sound(DtdlOutcome outcome) {
    switch (outcome) {
      case DtdlOutcome.Faults f -> assertThat(f.problems()).isNotEmpty();
      case DtdlOutcome.Read r -> {
        assertThat(r.templates()).isNotEmpty();
        for (DeviceTemplate template : r.templates()) {
          DtdlOutcome again = DtdlReader.read(DtdlWriter.write(template));
          assertThat(again).as("%s", again).isInstanceOf(DtdlOutcome.Read.class);
          assertThat(((DtdlOutcome.Read) again).template().telemetry())
              .isEqualTo(template.telemetry());
        }
      }
    }
  }

  private static String any(Random random) throws IOException {
    Path folder = Path.of("src/test/resources/org/aisle/templates/dtdl/valid");
    try (Stream<Path> list = Files.list(folder)) {
      List<Path> files = list.sorted().toList();
      return Files.readString(files.get(random.nextInt(files.size())));
    }
  }
}
