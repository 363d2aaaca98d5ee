package org.aisle.templates.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {

  private static final SettingNames NAMES =
      new SettingNames(List.of("aisle.mqtt.port", "aisle.notification.allow", "server.ssl.*"));

  @TempDir Path folder;

  private SettingsFile.Outcome read(String text) throws IOException {
    return SettingsFile.read(Files.writeString(folder.resolve("aisle.yaml"), text), NAMES);
  }

  private List<String> faults(String text) throws IOException {
    return read(text) instanceof SettingsFile.Outcome.Faults faults
        ? faults.sentences().stream().map(s -> s.replace(folder + "/", "")).toList()
        : List.of();
  }

  @Test
  void nested_and_dotted_names_mean_the_same() throws IOException {
    SettingsFile.Outcome expected =
        new SettingsFile.Outcome.Read(
            Map.of(
                "aisle.mqtt.port",
                "2883",
                "aisle.notification.allow[0]",
                "10.1.0.0/16",
                "server.ssl.certificate",
                "file:server.pem"));
    assertThat(
            read(
                """
                aisle:
                  mqtt:
                    port: 2883
                  notification:
                    allow: [10.1.0.0/16]
                server.ssl:
                  certificate: file:server.pem
                """))
        .isEqualTo(expected);
    assertThat(
            read(
                """
                aisle.mqtt.port: "2883"
                aisle.notification.allow:
                  - 10.1.0.0/16
                server.ssl.certificate: file:server.pem
                """))
        .isEqualTo(expected);
  }

  @Test
  void a_name_that_is_unknown_is_told_with_its_line_and_the_one_that_was_meant()
      throws IOException {
    assertThat(faults("aisle:\n  mqtt:\n    prot: 1883\n"))
        .containsExactly(
            "aisle.yaml, line 3: There is no setting aisle.mqtt.prot. Did you mean"
                + " aisle.mqtt.port?");
  }

  @Test
  void every_fault_is_told_at_once() throws IOException {
    assertThat(
            faults(
                """
                aisle.mqtt.port: 1
                aisle: {mqtt: {port: 2}}
                server.ssl.key: {}
                server.ssl.bundle: ~
                server.ssl.certificate:
                zebra: 1
                """))
        .containsExactly(
            "aisle.yaml, line 2: aisle.mqtt.port is set twice; remove one.",
            "aisle.yaml, line 4: server.ssl.bundle has no value; give it one, or remove the line.",
            "aisle.yaml, line 5: server.ssl.certificate has no value; give it one, or remove the"
                + " line.",
            "aisle.yaml, line 6: There is no setting zebra.");
  }

  @Test
  void what_is_no_yaml_or_not_there_is_a_sentence() throws IOException {
    assertThat(faults("- 1\n"))
        .containsExactly("aisle.yaml, line 1: Write settings as name: value.");
    assertThat(faults("a: [")).singleElement().asString().contains("not valid YAML");
    assertThat(SettingsFile.read(folder.resolve("absent.yaml"), NAMES))
        .isEqualTo(
            new SettingsFile.Outcome.Faults(
                List.of(
                    "The settings file "
                        + folder.resolve("absent.yaml")
                        + " can't be read; correct --config.")));
  }
}
