package org.aisle.backend.registry;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.aisle.backend.timeseries.TelemetryTables;
import org.aisle.backend.timeseries.TestStore;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.identity.AppId;
import org.flywaydb.core.Flyway;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** The registry alone, on an embedded PostgreSQL that all tests of a JVM share. */
public final class RegistryServer {

  public static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  private static final AnnotationConfigApplicationContext CONTEXT = start();

  private RegistryServer() {}

  public static <T> T get(Class<T> type) {
    return CONTEXT.getBean(type);
  }

  private static AnnotationConfigApplicationContext start() {
    var context = new AnnotationConfigApplicationContext(Parts.class);
    Runtime.getRuntime().addShutdownHook(new Thread(context::close));
    return context;
  }

  @Configuration(proxyBeanMethods = false)
  @EnableTransactionManagement
  @ComponentScan(basePackageClasses = Apps.class)
  @ComponentScan(basePackages = "org.aisle.backend.access")
  static class Parts {

    @Bean(destroyMethod = "close")
    EmbeddedPostgres postgres() {
      try {
        return EmbeddedPostgres.builder().start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Bean
    DataSource dataSource(EmbeddedPostgres postgres) {
      DataSource source = postgres.getPostgresDatabase();
      Flyway.configure().dataSource(source).defaultSchema("aisle").load().migrate();
      return source;
    }

    @Bean
    JdbcClient jdbc(DataSource source) {
      return JdbcClient.create(source);
    }

    @Bean
    JdbcTransactionManager transactionManager(DataSource source) {
      return new JdbcTransactionManager(source);
    }

    @Bean
    TransactionOperations transactions(JdbcTransactionManager manager) {
      return new TransactionTemplate(manager);
    }

    @Bean
    InstantSource time() {
      return InstantSource.fixed(NOW);
    }

    @Bean
    TelemetryTables tables(DataSource source) {
      return TestStore.on(source).tables();
    }
  }
}
