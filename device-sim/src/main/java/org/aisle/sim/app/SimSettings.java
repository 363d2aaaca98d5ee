package org.aisle.sim.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.aisle.templates.settings.SettingNames;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The settings file of {@code sim}: its options by their names, without the dashes. */
final class SimSettings {

  static final String OPTION = "--config";

  static final SettingNames NAMES =
      new SettingNames(
          List.of(
              "app",
              "ca",
              "credentials",
              "devices",
              "duration",
              "gateway",
              "health-port",
              "history",
              "history-every",
              "ledger",
              "mqtt",
              "seed",
              "speed",
              "start",
              "template"));

  private SimSettings() {}

  /** What the command line says, and of the file what the command line leaves open. */
  static String[] arguments(ParseResult said, Map<String, String> file) {
    List<String> arguments = new ArrayList<>();
    for (OptionSpec option : said.matchedOptions()) {
      if (!option.longestName().equals(OPTION)) {
        option
            .originalStringValues()
            .forEach(value -> arguments.add(option.longestName() + "=" + value));
      }
    }
    file.forEach(
        (name, value) -> {
          if (!said.hasMatchedOption("--" + name)) {
            arguments.add("--" + name + "=" + value);
          }
        });
    return arguments.toArray(String[]::new);
  }
}
