package org.aisle.ui.devices;

import java.util.LinkedHashMap;
import java.util.Map;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Lines to paste that make a device talk. */
@Component
final class Snippets {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int EXAMPLE_FIELDS = 6;

  private final ObjectProvider<ConnectAddress> supplied;
  private final Environment environment;

  Snippets(ObjectProvider<ConnectAddress> supplied, Environment environment) {
    this.supplied = supplied;
    this.environment = environment;
  }

  ConnectAddress address() {
    return supplied.getIfAvailable(
        () ->
            ConnectAddress.parse(
                environment.getProperty("aisle.mqtt.public-address", "localhost:1883")));
  }

  String mosquitto(String username, String password, @Nullable DeviceTemplate template) {
    ConnectAddress at = address();
    return "mosquitto_pub -h %s -p %d -u %s -P %s -q 1 -t telemetry -m %s"
        .formatted(
            at.host(), at.port(), quote(username), quote(password), quote(example(template)));
  }

  /** The password is read from the environment, so that it does not land in the source. */
  String java(String username, @Nullable DeviceTemplate template) {
    ConnectAddress at = address();
    return """
        // org.eclipse.paho:org.eclipse.paho.mqttv5.client:1.2.5
        var client = new MqttClient("tcp://%s:%d", %s);
        var options = new MqttConnectionOptions();
        options.setUserName(%s);
        options.setPassword(System.getenv("AISLE_PASSWORD").getBytes(StandardCharsets.UTF_8));
        client.connect(options);
        var reading = new MqttMessage(%s.getBytes(StandardCharsets.UTF_8));
        reading.setQos(1); // acknowledged when the reading is stored
        client.publish("telemetry", reading);
        """
        .formatted(
            at.host(), at.port(), literal(username), literal(username), literal(example(template)));
  }

  String latest(String server, DeviceRef ref) {
    return "curl -H \"Authorization: Bearer $AISLE_TOKEN\" "
        + quote(
            "%s/api/v1/apps/%s/devices/%s/latest"
                .formatted(server, ref.app().value(), ref.device().value()));
  }

  /** A JSON object with a plausible value for the template's first fields; components nest. */
  static String example(@Nullable DeviceTemplate template) {
    ObjectNode root = JSON.createObjectNode();
    Map<String, ObjectNode> components = new LinkedHashMap<>();
    if (template != null) {
      template.telemetry().stream()
          .filter(field -> !(field.type() instanceof FieldType.Tree))
          .limit(EXAMPLE_FIELDS)
          .forEach(field -> put(root, components, field));
    }
    if (root.isEmpty()) {
      root.put("temperature", 4.2);
    }
    return JSON.writeValueAsString(root);
  }

  private static void put(ObjectNode root, Map<String, ObjectNode> components, Field field) {
    ObjectNode into = root;
    String path = field.path();
    for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
      String prefix = path.substring(0, dot);
      ObjectNode parent = into;
      String own = prefix.substring(prefix.lastIndexOf('.') + 1);
      into = components.computeIfAbsent(prefix, p -> parent.putObject(own));
    }
    String name = path.substring(path.lastIndexOf('.') + 1);
    switch (field.type()) {
      case FieldType.Decimal d -> into.put(name, number(field, 4.2));
      case FieldType.Whole w -> into.put(name, Math.round(number(field, 42)));
      case FieldType.Bool b -> into.put(name, false);
      case FieldType.Choice c ->
          into.put(name, c.options().isEmpty() ? "" : c.options().getFirst().name());
      case FieldType.Text t -> into.put(name, text(t.form()));
      case FieldType.Moment m -> into.put(name, "2026-01-31T08:30:00Z");
      case FieldType.GeoPoint g -> into.putObject(name).put("lat", 52.52).put("lon", 13.405);
      case FieldType.Vector v -> into.putObject(name).put("x", 0.01).put("y", 0.02).put("z", 0.99);
      case FieldType.Tree t -> into.putObject(name);
    }
  }

  private static String text(FieldType.Text.Form form) {
    return switch (form) {
      case ANY -> "hello";
      case DATE -> "2026-01-31";
      case TIME -> "08:30:00";
      case DURATION -> "PT15M";
    };
  }

  private static double number(Field field, double usual) {
    Double least = field.minimum();
    Double most = field.maximum();
    if ((least == null || usual >= least) && (most == null || usual <= most)) {
      return usual;
    }
    return least != null && most != null ? (least + most) / 2 : least != null ? least : usual;
  }

  /** One word of a POSIX shell. */
  static String quote(String word) {
    return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private static String literal(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
