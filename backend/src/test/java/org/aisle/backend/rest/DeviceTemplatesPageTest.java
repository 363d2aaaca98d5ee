package org.aisle.backend.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aisle.backend.access.Access;
import org.aisle.backend.access.Access.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What {@code docs/device-templates.md} tells people to type. */
@SpringBootTest(classes = RestServer.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class DeviceTemplatesPageTest {

  private static final Path PAGE = Path.of("../docs/device-templates.md");
  private static final Pattern COMMANDS = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("aisle.data-dir", RestServer.DATA::toString);
  }

  @LocalServerPort private int port;
  @Autowired private Access access;

  @Test
  void the_commands_of_the_page_do_what_they_say(@TempDir Path folder) throws Exception {
    String token = access.createBearerToken("Anna", Role.BUILDER);
    TemplatesClient client = TemplatesClient.ofNewApp(port, token);
    StringBuilder script = new StringBuilder("set -euo pipefail\n");
    Matcher block = COMMANDS.matcher(Files.readString(PAGE));
    while (block.find()) {
      script.append(block.group(1)).append("echo\n");
    }
    ProcessBuilder shell =
        new ProcessBuilder("bash", "-c", script.toString().replace("my-coolers", client.app()));
    shell.environment().put("TOKEN", token);
    shell.environment().put("API", "http://127.0.0.1:" + port + "/api/v1");
    shell.directory(folder.toFile()).redirectErrorStream(true);
    shell.redirectOutput(folder.resolve("out.txt").toFile());

    Process process = shell.start();

    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(folder.resolve("out.txt"));
    assertThat(process.exitValue()).as(said).isZero();
    assertThat(said)
        .contains(
            "Connected cooler with fan",
            "\"code\":\"dtdl.schema-unknown\"",
            "import.cloud-properties",
            "model.devices-behind",
            "\"publishable\":true",
            "\"fan_speed\"",
            "\"state\":\"moved\"");
    assertThat(TemplatesClient.json(client.get("/devices/cooler-003"), 200).toString())
        .contains("dtmi:org:aisle:Cooler;2");
  }
}
