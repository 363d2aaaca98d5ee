package org.aisle.templates.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.dashboard.Tile;
import org.junit.jupiter.api.Test;

/** What {@code docs/dashboards.md} shows is what can be read. */
class DashboardExamplesTest {

  private static final Path PAGE = Path.of("../docs/dashboards.md");
  private static final Path COOLER = Path.of("src/main/resources/apps/connected-cooler");
  private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);
  private static final String PLAN =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 10\"><rect width=\"20\" height=\"10\"/></svg>";

  @Test
  void every_example_is_sound_and_every_kind_of_tile_has_one() throws IOException {
    AppTemplateOutcome outcome = AppTemplateReader.read(examples());

    assertThat(outcome).isInstanceOf(AppTemplateOutcome.Read.class);
    Set<Class<?>> shown =
        ((AppTemplateOutcome.Read) outcome)
            .template().dashboards().stream()
                .map(Dashboard::tiles)
                .flatMap(List::stream)
                .map(Tile::getClass)
                .collect(Collectors.toSet());
    assertThat(shown).containsExactlyInAnyOrder(Tile.class.getPermittedSubclasses());
  }

  @Test
  void every_word_that_asks_for_a_tile_is_on_the_page() throws IOException {
    String page = Files.readString(PAGE);

    assertThat(TileKinds.ALL.keySet()).allMatch(kind -> page.contains("kind: " + kind + "\n"));
  }

  @Test
  void what_is_written_of_the_examples_is_read_as_the_same() throws IOException {
    AppTemplateOutcome read = AppTemplateReader.read(examples());
    AppTemplate app = ((AppTemplateOutcome.Read) read).template();

    TemplateFiles written = new TemplateFiles(app.id(), AppTemplateWriter.files(app), List.of());
    assertThat(AppTemplateReader.read(written)).isEqualTo(read);
  }

  private static TemplateFiles examples() throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>(TemplateFiles.of(COOLER).contents());
    files.keySet().removeIf(name -> name.startsWith("dashboards/"));
    List<String> examples = new ArrayList<>();
    Matcher block = YAML.matcher(Files.readString(PAGE));
    while (block.find()) {
      examples.add(block.group(1));
    }
    for (int i = 0; i < examples.size(); i++) {
      String text = examples.get(i);
      if (text.startsWith("- ")) {
        text = "title: Example\ntemplate: Cooler\nrange: PT24H\ntiles:\n" + text.indent(2);
      }
      files.put("dashboards/example-" + i + ".yaml", text.getBytes(StandardCharsets.UTF_8));
    }
    files.put("images/plan.svg", PLAN.getBytes(StandardCharsets.UTF_8));
    return new TemplateFiles("connected-cooler", files, List.of());
  }
}
