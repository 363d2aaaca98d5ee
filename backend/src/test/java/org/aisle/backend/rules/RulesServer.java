package org.aisle.backend.rules;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.aisle.backend.alerts.Alerts;
import org.aisle.backend.database.TestDatabase;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.timeseries.TelemetryTables;
import org.aisle.backend.timeseries.TestStore;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** Registry, alerts and the rules as data, on an embedded PostgreSQL that tests share. */
final class RulesServer {

  static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  static final AtomicReference<Instant> CLOCK = new AtomicReference<>(NOON);

  /** Those of any app. */
  static final Set<String> DESTINATIONS = ConcurrentHashMap.newKeySet();

  private static final AnnotationConfigApplicationContext CONTEXT = start();

  private RulesServer() {}

  static <T> T get(Class<T> type) {
    return CONTEXT.getBean(type);
  }

  static void publish(Object event) {
    CONTEXT.publishEvent(event);
  }

  private static AnnotationConfigApplicationContext start() {
    var context = new AnnotationConfigApplicationContext(Parts.class);
    Runtime.getRuntime().addShutdownHook(new Thread(context::close));
    return context;
  }

  /** Not annotated as a configuration, so that no scan of a whole server finds it. */
  @EnableTransactionManagement
  @ComponentScan(basePackageClasses = {Apps.class, Alerts.class})
  @Import({
    JdbcRules.class,
    RuleRows.class,
    RuleChecks.class,
    RuleGroups.class,
    RuleGroupUses.class,
    RuleAnnouncements.class,
    WrittenPreviews.class,
    Heard.class
  })
  static class Parts {

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource() {
      return TestDatabase.migrated();
    }

    @Bean
    JdbcTemplate template(DataSource source) {
      return new JdbcTemplate(source);
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
    KnownDestinations destinations() {
      return app -> DESTINATIONS;
    }

    @Bean
    InstantSource time() {
      return CLOCK::get;
    }

    @Bean
    TelemetryTables tables(DataSource source) {
      return TestStore.on(source).tables();
    }
  }

  /** Remembers what was announced. */
  static class Heard {
    final List<RulesChanged> changes = new CopyOnWriteArrayList<>();

    @EventListener
    void on(RulesChanged changed) {
      changes.add(changed);
    }
  }
}
