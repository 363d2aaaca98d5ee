package org.aisle.backend.app;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/** The headless server: REST, ingest and store, without the web application. */
@SpringBootApplication(
    scanBasePackages = "org.aisle.backend",
    exclude = UserDetailsServiceAutoConfiguration.class)
public class BackendApplication {

  public static void main(String[] args) {
    SpringApplication application = new SpringApplication(BackendApplication.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.run(args);
  }
}
