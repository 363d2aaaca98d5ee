package org.aisle.ui.server;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the server is started.
 *
 * @param data where everything it keeps is kept
 * @param httpPort for the web application and REST; 0 means any free one
 * @param mqttPort for devices; 0 means any free one
 * @param bind the address to listen on for both, or null for what the settings say
 * @param databaseUrl a JDBC URL with user and password, or null for the embedded PostgreSQL
 * @param file what the settings file says, by name; environment variables override it
 * @param demo the app to create and whose fleet to simulate, or null for none
 */
record ServerOptions(
    Path data,
    int httpPort,
    int mqttPort,
    @Nullable String bind,
    @Nullable String databaseUrl,
    Map<String, String> file,
    @Nullable DemoChoice demo) {

  ServerOptions {
    data = data.toAbsolutePath().normalize();
    file = Map.copyOf(file);
    if (httpPort < 0 || httpPort > 65_535 || mqttPort < 0 || mqttPort > 65_535) {
      throw new IllegalArgumentException("A port is a number from 0 to 65535.");
    }
  }

  /** Without a settings file, listening on loopback unless the environment says otherwise. */
  ServerOptions(
      Path data,
      int httpPort,
      int mqttPort,
      @Nullable String databaseUrl,
      @Nullable DemoChoice demo) {
    this(data, httpPort, mqttPort, null, databaseUrl, Map.of(), demo);
  }

  /** The settings that follow, as Spring takes them on a command line; they override all others. */
  String[] arguments() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("server.port", httpPort);
    settings.put("aisle.data-dir", data);
    settings.put("aisle.database.data", data);
    settings.put("aisle.mqtt.port", mqttPort);
    if (bind != null) {
      settings.put("server.address", bind);
      settings.put("aisle.mqtt.bind-address", bind);
    }
    settings.put("aisle.demo.enabled", demo != null);
    if (demo != null) {
      settings.put("aisle.demo.app", demo.app());
      settings.put("aisle.demo.template", demo.template());
      if (demo.templates() != null) {
        settings.put("aisle.templates.dir", demo.templates().toAbsolutePath());
      }
    }
    settings.put("logging.file.name", data.resolve("aisle.log"));
    settings.put("logging.config", "classpath:aisle-logback.xml");
    settings.put("vaadin.productionMode", true);
    if (databaseUrl != null) {
      settings.put("aisle.database.url", databaseUrl);
    }
    return settings.entrySet().stream()
        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
        .toArray(String[]::new);
  }
}
