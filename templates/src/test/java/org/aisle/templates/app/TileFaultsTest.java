package org.aisle.templates.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TileFaultsTest {

  private static final Path COOLER = Path.of("src/main/resources/apps/connected-cooler");
  private static final String FILE = "dashboards/faulty.yaml";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: kpi, field: location                                       | app.field-kind",
        "kind: kpi, field: power, shareInBand: true                       | app.band-missing",
        "kind: kpi, field: power, targetIs: atMost                        | app.target-missing",
        "kind: kpi, field: power, over: yesterday                         | app.word-unknown",
        "kind: kpi, field: power, compare: PT1S                           | app.duration",
        "kind: kpi, field: power, group: hamburg-altonna                  | app.group-unknown",
        "kind: kpi, field: power, place: hamburg                          | app.place-unknown",
        "kind: kpi, field: power, template: Freezer                       | app.template-unknown",
        "kind: kpi, field: power, drill: shop                             | app.word-unknown",
        "kind: kpi, field: power, decimals: 7                             | app.number-range",
        "kind: kpi, field: power, unit: horses                            | app.unit-known",
        "kind: kpi, field: doorOpenings, unit: openings of many doors     | app.text-length",
        "'kind: kpi, field: power, colours: [{tone: bad}]'                | app.colour-when",
        "kind: gauge, field: power, min: 5, max: 5                        | app.scale",
        "kind: gauge, field: doorOpen, min: 0, max: 1                     | app.field-kind",
        "'kind: funnel, field: placement, stages: [inPlace]'              | app.stages",
        "'kind: funnel, field: placement, stages: [inPlace, gone]'        | app.stage-unknown",
        "'kind: funnel, field: doorOpen, stages: [a, b]'                  | app.field-kind",
        "'kind: device-count, fresh: PT5M, where: {outlett: x}'           | app.property-unknown",
        "'kind: line-chart, fields: [power], limits: true'                | app.band-missing",
        "'kind: line-chart, fields: [power], groupBy: shop'               | app.property-unknown",
        "'kind: line-chart, fields: [power], groupBy: time'               | app.property-unknown",
        "'kind: line-chart, fields: [power], devices: [nobody]'           | app.device-unknown",
        "'kind: line-chart, fields: [power], device: cooler-001, groupBy: place' | app.keys-together",
        "kind: bar, field: power                                          | app.key-missing",
        "kind: bar, field: power, groupBy: time                           | app.key-missing",
        "kind: bar, field: power, groupBy: time, bucket: PT7H             | app.bucket",
        "kind: bar, field: power, groupBy: place, bucket: PT1H            | app.keys-together",
        "'kind: bar, field: power, groupBy: time, bucket: PT1H, over: latest' | app.keys-together",
        "kind: bar, field: power, groupBy: place, stacked: power          | app.field-kind",
        "'kind: bar, field: power, groupBy: place, over: range, stacked: placement' | app.field-kind",
        "kind: bar, field: power, groupBy: place, stacked: doorOpen, aggregate: avg | app.aggregate-parts",
        "kind: pie, field: power                                          | app.group-missing",
        "kind: pie, field: doorOpen, groupBy: place                       | app.keys-together",
        "kind: pie, field: location                                       | app.field-kind",
        "kind: heat-map, field: placement                                 | app.field-kind",
        "kind: table, field: power, over: now                             | app.word-unknown",
        "kind: kpi, field: power, drill: place                            | app.key-of-kind",
        "'kind: label, text: x, colours: [{above: 1, tone: bad}]'         | app.key-of-kind",
        "kind: alert-list, decimals: 1                                    | app.key-of-kind",
        "kind: table, field: doorOpenings, unit: openings                 | app.key-of-kind",
        "'kind: line-chart, fields: [power], drill: device'               | app.key-of-kind",
        "kind: piechart, field: power                                     | app.kind-of-tile-unknown",
      })
  void a_tile_that_cannot_be_shown_is_a_fault_with_a_cure(String tile, String code)
      throws IOException {
    List<TemplateProblem> problems = problems("- {%s, %s}\n".formatted(tile, at(0)));

    assertThat(problems)
        .allSatisfy(p -> assertThat(p.file()).isEqualTo(FILE))
        .extracting(TemplateProblem::code)
        .contains(code);
    assertThat(problems).allSatisfy(p -> assertThat(p.sentence()).matches("(?s).*[.?]"));
  }

  @Test
  void the_faults_of_all_tiles_are_told_at_once_each_in_its_line() throws IOException {
    assertThat(
            problems(
                "- {kind: kpi, field: powr, %s}\n- {kind: gauge, field: power, min: 1, max: 0, %s}\n- {kind: pie, field: powwer, %s}\n"
                    .formatted(at(0), at(1), at(2))))
        .extracting(p -> p.line() + " " + p.code())
        .containsExactly("5 app.field-unknown", "6 app.scale", "7 app.field-unknown");
  }

  @Test
  void a_name_that_is_almost_right_is_suggested() throws IOException {
    assertThat(
            problems("- {kind: kpi, field: power, place: hamburg-altonna, %s}\n".formatted(at(0))))
        .extracting(TemplateProblem::sentence)
        .containsExactly("There is no place \"hamburg-altonna\". Did you mean hamburg-altona?");
  }

  private static String at(int row) {
    return "title: T, at: {column: 0, row: %d, width: 3, height: 1}".formatted(row);
  }

  private static List<TemplateProblem> problems(String tiles) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>(TemplateFiles.of(COOLER).contents());
    String text = "title: F\ntemplate: Cooler\nrange: PT24H\ntiles:\n" + tiles;
    files.put(FILE, text.getBytes(StandardCharsets.UTF_8));
    return switch (AppTemplateReader.read(
        new TemplateFiles("connected-cooler", files, List.of()))) {
      case AppTemplateOutcome.Faults f -> f.problems();
      case AppTemplateOutcome.Read r -> List.of();
    };
  }
}
