package org.aisle.templates.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplateOutcome;
import org.aisle.templates.app.TemplateProblem;
import org.aisle.templates.picture.Picture;
import org.aisle.templates.place.GeoPosition;
import org.aisle.templates.place.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TemplateCheckerTest {

  private static final Path COOLER = Path.of("src/main/resources/apps/connected-cooler");
  private static final Path FAULTY =
      Path.of("src/test/resources/org/aisle/templates/check/faulty-cooler");

  @Test
  void the_connected_cooler_is_sound() throws IOException {
    assertThat(TemplateChecker.check(COOLER)).isInstanceOf(AppTemplateOutcome.Read.class);
  }

  @Test
  void every_fault_of_a_template_is_reported_at_once_with_its_place() throws IOException {
    List<TemplateProblem> problems =
        ((AppTemplateOutcome.Faults) TemplateChecker.check(FAULTY)).problems();

    assertThat(problems)
        .extracting(p -> "%s:%d %s".formatted(p.file(), p.line(), p.code()))
        .containsExactlyElementsOf(Files.readAllLines(FAULTY.resolveSibling("faulty-cooler.txt")));
    assertThat(problems).allSatisfy(p -> assertThat(p.sentence()).matches("(?s).*[.?]"));
  }

  @Test
  void a_word_that_is_almost_right_is_suggested() throws IOException {
    List<TemplateProblem> problems =
        ((AppTemplateOutcome.Faults) TemplateChecker.check(FAULTY)).problems();

    assertThat(problems)
        .extracting(TemplateProblem::sentence)
        .anyMatch(s -> s.contains("Did you mean probe1Temperature?"))
        .anyMatch(s -> s.contains("Did you mean door-left-open?"));
  }

  @Test
  void a_faulty_model_neither_hides_nor_causes_faults_in_other_files(@TempDir Path folder)
      throws IOException {
    Path copy = folder.resolve("cooler");
    copied(copy);
    replace(copy.resolve("models/cooler.json"), "\"schema\": \"double\"", "\"schema\": \"doubel\"");
    replace(
        copy.resolve("dashboards/operations.yaml"),
        "field: internalTemperature",
        "field: internelTemperature");
    replace(copy.resolve("app.yaml"), "serialNumber:", "serialNumbre:");

    assertThat(((AppTemplateOutcome.Faults) TemplateChecker.check(copy)).problems())
        .extracting(p -> p.file() + " " + p.code())
        .containsExactly(
            "app.yaml app.property-unknown",
            "dashboards/operations.yaml app.field-unknown",
            "models/cooler.json dtdl.schema-unknown");
  }

  @Test
  void images_are_read_and_one_that_is_a_script_is_a_fault_with_its_line(@TempDir Path folder)
      throws IOException {
    Path copy = folder.resolve("cooler");
    copied(copy);
    Path images = Files.createDirectories(copy.resolve("images"));
    String svg = "<svg xmlns=\"http://www.w3.org/2000/svg\">\n%s</svg>";
    Files.writeString(images.resolve("plan.svg"), svg.formatted("<rect/>"));
    assertThat(((AppTemplateOutcome.Read) TemplateChecker.check(copy)).template().pictures())
        .extracting(Picture::name)
        .containsExactly("dashboard-dark.png", "dashboard.png", "plan.svg");

    Files.writeString(images.resolve("plan.svg"), svg.formatted("<script/><g onclick='x'/>"));
    Files.writeString(images.resolve("photo.png"), "GIF89a");
    assertThat(((AppTemplateOutcome.Faults) TemplateChecker.check(copy)).problems())
        .extracting(p -> "%s:%d %s".formatted(p.file(), p.line(), p.code()))
        .containsExactly(
            "images/photo.png:1 picture.kind",
            "images/plan.svg:2 picture.svg",
            "images/plan.svg:2 picture.svg");
  }

  @Test
  void a_model_of_which_nothing_can_be_read_is_the_only_fault(@TempDir Path folder)
      throws IOException {
    Path copy = folder.resolve("cooler");
    copied(copy);
    Path model = copy.resolve("models/cooler.json");
    replace(model, "dtmi:org:aisle:Cooler;1", "Cooler");

    assertThat(((AppTemplateOutcome.Faults) TemplateChecker.check(copy)).problems())
        .extracting(p -> p.file() + " " + p.code())
        .containsExactly("models/cooler.json dtdl.id-invalid");

    Files.writeString(model, "{");

    assertThat(((AppTemplateOutcome.Faults) TemplateChecker.check(copy)).problems())
        .extracting(TemplateProblem::file)
        .containsOnly("models/cooler.json");
  }

  @Test
  void a_place_with_an_outline_needs_no_circle(@TempDir Path folder) throws IOException {
    Path copy = folder.resolve("cooler");
    copied(copy);
    replace(
        copy.resolve("app.yaml"),
        "lat: 53.5511\n    lon: 9.9352\n    radiusMetres: 200\n",
        "outline: [[53.550, 9.934], [53.552, 9.934], [53.552, 9.937], [53.550, 9.937]]\n");

    AppTemplate.Place altona =
        ((AppTemplateOutcome.Read) TemplateChecker.check(copy)).template().places().getFirst();

    assertThat(altona.outline()).hasSize(4).contains(new GeoPosition(53.552, 9.937));
    assertThat(altona.lat()).isCloseTo(53.551, within(1e-9));
    assertThat(altona.lon()).isCloseTo(9.9355, within(1e-9));
    double corner = GeoPosition.metres(53.551, 9.9355, 53.550, 9.934);
    assertThat(altona.radiusMetres()).isBetween(corner, corner + 2);
  }

  @Test
  void a_route_leads_from_the_middle_of_one_place_to_that_of_the_next(@TempDir Path folder)
      throws IOException {
    Path copy = folder.resolve("cooler");
    copied(copy);
    replace(
        copy.resolve("app.yaml"),
        "groups:\n",
        """
        routes:
          - id: north
            name: To the capital
            unload: PT1H
            legs:
              - {mode: truck, from: hamburg-altona, to: hamburg-eppendorf, stop: PT30M}
              - {mode: truck, from: hamburg-eppendorf, to: berlin-prenzlauer-berg, line: [[53.1, 12.2]]}
        groups:
        """);

    Route route =
        ((AppTemplateOutcome.Read) TemplateChecker.check(copy)).template().routes().getFirst();

    assertThat(route.legs().getFirst().stop()).hasMinutes(30);
    assertThat(route.line())
        .containsExactly(
            new GeoPosition(53.5511, 9.9352),
            new GeoPosition(53.5903, 9.985),
            new GeoPosition(53.1, 12.2),
            new GeoPosition(52.5387, 13.4246));
  }

  @Test
  void everything_that_is_wrong_with_routes_is_told_at_once(@TempDir Path folder)
      throws IOException {
    Path copy = folder.resolve("cooler");
    copied(copy);
    replace(
        copy.resolve("app.yaml"),
        "groups:\n",
        """
        routes:
          - {id: nowhere, name: Nowhere, legs: []}
          - id: north
            name: North
            legs:
              - {mode: balloon, from: hamburg-altona, to: hamburg-eppendorf}
              - {mode: truck, from: hamburg-altona, to: atlantis, line: [[12, 95.5], [95.5, 12]]}
        groups:
        """);

    assertThat(((AppTemplateOutcome.Faults) TemplateChecker.check(copy)).problems())
        .extracting(TemplateProblem::code)
        .containsExactlyInAnyOrder(
            "app.route-legs",
            "app.word-unknown",
            "app.route-broken",
            "app.place-unknown",
            "app.position");
  }

  @Test
  void an_outline_that_crosses_itself_is_refused_where_it_stands(@TempDir Path folder)
      throws IOException {
    Path copy = folder.resolve("cooler");
    copied(copy);
    replace(
        copy.resolve("app.yaml"),
        "    lat: 53.5511\n",
        "    lat: 53.5511\n    outline: [[53.55, 9.93], [53.56, 9.94], [53.55, 9.94], [53.56, 9.93]]\n");
    replace(
        copy.resolve("app.yaml"),
        "    lat: 53.5903\n",
        "    lat: 53.5903\n    outline: [[53.55, 9.93], [53.56], [53.55, 9.94]]\n");

    assertThat(((AppTemplateOutcome.Faults) TemplateChecker.check(copy)).problems())
        .extracting(TemplateProblem::code)
        .containsExactly("app.place-crosses-itself", "app.position");
  }

  @Test
  void a_rule_about_a_faulty_model_is_checked_for_all_but_its_names(@TempDir Path folder)
      throws IOException {
    Path copy = folder.resolve("cooler");
    copied(copy);
    replace(copy.resolve("models/cooler.json"), "\"watt\"", "\"wat\"");
    replace(copy.resolve("rules/unplugged.yaml"), "for: PT10M", "for: P90D");

    assertThat(((AppTemplateOutcome.Faults) TemplateChecker.check(copy)).problems())
        .extracting(p -> p.file() + " " + p.code())
        .containsExactly(
            "models/cooler.json dtdl.unit-unknown", "rules/unplugged.yaml rule.duration-range");
  }

  @Test
  void the_command_says_that_a_sound_template_is_sound() {
    StringWriter out = new StringWriter();

    int code = command(out).execute("check", COOLER.toString());

    assertThat(code).isZero();
    assertThat(out.toString())
        .contains(
            "connected-cooler 1.0.0 is sound", "25 simulated devices", "2 dashboards, 15 rules");
  }

  @Test
  void the_command_says_of_a_template_without_models_what_it_lacks(@TempDir Path folder)
      throws IOException {
    Path blank = Files.createDirectories(folder.resolve("blank"));
    Files.writeString(
        blank.resolve("app.yaml"),
        """
        name: Blank
        version: 1.0.0
        persona: Nobody
        story: An app that was just begun.
        zone: Europe/Rome
        """);
    StringWriter out = new StringWriter();

    int code = command(out).execute("check", blank.toString());

    assertThat(out.toString())
        .contains("is sound: 0 device templates", "app.models-missing", "models/<name>.json");
    assertThat(code).isZero();
  }

  @Test
  void the_command_lists_faults_and_fails() {
    StringWriter out = new StringWriter();

    int code = command(out).execute("check", FAULTY.toString());

    assertThat(code).isEqualTo(1);
    assertThat(out.toString())
        .contains(
            "app.yaml:",
            "app.key-unknown",
            "rules/too-warm.yaml:5:",
            "rule.condition-name-unknown",
            " faults.");
  }

  @Test
  void a_folder_that_does_not_exist_is_a_fault() {
    StringWriter out = new StringWriter();

    int code = command(out).execute("check", "no/such/folder");

    assertThat(code).isEqualTo(1);
    assertThat(out.toString()).contains("app.folder-missing");
  }

  @Test
  void the_help_of_check_shows_the_parts_of_a_template() {
    StringWriter out = new StringWriter();

    int code = command(out).execute("check", "--help");

    assertThat(code).isZero();
    assertThat(out.toString()).contains("models/*.json", "Exit codes", "Example");
  }

  @Test
  void an_alias_bomb_is_refused(@TempDir Path folder) throws IOException {
    Path bomb = folder.resolve("bomb");
    Files.createDirectories(bomb);
    StringBuilder yaml = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      yaml.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    Files.writeString(bomb.resolve("app.yaml"), yaml);

    assertThat(TemplateChecker.check(bomb))
        .isInstanceOfSatisfying(
            AppTemplateOutcome.Faults.class,
            f -> assertThat(f.problems()).extracting("code").contains("app.alias"));
  }

  @Property(tries = 300)
  void a_damaged_template_has_an_outcome(@ForAll Random random) throws IOException {
    Path folder = Files.createTempDirectory("damaged");
    Path copy = folder.resolve("cooler");
    try {
      List<Path> files = copied(copy);
      Path target = files.get(random.nextInt(files.size()));
      byte[] bytes = Files.readAllBytes(target);
      for (int i = random.nextInt(6); i >= 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Files.write(target, bytes);

      switch (TemplateChecker.check(copy)) {
        case AppTemplateOutcome.Read r -> assertThat(r.template().id()).isEqualTo("cooler");
        case AppTemplateOutcome.Faults f -> assertThat(f.problems()).isNotEmpty();
      }
    } finally {
      delete(folder);
    }
  }

  private static CommandLine command(StringWriter out) {
    return new CommandLine(new TemplateCommand()).setOut(new PrintWriter(out));
  }

  /** Replaces the first occurrence, which must exist. */
  private static void replace(Path file, String word, String other) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(word);
    int at = text.indexOf(word);
    Files.writeString(file, text.substring(0, at) + other + text.substring(at + word.length()));
  }

  private static List<Path> copied(Path to) throws IOException {
    try (Stream<Path> walk = Files.walk(COOLER)) {
      List<Path> files = walk.filter(Files::isRegularFile).toList();
      for (Path file : files) {
        Path target = to.resolve(COOLER.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
      return files.stream().map(f -> to.resolve(COOLER.relativize(f).toString())).toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
