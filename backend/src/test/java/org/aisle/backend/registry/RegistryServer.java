package org.aisle.backend.registry;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.aisle.backend.timeseries.TelemetryTables;
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
    TelemetryTables tables(JdbcClient jdbc) {
      return new PlainTables(jdbc);
    }
  }

  /** Tables without time partitions, enough for what the registry asks. */
  record PlainTables(JdbcClient jdbc) implements TelemetryTables {

    @Override
    public void createApp(AppId app) {
      jdbc.sql("create schema if not exists " + app.schema()).update();
    }

    @Override
    public void dropApp(AppId app) {
      jdbc.sql("drop schema if exists " + app.schema() + " cascade").update();
    }

    @Override
    public Extension extend(AppId app, DeviceTemplate template) {
      String table = app.schema() + ".\"" + template.table() + "\"";
      jdbc.sql("create table if not exists " + table + " (device text)").update();
      for (Field field : template.telemetry()) {
        for (Field.Column column : field.columns()) {
          String existing =
              jdbc.sql(
                      """
                      select data_type from information_schema.columns
                      where table_schema = :schema and table_name = :table and column_name = :name
                      """)
                  .param("schema", app.schema())
                  .param("table", template.table())
                  .param("name", column.name())
                  .query(String.class)
                  .optional()
                  .map(t -> t.equals("timestamp with time zone") ? "timestamptz" : t)
                  .orElse(null);
          if (existing == null) {
            jdbc.sql(
                    "alter table %s add \"%s\" %s"
                        .formatted(table, column.name(), column.type().sql()))
                .update();
          } else if (!existing.equals(column.type().sql())) {
            return new Extension.Conflict(column.name(), existing, column.type().sql());
          }
        }
      }
      return new Extension.Ready(table);
    }
  }
}
