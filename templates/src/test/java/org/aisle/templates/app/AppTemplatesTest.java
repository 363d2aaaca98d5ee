package org.aisle.templates.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.dtdl.DtdlOutcome;
import org.aisle.templates.dtdl.DtdlReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppTemplatesTest {

  private static final Path APPS = Path.of("src/main/resources/apps");

  @Test
  void the_connected_cooler_comes_with_aisle() {
    AppTemplate app = AppTemplates.builtIn().named("connected-cooler").orElseThrow();

    assertThat(app.organisations()).hasSize(3);
    assertThat(app.places()).hasSize(6);
    assertThat(app.fleet().members()).hasSize(25);
    assertThat(app.dashboards()).extracting(Dashboard::id).containsExactly("operations", "fleet");
    assertThat(app.zone().getId()).isEqualTo("Europe/Berlin");
    DeviceTemplate cooler = app.deviceTemplates().getFirst();
    assertThat(cooler.table()).isEqualTo("cooler");
    assertThat(cooler.telemetry())
        .extracting(Field::path)
        .containsExactly(
            "internalTemperature",
            "condenserTemperature",
            "ambientTemperature",
            "ambientHumidity",
            "doorOpen",
            "doorOpenings",
            "compressorRunning",
            "defrosting",
            "power",
            "location",
            "connectedState",
            "batteryVoltage",
            "signalStrength");
    assertThat(cooler.property("setPoint").orElseThrow().writable()).isTrue();
    assertThat(cooler.commands()).extracting("name").containsExactly("defrost", "reboot");
    Field internal = cooler.field("internalTemperature").orElseThrow();
    assertThat(internal.minimum()).isEqualTo(-273.15);
    assertThat(internal.unit()).extracting("symbol").isEqualTo("°C");
  }

  @Test
  void the_index_lists_exactly_the_files_there_are() throws IOException {
    List<String> index = Files.readAllLines(APPS.resolve("index.txt"), StandardCharsets.UTF_8);

    try (Stream<Path> walk = Files.walk(APPS)) {
      List<String> files =
          walk.filter(Files::isRegularFile)
              .map(file -> APPS.relativize(file).toString().replace('\\', '/'))
              .filter(file -> file.contains("/"))
              .toList();
      assertThat(index).containsExactlyInAnyOrderElementsOf(files);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fridge-monitor", "parcel-sensor", "ruuvi-tag"})
  void a_ready_made_model_is_sound(String name) throws IOException {
    byte[] model = Files.readAllBytes(Path.of("src/main/resources/models", name + ".json"));

    assertThat(DtdlReader.read(model)).isInstanceOf(DtdlOutcome.Read.class);
  }

  @Test
  void templates_of_an_outside_folder_join_the_built_in_ones_and_faulty_ones_are_told(
      @TempDir Path folder) throws IOException {
    copy(APPS.resolve("connected-cooler"), folder.resolve("my-coolers"));
    Files.createDirectories(folder.resolve("broken"));
    Files.writeString(folder.resolve("broken/app.yaml"), "name: [");

    AppTemplates templates = AppTemplates.builtIn().with(folder);

    assertThat(templates.all())
        .extracting(AppTemplate::id)
        .contains("connected-cooler", "my-coolers")
        .doesNotContain("broken");
    assertThat(templates.problems()).extracting(TemplateProblem::file).contains("broken/app.yaml");
  }

  @Test
  void an_app_template_declares_what_is_known_of_assets_and_rules_may_speak_of_it(
      @TempDir Path folder) throws IOException {
    Path mine = folder.resolve("my-coolers");
    copy(APPS.resolve("connected-cooler"), mine);
    Path app = mine.resolve("app.yaml");
    String device =
        AppTemplates.builtIn()
            .named("connected-cooler")
            .orElseThrow()
            .fleet()
            .members()
            .getFirst()
            .device();
    String types =
        """

        assetTypes:
          - id: glass-door
            name: Glass-door cooler
            properties:
              - {name: maximumTemperature, schema: double, semanticType: Temperature, unit: degreeCelsius}
              - {name: load, schema: enum, values: [drinks, fresh]}
              - {name: bought, schema: date}
        assets:
          - {device: %s, type: glass-door, properties: {maximumTemperature: 7}}
        """
            .formatted(device);
    String before = Files.readString(app);
    Files.writeString(app, before + types);
    Files.writeString(
        mine.resolve("rules/asset-limit.yaml"),
        """
        name: Warmer than its asset allows
        template: Cooler
        where: {asset.load: drinks}
        when: {condition: "internalTemperature > asset.maximumTemperature", for: PT30M}
        severity: warning
        """);

    AppTemplateOutcome outcome = AppTemplateReader.read(mine);

    assertThat(outcome).isInstanceOf(AppTemplateOutcome.Read.class);
    AppTemplate read = ((AppTemplateOutcome.Read) outcome).template();
    assertThat(read.assetTypes().getFirst().fields())
        .extracting(Field::path)
        .containsExactly("maximumTemperature", "load", "bought");
    assertThat(read.assetTypes().getFirst().fields().getFirst().unit())
        .extracting("symbol")
        .isEqualTo("°C");
    assertThat(read.assets()).extracting("id").containsExactly(device);
    assertThat(
            AppTemplateReader.read(
                new TemplateFiles(read.id(), AppTemplateWriter.files(read), List.of())))
        .isEqualTo(new AppTemplateOutcome.Read(read));

    Files.writeString(
        app,
        before
            + types
                .replace("schema: date", "schema: calendar")
                .replace("{maximumTemperature: 7}", "{colour: red}")
                .replace("device: " + device, "device: nobody"));
    assertThat(((AppTemplateOutcome.Faults) AppTemplateReader.read(mine)).problems())
        .extracting(TemplateProblem::code)
        .contains("app.asset-type-schema-unknown", "app.device-unknown");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> walk = Files.walk(from)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }
}
