package org.aisle.ui.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What {@code docs/tutorial.md} tells people to type, in its order, and what they are to see. */
class TutorialTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern STEP = Pattern.compile("(?m)^## (\\d+) .*$");
  private static final Pattern COMMANDS = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;
  private String script = "";
  private String said = "";

  @Test
  void whoever_follows_the_tutorial_gets_an_app_an_alert_and_a_template_that_starts()
      throws Exception {
    String page = Files.readString(ROOT.resolve("docs/tutorial.md"));
    try (TestServer server = TestServer.empty(folder.resolve("data"))) {
      begin(server);
      follow(page, 1, 5);
      JsonNode latest = server.get("/apps/bakeries/devices/room-1/latest");
      assertThat(latest.at("/values/temperature").doubleValue()).isEqualTo(24.6);
      assertThat(latest.at("/values").has("minutesTooColdToday")).isTrue();
      follow(page, 6, 6);
      assertThat(said).contains("\"found\":{\"count\":1,\"devices\":1");
      JsonNode alert = alert(server, "active");
      assertThat(alert.path("asset").asString()).isEqualTo("pr-0001");
      assertThat(alert.path("place").asString()).isEqualTo("ottensen");
      follow(page, 7, 8);
      assertThat(said).contains("\"done\":5,\"refused\":0");
      assertThat(server.get("/apps/bakeries/groups/sourdough-rooms").path("devices").asInt())
          .isEqualTo(3);
      assertThat(
              server.get("/apps/bakeries/dashboards/proofing-rooms").at("/dashboard/tiles").size())
          .isEqualTo(5);
      alert(server, "cleared");
      follow(page, 9, 9);
      assertThat(said).contains("\"publishable\":true,\"breaks\":false", "\"moved\":6");
      TestServer.await(
          "the power that version 2 knows",
          () -> server.get("/apps/bakeries/devices/room-1/latest"),
          values -> values.at("/values/power").doubleValue() == 640);
      follow(page, 10, 10);
      assertThat(said).contains("bakeries 1.0.0 is sound", "1 of 1 stories end as they say");
    }
    try (TestServer anew =
        TestServer.of(
            folder.resolve("anew"),
            new DemoChoice("bakeries", folder.resolve("bakery/templates")))) {
      TestServer.await(
          "two simulated rooms that report",
          () -> anew.get("/apps/bakeries/fleet/latest").get("rows"),
          rows ->
              rows.size() == 2 && rows.valueStream().noneMatch(r -> r.path("observedAt").isNull()));
      assertThat(anew.get("/apps/bakeries/dashboards").size()).isEqualTo(1);
    }
  }

  private static JsonNode alert(TestServer server, String state) {
    return TestServer.await(
            "the alert, " + state,
            () -> server.get("/apps/bakeries/alerts?rule=dough-too-cold").path("alerts"),
            alerts -> alerts.size() == 1 && alerts.at("/0/state").asString().equals(state))
        .get(0);
  }

  private void begin(TestServer server) {
    script =
        """
        set -euo pipefail
        aisle() { "$AISLE_JAVA" -cp "$AISLE_CLASS_PATH" org.aisle.ui.server.Aisle "$@"; }
        port() { if [ "$1" = http ]; then echo %d; else echo %d; fi; }
        [ ! -f variables ] || . ./variables
        """
            .formatted(server.httpPort(), server.mqttPort());
  }

  /** Runs the commands of those steps; what they set is there in later ones. */
  private void follow(String page, int first, int last) throws IOException, InterruptedException {
    List<String> steps = List.of(STEP.split(page));
    String commands =
        COMMANDS
            .matcher(String.join("\n", steps.subList(first, last + 1)))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.joining());
    assertThat(commands).isNotEmpty();
    String all =
        script
            + commands
                .replace("./aisle ", "aisle ")
                .replace("localhost:8080", "localhost:$(port http)")
                .replace("-p 1883", "-p $(port mqtt)")
            + "declare -p API APP TOKEN MODEL PASSWORD | sed 's/^declare -- //' > variables\n"
            + "declare -f send call >> variables\n";
    ProcessBuilder bash =
        new ProcessBuilder("bash", "-c", all)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said.txt").toFile());
    bash.environment()
        .put("AISLE_JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    bash.environment()
        .put(
            "AISLE_CLASS_PATH",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    Process process = bash.start();
    boolean ended = process.waitFor(180, TimeUnit.SECONDS);
    said = Files.readString(folder.resolve("said.txt"));
    if (!ended) {
      process.destroyForcibly();
    }
    assertThat(ended).as(said).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
  }
}
