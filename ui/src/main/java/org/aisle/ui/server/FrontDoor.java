package org.aisle.ui.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
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
        signInLink(),
        mqttPort(),
        jdbcUrl(),
        data,
        running == null ? null : running.ownDevice().orElse(null));
  }

  /** Makes a sign-in link as long as nobody is an administrator. */
  Opened opened(Duration took, Path data) {
    EmbeddedDatabase own = database.getIfAvailable();
    return new Opened(
        took,
        address(),
        access.firstStart() ? signInLink() : null,
        mqttAddresses(),
        own == null
            ? jdbcUrl()
            : "%s (user %s, password in %s)"
                .formatted(own.jdbcUrl(), own.username(), own.passwordFile()),
        data);
  }

  private String signInLink() {
    return address() + "/sign-in?token=" + access.createSignInToken(Access.Role.ADMINISTRATOR);
  }

  /** Where people reach the web application, as far as this machine knows. */
  private String address() {
    String said = environment.getProperty("aisle.notification.public-url", "");
    if (!said.isBlank()) {
      return said.replaceAll("/+$", "");
    }
    boolean encrypted =
        environment.getProperty("server.ssl.enabled", Boolean.class, true)
            && Stream.of("bundle", "certificate", "key-store")
                .anyMatch(kind -> environment.containsProperty("server.ssl." + kind));
    return "%s://%s:%d"
        .formatted(
            encrypted ? "https" : "http",
            reachable(environment.getProperty("server.address", "")),
            httpPort());
  }

  private String mqttAddresses() {
    String host = reachable(environment.getProperty("aisle.mqtt.bind-address", ""));
    boolean plainToo = environment.getProperty("aisle.mqtt.tls.plain-too", Boolean.class, false);
    return gateway
        .tlsPort()
        .map(
            tls ->
                "%s:%d over TLS, %s:%d without"
                    .formatted(host, tls, plainToo ? host : "localhost", mqttPort()))
        .orElse(host + ":" + mqttPort());
  }

  /** Loopback and "each address" are this machine to whoever sits at it. */
  private static String reachable(String address) {
    if (address.isBlank()
        || address.startsWith("127.")
        || Set.of("0.0.0.0", "::", "::1").contains(address)) {
      return "localhost";
    }
    return address.contains(":") ? "[" + address + "]" : address;
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
