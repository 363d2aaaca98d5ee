package org.aisle.templates.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aisle.templates.rule.Rule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a template's README says of its stories is what they are. With the environment variable
 * {@code AISLE_WRITE_STORY_TABLES} the READMEs are written instead of compared.
 */
class StoryTablesTest {

  private static final Path APPS = Path.of("src/main/resources/apps");
  private static final String HEADING = "**What the stories show.**";

  static Stream<String> templates() {
    return AppTemplates.builtIn().all().stream().map(AppTemplate::id);
  }

  @ParameterizedTest
  @MethodSource("templates")
  void the_readme_lists_every_story_with_what_must_follow(String id) throws IOException {
    AppTemplate template = AppTemplates.builtIn().named(id).orElseThrow();
    Path readme = APPS.resolve(id).resolve("README.md");
    String text = Files.readString(readme);
    int start = text.indexOf(HEADING);
    assertThat(start).as("%s has the paragraph %s", readme, HEADING).isNotNegative();
    int next = text.indexOf("\n**", start + HEADING.length());
    int end = next < 0 ? text.length() : next + 1;
    String section = section(template);

    if (System.getenv("AISLE_WRITE_STORY_TABLES") != null) {
      Files.writeString(readme, text.substring(0, start) + section + text.substring(end));
    } else {
      assertThat(text.substring(start, end)).isEqualTo(section);
    }
  }

  private static String section(AppTemplate template) {
    List<String> lines = new ArrayList<>();
    lines.add(
        HEADING
            + " Each is a file in `expected/` that `./aisle template test DIR` plays in virtual time; an alert that"
            + " no story names must not follow.");
    lines.add("");
    lines.add("| story | what happens | what must follow |");
    lines.add("|---|---|---|");
    Set<String> raised = new TreeSet<>();
    for (Expectation story : template.expectations()) {
      List<String> follows = new ArrayList<>();
      for (Expectation.Expected expected : story.expect()) {
        raised.add(expected.rule());
        follows.add(
            name(template, expected.rule())
                + expected
                    .severity()
                    .map(s -> " (" + s.name().toLowerCase(java.util.Locale.ROOT) + ")")
                    .orElse("")
                + (expected.times() == 1 ? "" : ", " + expected.times() + " times")
                + (expected.late().orElse(false) ? ", told late" : ""));
      }
      new TreeSet<>(story.withdrawn())
          .forEach(rule -> follows.add(name(template, rule) + ", told and withdrawn"));
      raised.addAll(story.withdrawn());
      lines.add(
          "| `%s` | %s | %s |"
              .formatted(
                  story.id(),
                  story.name(),
                  follows.isEmpty() ? "nobody is called" : String.join("; ", follows)));
    }
    lines.add("");
    String silent =
        template.rules().stream()
            .filter(rule -> !raised.contains(rule.id()))
            .map(Rule::name)
            .collect(Collectors.joining(", "));
    lines.add(
        silent.isEmpty()
            ? "Every rule is raised by at least one story."
            : "No story raises: " + silent + ".");
    lines.add("");
    return String.join("\n", lines) + "\n";
  }

  private static String name(AppTemplate template, String rule) {
    return template.rules().stream()
        .filter(r -> r.id().equals(rule))
        .findFirst()
        .map(Rule::name)
        .orElse(rule);
  }
}
