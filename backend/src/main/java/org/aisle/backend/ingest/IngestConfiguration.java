package org.aisle.backend.ingest;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IngestSettings.class)
class IngestConfiguration {

  @Bean
  IngestQueue ingestQueue(IngestSettings settings) {
    return new IngestQueue(settings);
  }
}
