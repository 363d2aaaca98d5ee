package org.aisle.ui.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class AisleTest {

  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Aisle.commandLine().setErr(new PrintWriter(err)).execute(arguments);
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "server", "sim", "gateway", "replay"})
  void a_wrong_usage_is_one_sentence_and_where_the_help_is(String command) {
    assertThat(run(command, "--no-such-option")).isEqualTo(2);
    assertThat(err.toString().lines())
        .hasSize(2)
        .last()
        .isEqualTo("Try './aisle %s --help'.".formatted(command));
  }

  @Test
  void every_example_in_the_help_can_be_formatted() {
    for (CommandLine command : Aisle.commandLine().getSubcommands().values()) {
      for (String line : command.getCommandSpec().usageMessage().footer()) {
        assertThatCode(() -> String.format(line)).as(line).doesNotThrowAnyException();
      }
    }
  }

  @Test
  void no_database_is_made_for_a_file_that_is_no_backup(@TempDir Path folder) throws IOException {
    Path cut = Files.writeString(folder.resolve("cut.aisle"), "PK");
    Path data = folder.resolve("data");
    for (Path file : new Path[] {cut, folder.resolve("missing")}) {
      assertThat(run("restore", "--data", data.toString(), file.toString())).isEqualTo(1);
      assertThat(err.toString()).contains(file.toString());
      assertThat(data).doesNotExist();
    }
  }

  @Test
  void an_option_that_is_missing_is_named_in_the_first_line() {
    assertThat(run("gateway", "--bind", "::1")).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly(
            "--server is needed to run a gateway; or --devices, --uplink and --uplink-user.",
            "Try './aisle gateway --help'.");
  }

  @Test
  void a_file_in_place_of_the_data_folder_is_called_a_file(@TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("notes"), "");
    for (Path data : new Path[] {file, file.resolve("below")}) {
      assertThat(Preflight.check(data, 0, 0))
          .isEqualTo(
              new Preflight.Finding.Blocked(
                  file + " is a file, not a folder; choose a folder with --data."));
    }
  }

  @Test
  void a_server_that_ran_before_comes_back_on_a_disk_too_small_for_a_new_one(@TempDir Path folder)
      throws IOException {
    assertThat(Preflight.tight(folder, 1_300_000_000L)).isNull();
    assertThat(Preflight.tight(folder, 900_000_000L))
        .isEqualTo(
            "only 900 MB are free where %s is, and 1200 MB are needed; free some or choose another folder with --data."
                .formatted(folder));
    Files.createDirectory(folder.resolve("broker"));
    Files.writeString(folder.resolve("admin-token"), "token");
    assertThat(Preflight.tight(folder, 900_000_000L)).isNull();
    assertThat(Preflight.tight(folder, 90_000_000L)).contains("and 100 MB are needed");
  }
}
