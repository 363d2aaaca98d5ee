package org.aisle.ui.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.aisle.templates.settings.SettingNames;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a server: what was said on the command line, else in the environment ({@code
 * AISLE_MQTT_PORT}), else in the settings file.
 */
final class ServerSettings {

  /** All there are; docs/production.md tells what they mean. */
  static final SettingNames NAMES =
      new SettingNames(
          List.of(
              "aisle.data-dir",
              "aisle.database.url",
              "aisle.database.username",
              "aisle.database.password",
              "aisle.database.port",
              "aisle.database.pool-size",
              "aisle.gateways.uplink",
              "aisle.ingest.back-off",
              "aisle.ingest.batch-readings",
              "aisle.ingest.linger",
              "aisle.ingest.longest-back-off",
              "aisle.ingest.queue-readings",
              "aisle.ingest.queue-size",
              "aisle.mqtt.bind-address",
              "aisle.mqtt.port",
              "aisle.mqtt.public-address",
              "aisle.mqtt.tls.certificate",
              "aisle.mqtt.tls.key",
              "aisle.mqtt.tls.key-store",
              "aisle.mqtt.tls.key-store-password-file",
              "aisle.mqtt.tls.plain-too",
              "aisle.mqtt.tls.port",
              "aisle.notification.allow",
              "aisle.notification.public-url",
              "aisle.notification.smtp.from",
              "aisle.notification.smtp.host",
              "aisle.notification.smtp.password",
              "aisle.notification.smtp.port",
              "aisle.notification.smtp.starttls",
              "aisle.notification.smtp.user",
              "aisle.rules.catch-up",
              "aisle.rules.devices",
              "aisle.rules.keep-every",
              "aisle.rules.sweep-every",
              "aisle.rules.workers",
              "aisle.templates.dir",
              "aisle.ui.tile-credit",
              "aisle.ui.tile-url",
              "server.address",
              "server.port",
              "server.forward-headers-strategy",
              "server.ssl.*",
              "spring.ssl.bundle.*"));

  private final Function<String, @Nullable String> environment;
  private final Map<String, String> file;

  ServerSettings(Function<String, @Nullable String> environment, Map<String, String> file) {
    this.environment = environment;
    this.file = file;
  }

  /** Those of the file alone. */
  Map<String, String> file() {
    return file;
  }

  Path data(@Nullable Path option) {
    return option != null ? option : Path.of(text(null, "aisle.data-dir", "data"));
  }

  /**
   * @throws IllegalArgumentException when it is no number
   */
  int port(@Nullable Integer option, String name, int otherwise) {
    if (option != null) {
      return option;
    }
    String text = text(null, name, Integer.toString(otherwise));
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("%s is a number from 0 to 65535.".formatted(name), e);
    }
  }

  /** Null when it is nowhere. */
  @Nullable String text(@Nullable String option, String name) {
    if (option != null) {
      return option;
    }
    String upper = name.toUpperCase(Locale.ROOT).replace('.', '_');
    for (String variable : List.of(upper.replace("-", ""), upper.replace('-', '_'))) {
      String value = environment.apply(variable);
      if (value != null) {
        return value;
      }
    }
    return file.get(name);
  }

  private String text(@Nullable String option, String name, String otherwise) {
    String text = text(option, name);
    return text == null || text.isBlank() ? otherwise : text;
  }
}
