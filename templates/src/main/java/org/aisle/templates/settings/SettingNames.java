package org.aisle.templates.settings;

import java.util.List;
import org.aisle.templates.source.Spelling;

/**
 * The settings that a process knows.
 *
 * @param names in full, words joined by dots ({@code aisle.mqtt.port}); one that ends with {@code
 *     .*} stands for everything below
 */
public record SettingNames(List<String> names) {

  public SettingNames {
    names = List.copyOf(names);
  }

  public boolean knows(String name) {
    return names.stream()
        .anyMatch(
            known ->
                known.endsWith(".*")
                    ? name.startsWith(known.substring(0, known.length() - 1))
                    : name.equals(known));
  }

  /** Which one was meant, as a sentence that begins with a space; empty when none is close. */
  String hint(String name) {
    return Spelling.hint(name, names);
  }
}
