package org.aisle.gateway.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A gateway's settings in YAML, by the names of the command's options:
 *
 * <pre>{@code
 * server: https://aisle.example.org
 * enrol-file: /etc/aisle/token
 * data: /var/lib/aisle-gateway
 * bind: 0.0.0.0
 * mqtt-port: 1883
 * health-port: 9464
 * disk-limit: 10GiB
 * disk-floor: 256MiB
 * ca: /etc/aisle/ca.pem
 * tls-certificate: /etc/aisle/gateway.pem
 * tls-key: /etc/aisle/gateway.key
 * tls-port: 8883
 * }</pre>
 */
record SettingsFile(Map<String, String> values) {

  static final Set<String> KEYS =
      Set.of(
          "server",
          "enrol-file",
          "data",
          "bind",
          "mqtt-port",
          "health-port",
          "disk-limit",
          "disk-floor",
          "ca",
          "tls-certificate",
          "tls-key",
          "tls-key-store",
          "tls-key-store-password-file",
          "tls-port",
          "tls-plain-too");

  private static final Set<String> PORTS = Set.of("mqtt-port", "health-port", "tls-port");
  private static final long MOST_BYTES = 64 * 1024;

  SettingsFile {
    values = Map.copyOf(values);
  }

  /** What reading a file came to. */
  sealed interface Outcome {
    record Read(SettingsFile settings) implements Outcome {}

    /** All faults of the file, each a sentence that says what to do. */
    record Faults(List<String> sentences) implements Outcome {
      public Faults {
        sentences = List.copyOf(sentences);
      }
    }
  }

  static Outcome read(Path file) {
    JsonNode root;
    try {
      if (Files.size(file) > MOST_BYTES) {
        return new Outcome.Faults(List.of(file + " is too large for settings."));
      }
      root = YAMLMapper.builder().build().readTree(Files.readString(file));
    } catch (IOException e) {
      return new Outcome.Faults(
          List.of("%s can't be read (%s); check the path.".formatted(file, e.getMessage())));
    } catch (JacksonException e) {
      return new Outcome.Faults(
          List.of("%s is not YAML: %s".formatted(file, e.getOriginalMessage())));
    }
    List<String> faults = new ArrayList<>();
    Map<String, String> values = new HashMap<>();
    if (!root.isObject()) {
      faults.add("%s must hold settings as 'key: value' lines.".formatted(file));
    }
    for (var entry : root.properties()) {
      if (!KEYS.contains(entry.getKey())) {
        faults.add(
            "%s has the unknown key '%s'; use %s."
                .formatted(file, entry.getKey(), new TreeSet<>(KEYS)));
      } else if (!entry.getValue().isValueNode() || entry.getValue().isNull()) {
        faults.add("%s must give '%s' one value.".formatted(file, entry.getKey()));
      } else if (PORTS.contains(entry.getKey()) && !isPort(entry.getValue())) {
        faults.add("%s must give '%s' a number from 0 to 65535.".formatted(file, entry.getKey()));
      } else {
        values.put(entry.getKey(), entry.getValue().asString());
      }
    }
    return faults.isEmpty()
        ? new Outcome.Read(new SettingsFile(values))
        : new Outcome.Faults(faults);
  }

  private static boolean isPort(JsonNode node) {
    return node.isInt() && node.intValue() >= 0 && node.intValue() <= 65_535;
  }

  @Nullable String get(String key) {
    return values.get(key);
  }
}
