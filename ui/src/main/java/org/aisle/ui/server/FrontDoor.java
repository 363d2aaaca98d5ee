package org.aisle.ui.server;

import java.nio.file.Path;
import java.time.Duration;
import org.aisle.backend.access.Access;
import org.aisle.backend.database.EmbeddedDatabase;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Where the running server can be reached, and with what. */
@Component
class FrontDoor {

  private final WebServerApplicationContext web;
  private final Access access;
  private final EmbeddedGateway gateway;
  private final ObjectProvider<EmbeddedDatabase> database;
  private final ObjectProvider<DemoApp> demo;
  private final Environment environment;

  FrontDoor(
      WebServerApplicationContext web,
      Access access,
      EmbeddedGateway gateway,
      ObjectProvider<EmbeddedDatabase> database,
      ObjectProvider<DemoApp> demo,
      Environment environment) {
    this.web = web;
    this.access = access;
    this.gateway = gateway;
    this.database = database;
    this.demo = demo;
    this.environment = environment;
  }

  /** Makes a new sign-in link and, in a demonstration, the device of one's own. */
  Welcome welcome(Duration took, Path data) {
    DemoApp running = demo.getIfAvailable();
    return new Welcome(
        took,
        "http://localhost:%d/sign-in?token=%s"
            .formatted(httpPort(), access.createSignInToken(Access.Role.ADMINISTRATOR)),
        mqttPort(),
        jdbcUrl(),
        data,
        running == null ? null : running.ownDevice().orElse(null));
  }

  int httpPort() {
    return java.util.Objects.requireNonNull(web.getWebServer()).getPort();
  }

  int mqttPort() {
    return gateway.port().orElseThrow();
  }

  private String jdbcUrl() {
    EmbeddedDatabase own = database.getIfAvailable();
    if (own != null) {
      return own.jdbcUrl() + "?user=" + own.username() + "&password=" + own.password();
    }
    return environment
        .getProperty("aisle.database.url", "")
        .replaceAll("(?i)(password=)[^&]*", "$1***");
  }
}
