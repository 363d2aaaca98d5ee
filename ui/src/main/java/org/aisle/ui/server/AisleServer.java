package org.aisle.ui.server;

import com.vaadin.flow.spring.annotation.EnableVaadin;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The all-in-one server: backend, web application, an embedded gateway and, on request, simulated
 * devices in one process.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
    excludeName = {
      "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
      // It would be asked about every line that the broker does not log, several with each message.
      "org.springframework.boot.micrometer.metrics.autoconfigure.logging.logback.LogbackMetricsAutoConfiguration"
    })
@ComponentScan(
    basePackages = {"org.aisle.backend", "org.aisle.ui"},
    excludeFilters = @ComponentScan.Filter(SpringBootConfiguration.class))
@EnableVaadin("org.aisle.ui")
@ConfigurationPropertiesScan({"org.aisle.backend", "org.aisle.ui"})
class AisleServer {

  /**
   * Starts everything; when it returns, devices and people can connect.
   *
   * @throws CannotStart with a sentence that says why not and what to do
   */
  static ConfigurableApplicationContext start(ServerOptions options) {
    SpringApplicationBuilder builder =
        new SpringApplicationBuilder(AisleServer.class)
            .registerShutdownHook(false)
            .bannerMode(Banner.Mode.OFF)
            .properties(
                "server.servlet.session.cookie.http-only=true",
                "server.servlet.session.cookie.same-site=lax",
                "server.compression.enabled=true",
                "server.compression.mime-types=text/css,text/javascript,application/javascript,image/svg+xml,application/geo+json");
    builder.initializers(
        context ->
            context
                .getEnvironment()
                .getPropertySources()
                .addAfter(
                    StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                    new MapPropertySource("settings file", Map.copyOf(options.file()))));
    @Nullable DatabaseHeadStart database =
        options.databaseUrl() == null ? DatabaseHeadStart.of(options) : null;
    if (database != null) {
      builder.initializers(database);
    }
    try {
      return builder.run(options.arguments());
    } catch (RuntimeException e) {
      if (database != null) {
        database.abandon();
      }
      throw CannotStart.because(e);
    }
  }
}
