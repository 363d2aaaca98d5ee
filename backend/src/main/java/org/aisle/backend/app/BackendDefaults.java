package org.aisle.backend.app;

import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;

/**
 * What every process with a backend starts from. The defaults stand below application.properties,
 * command line and environment, so that the all-in-one server and tests can override them.
 */
@Configuration(proxyBeanMethods = false)
@PropertySource("classpath:/org/aisle/backend/defaults.properties")
@EnableConfigurationProperties(BackendSettings.class)
class BackendDefaults {

  @Bean
  @ConditionalOnMissingBean
  InstantSource instantSource() {
    return InstantSource.system();
  }
}
