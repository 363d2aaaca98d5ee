package org.aisle.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.identity.DeviceRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DeviceFileTest {

  private static final String MODEL =
      """
      {"@context":"dtmi:dtdl:context;2","@id":"dtmi:org:aisle:test:Cooler;1","@type":"Interface",
       "displayName":"Cooler",
       "contents":[{"@type":"Telemetry","name":"temperature","schema":"double"}]}
      """;

  @TempDir Path folder;

  private Path write(String yaml) throws IOException {
    Files.writeString(folder.resolve("cooler.json"), MODEL);
    return Files.writeString(folder.resolve("devices.yaml"), yaml);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void devices_authenticate_and_act_as_the_file_says() throws IOException {
    DeviceRef box = DeviceRef.of("demo", "box-1");
    DeviceRef truck = DeviceRef.of("demo", "truck-7");
    Path file =
        write(
            """
            models: [cooler.json]
            devices:
              - id: box-1@demo
                model: dtmi:org:aisle:test:Cooler;1
                password: "%s"
                enabled: false
              - id: truck-7@demo
                model: dtmi:org:aisle:test:Cooler;1
                password: "%s"
                gateway-for: [box-1@demo]
            """
                .formatted(PasswordHash.of(bytes("one")), PasswordHash.of(bytes("zwö"))));
    DeviceFile.Outcome outcome = DeviceFile.read(file);
    assertThat(outcome).isInstanceOf(DeviceFile.Outcome.Read.class);
    DeviceDirectory directory = ((DeviceFile.Outcome.Read) outcome).directory();
    assertThat(directory.authenticate(truck, bytes("zwö"))).isTrue();
    assertThat(directory.authenticate(truck, bytes("one"))).isFalse();
    assertThat(directory.authenticate(box, bytes("one"))).as("disabled").isFalse();
    assertThat(directory.authenticate(DeviceRef.of("demo", "nobody"), bytes("one"))).isFalse();
    assertThat(directory.device(truck).orElseThrow().template().field("temperature")).isPresent();
    assertThat(directory.mayActFor(truck, box)).isTrue();
    assertThat(directory.mayActFor(box, truck)).isFalse();
    assertThat(directory.mayActFor(box, box)).isTrue();
  }

  @Test
  void the_example_in_the_documentation_is_sound() throws IOException {
    String guide = Files.readString(Path.of("../docs/gateway.md"));
    String yaml = "models:" + guide.split("```yaml\nmodels:")[1].split("```")[0];
    Path file = Files.writeString(folder.resolve("devices.yaml"), yaml);
    Files.copy(
        Path.of("../templates/src/main/resources/apps/connected-cooler/models/cooler.json"),
        folder.resolve("cooler.json"));

    assertThat(DeviceFile.read(file))
        .isInstanceOfSatisfying(
            DeviceFile.Outcome.Read.class,
            read -> {
              assertThat(read.devices()).isEqualTo(2);
              assertThat(
                      read.directory()
                          .mayActFor(
                              DeviceRef.of("demo", "box-7"), DeviceRef.of("demo", "cooler-1")))
                  .isTrue();
            });
  }

  @Test
  void the_help_shows_the_file_and_where_to_read_on() {
    assertThat(new CommandLine(new GatewayCommand()).getUsageMessage())
        .contains("models: [cooler.json]", "docs/gateway.md");
  }

  @Test
  void all_faults_are_told_at_once() throws IOException {
    Path file =
        write(
            """
            models: [missing.json]
            devices:
              - id: no id
                model: dtmi:nothing;1
                password: plain
            """);
    assertThat(DeviceFile.read(file))
        .isInstanceOfSatisfying(
            DeviceFile.Outcome.Faults.class, f -> assertThat(f.sentences()).hasSize(4));
    assertThat(DeviceFile.read(folder.resolve("nowhere.yaml")))
        .isInstanceOf(DeviceFile.Outcome.Faults.class);
    assertThat(DeviceFile.read(write("[: not yaml"))).isInstanceOf(DeviceFile.Outcome.Faults.class);
    assertThat(DeviceFile.read(write(""))).isInstanceOf(DeviceFile.Outcome.Faults.class);
  }

  @Test
  void the_command_says_what_is_wrong_and_does_not_start() throws IOException {
    Path file = write("devices: []");
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(new GatewayCommand())
            .setErr(new PrintWriter(err))
            .execute(
                "--devices",
                file.toString(),
                "--uplink",
                "tcp://127.0.0.1:1",
                "--uplink-user",
                "truck-7@demo");
    assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("lists no devices");
  }

  @Test
  void the_command_needs_to_know_its_devices_and_its_uplink() {
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(new GatewayCommand()).setErr(new PrintWriter(err)).execute("--bind", "::1");
    assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("--uplink-user");
  }

  @Test
  void a_hash_is_read_back_and_shows_no_password() {
    PasswordHash hash = PasswordHash.of(bytes("secret"));
    assertThat(PasswordHash.parse(hash.toString())).contains(hash);
    assertThat(hash.toString()).doesNotContain("secret");
    assertThat(PasswordHash.parse("secret")).isEmpty();
  }
}
