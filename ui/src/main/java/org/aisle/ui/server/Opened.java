package org.aisle.ui.server;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is told once a server runs; no secret but the sign-in link, for it may end up in a journal.
 *
 * @param signInLink for the first administrator; null once there is one
 */
record Opened(
    Duration took,
    String address,
    @Nullable String signInLink,
    String mqtt,
    String database,
    Path data) {

  String text() {
    StringBuilder text = new StringBuilder();
    text.append("\nAisle is running (started in %.1f s).\n\n".formatted(took.toMillis() / 1000.0));
    if (signInLink == null) {
      line(text, "Open", address);
    } else {
      line(text, "Sign in", signInLink);
      line(text, "", "(once, within 24 hours; it makes you the administrator)");
    }
    line(text, "MQTT", mqtt);
    line(text, "Database", database);
    line(text, "REST", "token in " + data.resolve("admin-token"));
    line(text, "Log", data.resolve("aisle.log").toString());
    return text.append('\n').toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("  %-8s %s%n".formatted(name, value));
  }
}
