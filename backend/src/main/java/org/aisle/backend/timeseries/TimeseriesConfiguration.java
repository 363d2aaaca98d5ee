package org.aisle.backend.timeseries;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Finds out once, at the start, which database this is. */
@Configuration(proxyBeanMethods = false)
class TimeseriesConfiguration {

  @Bean
  Dialect dialect(JdbcTemplate jdbc, InstantSource clock) {
    Dialect dialect = Dialect.detect(jdbc, clock);
    org.slf4j.LoggerFactory.getLogger(TimeseriesConfiguration.class)
        .info("Readings are kept by {}", dialect);
    return dialect;
  }
}
