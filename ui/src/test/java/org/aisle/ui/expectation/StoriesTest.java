package org.aisle.ui.expectation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplates;
import org.aisle.templates.app.Expectation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class StoriesTest {

  private static final Path COOLER =
      Path.of("../templates/src/main/resources/apps/connected-cooler");

  static Stream<Arguments> stories() {
    return AppTemplates.builtIn().all().stream()
        .flatMap(
            template ->
                template.expectations().stream()
                    .map(story -> Arguments.argumentSet(story.name(), template, story)));
  }

  @ParameterizedTest
  @MethodSource("stories")
  void a_story_ends_with_the_alerts_that_it_promises(AppTemplate template, Expectation story) {
    Verdict verdict = new TemplateTest(template).play(story);

    assertThat(verdict.failures()).isEmpty();
    assertThat(verdict.readings()).isPositive();
  }

  @Test
  void every_app_template_has_stories_that_raise_at_least_five_of_its_rules() {
    assertThat(AppTemplates.builtIn().all())
        .isNotEmpty()
        .allSatisfy(
            template -> {
              Set<String> raised = new TreeSet<>();
              template
                  .expectations()
                  .forEach(story -> story.expect().forEach(alert -> raised.add(alert.rule())));
              assertThat(raised).as(template.id()).hasSizeGreaterThanOrEqualTo(5);
              assertThat(template.expectations())
                  .as("a story without alerts in " + template.id())
                  .anySatisfy(story -> assertThat(story.expect()).isEmpty());
            });
    assertThat(AppTemplates.builtIn().named("connected-cooler").orElseThrow().expectations())
        .hasSizeGreaterThanOrEqualTo(10);
  }

  @Test
  void the_command_plays_one_story_and_says_how_it_ended() {
    StringWriter out = new StringWriter();

    int code = command(out).execute("--only", "door-left-open", COOLER.toString());

    assertThat(out.toString()).contains("ok", "1 of 1 stories end as they say.");
    assertThat(code).isZero();
  }

  private static CommandLine command(StringWriter out) {
    return new CommandLine(new TemplateTestCommand()).setOut(new PrintWriter(out));
  }
}
