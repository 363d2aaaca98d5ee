package org.aisle.backend.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplateOutcome;
import org.aisle.templates.check.TemplateChecker;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.dashboard.Tile.Aggregate;
import org.aisle.templates.dashboard.Tile.Area;
import org.aisle.templates.dashboard.Tile.Band;
import org.aisle.templates.dashboard.Tile.Frame;
import org.aisle.templates.picture.Picture;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.RuleOutcome;
import org.aisle.templates.rule.RuleReader;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class KeptJsonTest {

  private final KeptJson json = new KeptJson(new ReadTemplates(RegistryConfiguration::read));
  private final AppTemplate template =
      RegistryServer.get(AppGallery.class).find("connected-cooler").orElseThrow();

  @Test
  void what_is_kept_of_an_app_template_is_all_of_it() {
    AppTemplate withRule = with(List.of(rule()));

    assertThat(json.appTemplate(json.write(withRule))).isEqualTo(withRule);
  }

  @Test
  void an_app_template_kept_before_there_were_rules_and_outlines_has_none() {
    ObjectNode old = (ObjectNode) new JsonMapper().readTree(json.write(template));
    old.remove(List.of("rules", "expectations", "routes"));
    for (JsonNode place : old.path("places")) {
      ((ObjectNode) place).remove("outline");
    }

    AppTemplate read = json.appTemplate(old.toString());
    assertThat(read.rules()).isEmpty();
    assertThat(read.expectations()).isEmpty();
    assertThat(read.routes()).isEmpty();
    assertThat(read.places()).isNotEmpty().allSatisfy(p -> assertThat(p.outline()).isEmpty());
    assertThat(read.fleet()).isEqualTo(template.fleet());
    assertThat(read.organisations()).isEqualTo(template.organisations());
  }

  @Test
  void every_tile_that_shows_a_thing_is_kept_as_it_is() {
    Tile.Frame frame = new Tile.Frame("Title", new Tile.Area(0, 0, 3, 2));
    Dashboard things =
        new Dashboard(
            "things",
            "Things",
            "Cooler",
            Duration.ofDays(1),
            List.of(
                new Tile.MapTile(frame, "location", "placement", null, true, "a"),
                new Tile.EventHistory(frame, List.of("doorOpen"), null, 5),
                new Tile.FloorPlan(
                    frame,
                    "plan.svg",
                    "The plan",
                    12.5,
                    8,
                    "x",
                    "y",
                    Map.of("a", new Tile.PlanPosition(1, 2)),
                    "temperature",
                    new Tile.Band(null, 7.0)),
                new Tile.Image(frame, "plan.svg", "The plan", "https://example.org"),
                new Tile.Label(frame, "Words", Tile.Size.LARGE),
                new Tile.Markdown(frame, "**Words**"),
                new Tile.Properties(frame, "a", List.of("model")),
                new Tile.JourneyStrip(
                    frame, "placement", "temperature", new Tile.Band(2.0, 8.0), null, 6)),
            null,
            null);

    assertThat(json.dashboard(json.write(things))).isEqualTo(things);
  }

  @Test
  void a_dashboard_is_read_from_the_database_as_it_was_written_whatever_its_tiles()
      throws IOException {
    AppTemplate examples = examples();

    assertThat(examples.dashboards()).hasSizeGreaterThan(10);
    assertThat(examples.dashboards())
        .allSatisfy(d -> assertThat(json.dashboard(json.write(d))).isEqualTo(d));
    assertThat(json.appTemplate(json.write(examples)).dashboards())
        .isEqualTo(examples.dashboards());
  }

  @Test
  void a_dashboard_kept_before_tiles_could_do_more_shows_what_it_showed() {
    Dashboard old =
        json.dashboard(
            """
            {"id": "old", "title": "Old", "template": "Cooler", "range": "PT24H", "tiles": [
              {"type": "kpi", "title": "Cold", "area": {"column": 0, "row": 0, "width": 3, "height": 2},
               "field": "t", "aggregate": "AVG", "band": {"min": 0, "max": 7}, "shareInBand": true, "target": 95},
              {"type": "line-chart", "title": "Line", "area": {"column": 3, "row": 0, "width": 3, "height": 2},
               "fields": ["t"], "device": null, "aggregate": "AVG", "band": {"min": 0, "max": 7}},
              {"type": "worst-table", "title": "Worst", "area": {"column": 6, "row": 0, "width": 3, "height": 2},
               "field": "t", "columns": [], "rows": 5, "highestFirst": true, "band": null},
              {"type": "device-count", "title": "Count", "area": {"column": 9, "row": 0, "width": 3, "height": 2},
               "fresh": "PT5M"}]}
            """);
    Band band = new Band(0.0, 7.0);

    assertThat(old.tiles())
        .containsExactly(
            new Tile.Kpi(
                new Frame("Cold", new Area(0, 0, 3, 2)),
                "t",
                Aggregate.AVG,
                band,
                true,
                95.0,
                Tile.Goal.AT_LEAST,
                Tile.Over.LATEST,
                null),
            new Tile.LineChart(
                new Frame("Line", new Area(3, 0, 3, 2)),
                List.of("t"),
                null,
                List.of(),
                Aggregate.AVG,
                Tile.BY_PLACE,
                band,
                true,
                false),
            new Tile.WorstTable(
                new Frame("Worst", new Area(6, 0, 3, 2)),
                "t",
                List.of(),
                5,
                true,
                null,
                Tile.Over.LATEST,
                Aggregate.AVG),
            new Tile.DeviceCount(
                new Frame("Count", new Area(9, 0, 3, 2)), Duration.ofMinutes(5), Map.of()));
  }

  /** The connected cooler with the examples of the documentation as its dashboards. */
  private static AppTemplate examples() throws IOException {
    Path folder = Files.createTempDirectory(Path.of("target"), "examples").resolve("cooler");
    Path source = Path.of("../templates/src/main/resources/apps/connected-cooler");
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(source.relativize(file).toString()));
      }
    }
    Files.createDirectories(folder.resolve("images"));
    Files.writeString(
        folder.resolve("images/plan.svg"),
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 10\"/>");
    Matcher example =
        Pattern.compile("```yaml\\n(- .*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("../docs/dashboards.md")));
    for (int i = 0; example.find(); i++) {
      Files.writeString(
          folder.resolve("dashboards/example-" + i + ".yaml"),
          "title: Example\ntemplate: Cooler\nrange: PT24H\ntiles:\n" + example.group(1).indent(2));
    }
    return ((AppTemplateOutcome.Read) TemplateChecker.check(folder)).template();
  }

  @Test
  void pictures_are_not_kept_with_an_app_template_but_apart() {
    Picture plan = new Picture("plan.svg", Picture.Kind.SVG, new byte[] {1, 2, 3});
    String kept = json.write(template.withPictures(List.of(plan)));

    assertThat(kept).doesNotContain("plan.svg");
    assertThat(json.appTemplate(kept)).isEqualTo(template.withPictures(List.of()));
  }

  private AppTemplate with(List<Rule> rules) {
    return new AppTemplate(
        template.id(),
        template.version(),
        template.name(),
        template.persona(),
        template.story(),
        template.zone(),
        template.deviceTemplates(),
        template.organisations(),
        template.places(),
        template.groups(),
        template.fleet(),
        template.dashboards(),
        rules,
        template.expectations(),
        template.theme(),
        List.of(),
        template.routes());
  }

  private static Rule rule() {
    String text =
        """
        {"name": "Off the corridor", "template": "Cooler", "severity": "critical",
         "when": {"geofence": {"event": "outside",
           "corridor": {"line": [[1, 2], [3, 4]], "widthMetres": 500}}, "for": "PT5M"}}
        """;
    return switch (RuleReader.json("off", text.getBytes(StandardCharsets.UTF_8))) {
      case RuleOutcome.Read(Rule rule) -> rule;
      case RuleOutcome.Faults(var faults) -> throw new AssertionError(faults);
    };
  }
}
