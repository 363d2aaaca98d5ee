package org.aisle.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SettingsFileTest {

  @TempDir Path folder;

  private SettingsFile.Outcome read(String text) throws IOException {
    return SettingsFile.read(Files.writeString(folder.resolve("gateway.yaml"), text));
  }

  @Test
  void it_holds_what_the_options_say() throws Exception {
    SettingsFile file =
        ((SettingsFile.Outcome.Read)
                read("server: https://aisle.example.org\nmqtt-port: 1884\nbind: 0.0.0.0\n"))
            .settings();
    assertThat(file.get("server")).isEqualTo("https://aisle.example.org");
    assertThat(file.get("mqtt-port")).isEqualTo("1884");
    assertThat(file.get("data")).isNull();
  }

  @Test
  void the_document_s_example_is_read_whole_and_every_key_is_explained() throws Exception {
    String document = Files.readString(Path.of("..", "docs", "gateway.md"));
    int begin = document.indexOf("```yaml\n", document.indexOf("<!-- tested: gateway -->")) + 8;
    SettingsFile file =
        ((SettingsFile.Outcome.Read)
                read(document.substring(begin, document.indexOf("```", begin))))
            .settings();
    assertThat(file.get("server")).isEqualTo("https://aisle.example.org");
    assertThat(file.get("ca")).isEqualTo("/etc/aisle/ca.pem");
    assertThat(SettingsFile.KEYS).allMatch(key -> document.contains("`" + key + "`"));
  }

  @Test
  void all_its_faults_are_told_at_once() throws Exception {
    SettingsFile.Outcome.Faults faults =
        (SettingsFile.Outcome.Faults)
            read("sever: x\nmqtt-port: 70000\nhealth-port: soon\ndata: [1]\n");
    assertThat(faults.sentences()).hasSize(4);
    assertThat(faults.sentences().getFirst()).contains("'sever'", "server");
    assertThat(read("[1]")).isInstanceOf(SettingsFile.Outcome.Faults.class);
    assertThat(read(": : :")).isInstanceOf(SettingsFile.Outcome.Faults.class);
    assertThat(SettingsFile.read(folder.resolve("nothing.yaml")))
        .isInstanceOf(SettingsFile.Outcome.Faults.class);
  }

  @Test
  void the_command_says_what_is_wrong_and_starts_nothing() throws Exception {
    Path bad = Files.writeString(folder.resolve("bad.yaml"), "sever: x\n");
    assertThat(run("--config", bad.toString())).contains("'sever'");
    Path none = Files.writeString(folder.resolve("none.yaml"), "bind: 127.0.0.1\n");
    assertThat(run("--config", none.toString())).contains("--server URL");
    assertThat(run("--server", "http://localhost:1", "--disk-limit", "much"))
        .contains("10GiB or 500MiB");
    assertThat(run("--server", "http://localhost:1", "--ca", "/nothing"))
        .contains("tls.file-unusable: /nothing can't be read");
    Path half = Files.writeString(folder.resolve("half.yaml"), "tls-certificate: x.pem\n");
    assertThat(run("--server", "http://localhost:1", "--config", half.toString()))
        .contains("tls.settings-incomplete");
    assertThat(run("--server", "ftp://x")).contains("http(s)://host");
    assertThat(run("--server", "http://localhost:1", "--data", folder.resolve("d").toString()))
        .contains("enrolment.token-missing");
    assertThat(run("--server", "http://localhost:1", "--enrol-file", "/nothing"))
        .contains("token's file");
    assertThat(run("--server", "http://localhost:1", "--uplink", "tcp://x:1"))
        .contains("not used together");
  }

  @Test
  void sizes_of_disks_are_written_with_a_unit() {
    assertThat(DiskSize.parse("10GiB")).hasValue(10_737_418_240L);
    assertThat(DiskSize.parse(" 500 mib")).hasValue(524_288_000L);
    assertThat(DiskSize.parse("10")).isEmpty();
    assertThat(DiskSize.parse("0GiB")).isEmpty();
    assertThat(DiskSize.parse("-1GiB")).isEmpty();
  }

  private static String run(String... arguments) {
    StringWriter err = new StringWriter();
    int exit =
        new CommandLine(new GatewayCommand()).setErr(new PrintWriter(err, true)).execute(arguments);
    assertThat(exit).isNotZero();
    return err.toString();
  }
}
