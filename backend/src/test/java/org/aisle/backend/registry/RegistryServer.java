package org.aisle.backend.registry;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Instant;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.aisle.backend.database.TestDatabase;
import org.aisle.backend.timeseries.TelemetryTables;
import org.aisle.backend.timeseries.TestStore;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
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

  /** Not annotated as a configuration, so that no scan of a whole server finds it. */
  @EnableTransactionManagement
  @ComponentScan(basePackageClasses = Apps.class)
  @ComponentScan(basePackages = "org.aisle.backend.access")
  static class Parts {

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource() {
      return TestDatabase.migrated();
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
