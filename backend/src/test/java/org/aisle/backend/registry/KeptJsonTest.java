package org.aisle.backend.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.dashboard.Tile;
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
