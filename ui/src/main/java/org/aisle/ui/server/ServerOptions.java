package org.aisle.ui.server;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the all-in-one server is started.
 *
 * @param data where everything it keeps is kept
 * @param httpPort for the web application and REST; 0 means any free one
 * @param mqttPort for devices; 0 means any free one
 * @param databaseUrl a JDBC URL with user and password, or null for the embedded PostgreSQL
 * @param demo whether to create the connected-cooler app and simulate its fleet
 */
record ServerOptions(
    Path data, int httpPort, int mqttPort, @Nullable String databaseUrl, boolean demo) {

  ServerOptions {
    data = data.toAbsolutePath().normalize();
    if (httpPort < 0 || httpPort > 65_535 || mqttPort < 0 || mqttPort > 65_535) {
      throw new IllegalArgumentException("A port is a number from 0 to 65535.");
    }
  }

  /** The Spring properties that follow. */
  Map<String, Object> properties() {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("server.port", httpPort);
    properties.put("aisle.data-dir", data.toString());
    properties.put("aisle.mqtt.port", mqttPort);
    properties.put("aisle.demo.enabled", demo);
    if (databaseUrl != null) {
      properties.put("aisle.database.url", databaseUrl);
    }
    return properties;
  }
}
