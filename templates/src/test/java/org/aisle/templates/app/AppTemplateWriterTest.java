package org.aisle.templates.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.aisle.templates.check.TemplateChecker;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.picture.Picture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AppTemplateWriterTest {

  static Stream<AppTemplate> every_template() {
    return AppTemplates.builtIn().all().stream();
  }

  @ParameterizedTest
  @MethodSource("every_template")
  void what_is_read_from_a_written_template_equals_it(AppTemplate app, @TempDir Path folder)
      throws IOException {
    AppTemplateWriter.write(app, folder.resolve(app.id()));

    AppTemplateOutcome read = TemplateChecker.check(folder.resolve(app.id()));

    assertThat(read).isEqualTo(new AppTemplateOutcome.Read(app));
  }

  @ParameterizedTest
  @MethodSource("every_template")
  void writing_is_the_same_each_time(AppTemplate app) {
    assertThat(texts(AppTemplateWriter.files(app))).isEqualTo(texts(AppTemplateWriter.files(app)));
  }

  @Test
  void a_written_file_looks_as_if_a_person_had_written_it() {
    AppTemplate app = AppTemplates.builtIn().named("connected-cooler").orElseThrow();

    SortedMap<String, byte[]> files = AppTemplateWriter.files(app);

    assertThat(text(files, "app.yaml"))
        .startsWith("name: Connected cooler\nversion: \"1.0.0\"\npersona: Cooler fleet manager")
        .contains(
            """

            organisations:
              - {id: northwind, name: Northwind Traders}
              - {id: region-north, name: Region North, parent: northwind}
            """)
        .contains("theme: {accent: \"#0b6e99\", icon: snowflake}\n");
    assertThat(text(files, "dashboards/operations.yaml"))
        .contains(
            """
              - kind: kpi
                title: Coolers at 0 to 7 °C
                at: {column: 3, row: 0, width: 3, height: 2}
                field: internalTemperature
                band: {min: 0, max: 7}
                shareInBand: true
                target: 95
            """);
  }

  @Test
  void dashboards_keep_their_order() {
    AppTemplate app = AppTemplates.builtIn().named("smart-inventory").orElseThrow();
    SortedMap<String, byte[]> files = AppTemplateWriter.files(app);
    List<String> ids = app.dashboards().stream().map(Dashboard::id).toList().reversed();
    String yaml = "dashboards: [%s]\n".formatted(String.join(", ", ids)) + text(files, "app.yaml");
    files.put("app.yaml", yaml.getBytes(StandardCharsets.UTF_8));

    AppTemplate reordered = read(files);

    assertThat(reordered.dashboards()).extracting(Dashboard::id).isEqualTo(ids);
    assertThat(read(AppTemplateWriter.files(reordered))).isEqualTo(reordered);
  }

  private static AppTemplate read(SortedMap<String, byte[]> files) {
    AppTemplateOutcome outcome = AppTemplateReader.read(new TemplateFiles("a", files, List.of()));
    return ((AppTemplateOutcome.Read) outcome).template();
  }

  @Test
  void device_templates_keep_their_order_and_pictures_their_bytes() {
    AppTemplate app = AppTemplates.builtIn().named("distribution-center").orElseThrow();
    byte[] svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".getBytes(StandardCharsets.UTF_8);
    app = app.withPictures(List.of(new Picture("plan.svg", Picture.Kind.SVG, svg)));

    SortedMap<String, byte[]> files = AppTemplateWriter.files(app);

    assertThat(files.keySet())
        .contains("models/1-tunnel-camera.json", "models/2-conveyor-line.json");
    assertThat(files.get("images/plan.svg")).isEqualTo(svg);
  }

  private static String text(SortedMap<String, byte[]> files, String name) {
    return new String(files.get(name), StandardCharsets.UTF_8);
  }

  private static List<String> texts(SortedMap<String, byte[]> files) {
    return files.keySet().stream().map(name -> text(files, name)).toList();
  }
}
