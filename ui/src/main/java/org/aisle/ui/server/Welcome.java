package org.aisle.ui.server;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a person is told once the demonstration runs. */
record Welcome(
    Duration took,
    String signInLink,
    int mqttPort,
    String jdbcUrl,
    Path data,
    DemoApp.@Nullable OwnDevice ownDevice) {

  String text() {
    StringBuilder text = new StringBuilder();
    text.append("\nAisle is running (started in %.1f s).\n\n".formatted(took.toMillis() / 1000.0));
    line(text, "Open", signInLink + "   (works once)");
    line(text, "MQTT", "localhost:" + mqttPort);
    line(text, "JDBC", jdbcUrl);
    line(text, "REST", "token in " + data.resolve("admin-token"));
    line(text, "Log", data.resolve("aisle.log").toString());
    if (ownDevice != null) {
      text.append("\nPublish as a device of your own:\n  ").append(publish(ownDevice)).append('\n');
    }
    return text.append("\nCtrl-C stops everything; the data stays.\n").toString();
  }

  private String publish(DemoApp.OwnDevice device) {
    return "mosquitto_pub -h localhost -p %d -u '%s' -P '%s' -q 1 -t telemetry -m '%s'"
        .formatted(mqttPort, device.username(), device.password(), device.sample());
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("  %-6s %s%n".formatted(name, value));
  }
}
