package org.aisle.templates.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.dashboard.Tile.Band;
import org.aisle.templates.dashboard.Tile.PlanPosition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThingTilesTest {

  private static final Path COOLER = Path.of("src/main/resources/apps/connected-cooler");

  @TempDir private Path folder;

  @BeforeEach
  void copy_the_cooler_with_a_plan() throws IOException {
    try (Stream<Path> walk = Files.walk(COOLER)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        Path target = folder.resolve("cooler").resolve(COOLER.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    Files.createDirectories(folder.resolve("cooler/images"));
    Files.writeString(
        folder.resolve("cooler/images/store.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
  }

  @Test
  void every_kind_is_read_with_all_its_keys() throws IOException {
    List<Tile> tiles =
        tiles(
            """
            - kind: event-history
              fields: [doorOpen, placement]
              device: cooler-001
              rows: 7
            - kind: map
              location: location
              field: placement
              path: true
              device: cooler-002
            - kind: floor-plan
              image: store.svg
              alt: The floor
              x: ambientTemperature
              y: ambientHumidity
              width: 12.5
              depth: 8
              positions: {cooler-001: [1, 2.5]}
              field: internalTemperature
              band: {max: 7}
            - kind: image
              image: store.svg
              alt: The floor
              link: https://example.org/floor
            - kind: label
              text: Open at seven
              size: large
            - kind: markdown
              text: "See [the alerts](app/x/alerts)."
            - kind: properties
              device: cooler-001
              fields: [model, setPoint]
            - kind: journey-strip
              stage: placement
              excursion: {field: internalTemperature, band: {min: 0, max: 7}}
              rows: 3
            """);

    assertThat(tiles)
        .containsExactly(
            new Tile.EventHistory(
                tiles.get(0).frame(), List.of("doorOpen", "placement"), "cooler-001", 7),
            new Tile.MapTile(
                tiles.get(1).frame(), "location", "placement", null, true, "cooler-002"),
            new Tile.FloorPlan(
                tiles.get(2).frame(),
                "store.svg",
                "The floor",
                12.5,
                8,
                "ambientTemperature",
                "ambientHumidity",
                Map.of("cooler-001", new PlanPosition(1, 2.5)),
                "internalTemperature",
                new Band(null, 7.0)),
            new Tile.Image(
                tiles.get(3).frame(), "store.svg", "The floor", "https://example.org/floor"),
            new Tile.Label(tiles.get(4).frame(), "Open at seven", Tile.Size.LARGE),
            new Tile.Markdown(tiles.get(5).frame(), "See [the alerts](app/x/alerts)."),
            new Tile.Properties(tiles.get(6).frame(), "cooler-001", List.of("model", "setPoint")),
            new Tile.JourneyStrip(
                tiles.get(7).frame(),
                "placement",
                "internalTemperature",
                new Band(0.0, 7.0),
                null,
                3));
  }

  @Test
  void positions_without_a_scale_are_percent_of_the_picture() throws IOException {
    assertThat(
            tiles(
                """
                - kind: floor-plan
                  image: store.svg
                  positions: {cooler-001: [100, 0]}
                """))
        .singleElement()
        .isInstanceOfSatisfying(
            Tile.FloorPlan.class,
            plan -> {
              assertThat(plan.width()).isEqualTo(100);
              assertThat(plan.depth()).isEqualTo(100);
              assertThat(plan.alt()).isNotBlank();
            });
  }

  @Test
  void every_fault_of_every_kind_is_told_at_once_with_a_hint() throws IOException {
    List<TemplateProblem> problems =
        problems(
            """
            - kind: event-history
              fields: [internalTemperature, dorOpen]
            - kind: map
              location: location
              field: placement
              band: {max: 3}
              device: cooler-001
            - kind: floor-plan
              image: stroe.svg
            - kind: floor-plan
              image: store.svg
              positions: {cooler-001: [101, 0], coler-002: [1, 1], cooler-003: near}
            - kind: floor-plan
              image: store.svg
              x: doorOpen
              y: ambientHumidity
            - kind: image
              image: store.svg
              alt: The floor
              link: javascript:alert(1)
            - kind: label
              text: Words
              size: huge
            - kind: markdown
              text: "<b>x</b> and [y](http://example.org)"
            - kind: properties
              fields: [modle]
            - kind: journey-strip
              stage: internalTemperature
              excursion: {field: placement}
            - kind: jurney-strip
            """);

    assertThat(problems)
        .extracting(p -> p.code() + ": " + p.sentence())
        .satisfiesExactlyInAnyOrder(
            p -> assertThat(p).startsWith("app.field-kind: internalTemperature is neither"),
            p -> assertThat(p).startsWith("app.field-unknown").contains("doorOpen"),
            p -> assertThat(p).startsWith("app.band: placement is no number"),
            p -> assertThat(p).startsWith("app.path-missing"),
            p -> assertThat(p).startsWith("app.picture-unknown").contains("store.svg"),
            p -> assertThat(p).startsWith("app.positions-missing"),
            p -> assertThat(p).startsWith("app.position: cooler-001 stands outside"),
            p -> assertThat(p).startsWith("app.device-unknown").contains("cooler-002"),
            p -> assertThat(p).startsWith("app.wrong-type").contains("two numbers"),
            p -> assertThat(p).startsWith("app.field-kind: doorOpen is not numeric"),
            p -> assertThat(p).startsWith("app.key-missing").contains("width"),
            p -> assertThat(p).startsWith("app.key-missing").contains("depth"),
            p -> assertThat(p).startsWith("app.link"),
            p -> assertThat(p).startsWith("app.word-unknown").contains("large"),
            p -> assertThat(p).startsWith("app.markdown: Line 1").contains("HTML"),
            p -> assertThat(p).startsWith("app.markdown: Line 1").contains("HTML"),
            p -> assertThat(p).startsWith("app.markdown: Line 1").contains("http://example.org"),
            p -> assertThat(p).startsWith("app.property-unknown").contains("model"),
            p -> assertThat(p).startsWith("app.field-kind: internalTemperature is neither"),
            p -> assertThat(p).startsWith("app.field-kind: placement is not numeric"),
            p -> assertThat(p).startsWith("app.band-missing"),
            p -> assertThat(p).startsWith("app.kind").contains("journey-strip"));
    assertThat(problems).allSatisfy(p -> assertThat(p.line()).isGreaterThan(4));
  }

  private List<Tile> tiles(String tiles) throws IOException {
    AppTemplateOutcome outcome = read(tiles);
    assertThat(outcome).isInstanceOf(AppTemplateOutcome.Read.class);
    return ((AppTemplateOutcome.Read) outcome)
        .template().dashboards().stream()
            .filter(dashboard -> dashboard.id().equals("things"))
            .findFirst()
            .orElseThrow()
            .tiles();
  }

  private List<TemplateProblem> problems(String tiles) throws IOException {
    return ((AppTemplateOutcome.Faults) read(tiles)).problems();
  }

  /** Each tile gets a title and a place of its own. */
  private AppTemplateOutcome read(String tiles) throws IOException {
    StringBuilder file =
        new StringBuilder("title: Things\ntemplate: Cooler\nrange: PT24H\ntiles:\n");
    int row = 0;
    for (String line : tiles.lines().toList()) {
      file.append("  ").append(line).append('\n');
      if (line.startsWith("- kind")) {
        file.append("    title: Tile ").append(row).append('\n');
        file.append("    at: {column: 0, row: %d, width: 3, height: 1}\n".formatted(row++));
      }
    }
    Files.writeString(folder.resolve("cooler/dashboards/things.yaml"), file);
    return AppTemplateReader.read(folder.resolve("cooler"));
  }
}
