package org.aisle.backend.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** The one connection pool of the process; ready to be used when it is handed out. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
class DatabaseConfiguration {

  /** One that is being started already, in parallel with everything else, is taken as it is. */
  @Bean(destroyMethod = "close")
  @Conditional(NoUrl.class)
  @ConditionalOnMissingBean
  EmbeddedDatabase embeddedDatabase(DatabaseSettings settings) {
    return EmbeddedDatabase.start(settings.data(), settings.port());
  }

  @Bean
  @Conditional(NoUrl.class)
  HealthIndicator embeddedPostgresHealthIndicator(EmbeddedDatabase database) {
    return () ->
        switch (database.vitality()) {
          case Vitality.Running running ->
              Health.up().withDetail("restarts", running.restarts()).build();
          case Vitality.Away away ->
              Health.down()
                  .withDetail("since", away.since().toString())
                  .withDetail("attempts", away.attempts())
                  .withDetail("reason", away.reason())
                  .build();
        };
  }

  @Bean
  @Conditional(NoUrl.class)
  MeterBinder embeddedPostgresMetrics(EmbeddedDatabase database) {
    return registry ->
        Gauge.builder(
                "aisle.database.running",
                database,
                d -> d.vitality() instanceof Vitality.Running ? 1 : 0)
            .description("1 while the embedded PostgreSQL runs")
            .register(registry);
  }

  @Bean(destroyMethod = "close")
  HikariDataSource dataSource(
      DatabaseSettings settings, ObjectProvider<EmbeddedDatabase> embedded) {
    HikariConfig config = new HikariConfig();
    EmbeddedDatabase own = embedded.getIfAvailable();
    if (own != null) {
      config.setJdbcUrl(own.jdbcUrl());
      config.setUsername(own.username());
      config.setPassword(own.password());
    } else {
      config.setJdbcUrl(postgres(settings.url()));
      config.setUsername(settings.username());
      config.setPassword(settings.password());
    }
    config.setPoolName("aisle");
    config.setMaximumPoolSize(settings.poolSize());
    config.setConnectionTimeout(10_000);
    config.setConnectionInitSql("SET lock_timeout = '10s'");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("ApplicationName", "aisle");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    try {
      return new HikariDataSource(config);
    } catch (RuntimeException e) {
      Throwable root = e.getCause() == null ? e : e.getCause();
      String url = config.getJdbcUrl();
      String reason = String.valueOf(root.getMessage()).replace(url, DatabaseSettings.address(url));
      throw new DatabaseUnavailable(
          "The database at %s does not answer (%s); check the URL, the user and the password."
              .formatted(DatabaseSettings.address(url), reason.replaceAll("[.\\s]+$", "")),
          e);
    }
  }

  private static String postgres(@Nullable String url) {
    if (url == null || !url.startsWith("jdbc:postgresql:")) {
      throw new DatabaseUnavailable(
          "The database URL is not one of PostgreSQL; write it like"
              + " jdbc:postgresql://db.example.org:5432/aisle?user=aisle, and the password into the"
              + " variable AISLE_DATABASE_PASSWORD.");
    }
    return url;
  }

  /** True when no database of one's own is named. */
  static final class NoUrl implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return context.getEnvironment().getProperty("aisle.database.url", "").isBlank();
    }
  }
}
