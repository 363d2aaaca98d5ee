package org.aisle.backend.rules;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.aisle.backend.alerts.AlertTimeline;
import org.aisle.backend.database.TestDatabase;
import org.aisle.backend.evaluation.ActiveRule;
import org.aisle.backend.evaluation.RandomHistories;
import org.aisle.backend.query.Telemetry;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Assets;
import org.aisle.backend.registry.GroupUses;
import org.aisle.backend.registry.ModelReader;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.RegistryChanged;
import org.aisle.backend.registry.Surroundings;
import org.aisle.backend.rollup.Rollups;
import org.aisle.backend.timeseries.ChangedRows;
import org.aisle.backend.timeseries.DerivedValues;
import org.aisle.backend.timeseries.EvaluationMarks;
import org.aisle.backend.timeseries.RowsStored;
import org.aisle.backend.timeseries.StoredReadings;
import org.aisle.backend.timeseries.TelemetryStore;
import org.aisle.backend.timeseries.TelemetryStore.TableBatch;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.RuleFault;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Primary;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Registry, store, query and alerts on an embedded PostgreSQL that all tests of a JVM share, with
 * an evaluation that a test drives by hand: its clock is set, its rounds are asked for, and it may
 * be dropped at any moment, as when the process is killed.
 */
final class DrivenEvaluation {

  static final AtomicReference<Instant> CLOCK =
      new AtomicReference<>(Instant.parse("2026-03-28T19:00:00Z"));
  private static final List<DeviceTemplate> TEMPLATES = List.of(RandomHistories.TEMPLATE);
  private static final AtomicReference<Evaluation> RUNNING = new AtomicReference<>();
  private static final AnnotationConfigApplicationContext CONTEXT = start();

  SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final EvaluationSettings settings;
  private final FixedRules rules;
  private Evaluation evaluation;
  private EvaluatedDevices progress;

  DrivenEvaluation(List<ActiveRule> rules, EvaluationSettings settings) {
    this.rules = new FixedRules(rules);
    this.settings = settings;
    this.evaluation = boot();
  }

  /** Two workers that remember few devices. */
  static DrivenEvaluation with(List<ActiveRule> rules) {
    return new DrivenEvaluation(
        rules,
        new EvaluationSettings(
            2, 100, Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMinutes(5)));
  }

  static <T> T get(Class<T> type) {
    return CONTEXT.getBean(type);
  }

  private static AnnotationConfigApplicationContext start() {
    var context = new AnnotationConfigApplicationContext(Parts.class);
    Runtime.getRuntime().addShutdownHook(new Thread(context::close));
    return context;
  }

  /** A new evaluation that knows nothing but the database; what the old one knew is lost. */
  void restart() {
    evaluation = boot();
  }

  private Evaluation boot() {
    EvaluationMarks marks = get(EvaluationMarks.class);
    Plans plans =
        new Plans(
            get(Apps.class),
            new EvaluatedRules(
                get(JdbcClient.class),
                get(TransactionOperations.class),
                rules.provider(),
                marks,
                new RuleGroups(get(Apps.class))),
            get(org.aisle.backend.registry.AssetTypeCatalogue.class));
    Contexts contexts =
        new Contexts(
            get(Surroundings.class), get(Assets.class), get(org.aisle.backend.registry.Apps.class));
    Positions positions =
        new Positions(get(JdbcTemplate.class), get(TransactionOperations.class), marks);
    meters = new SimpleMeterRegistry();
    EvaluationMetrics metrics = new EvaluationMetrics(meters);
    Replay replay =
        new Replay(
            contexts,
            positions,
            marks,
            get(StoredReadings.class),
            metrics,
            CLOCK::get,
            get(PlatformTransactionManager.class));
    progress = new EvaluatedDevices(marks, get(PlatformTransactionManager.class));
    Verdicts verdicts =
        new Verdicts(
            get(AlertTimeline.class),
            get(DerivedValues.class),
            new Silences(get(JdbcClient.class)),
            get(TransactionOperations.class),
            progress,
            settings);
    Evaluation booted =
        new Evaluation(
            settings,
            plans,
            contexts,
            marks,
            positions,
            new EvaluationWorkers(
                plans, replay, verdicts, positions, get(DeviceDirectory.class), metrics),
            CLOCK::get);
    RUNNING.set(booted);
    plans.outdateAll();
    for (int i = 0; i < booted.workers().size(); i++) {
      booted.sweep(i, true);
    }
    return booted;
  }

  /** Of the evaluation that runs. */
  EvaluationProgress progress() {
    return progress;
  }

  Evaluation evaluation() {
    return evaluation;
  }

  /** The rules are these from now on. */
  void change(AppId app, List<ActiveRule> now) {
    rules.all = List.copyOf(now);
    evaluation.on(new RulesChanged(app));
    sweep();
  }

  /** Writes a batch; returns what the evaluation would be told. */
  RowsStored write(DeviceTemplate template, List<Reading> readings) {
    AppId app = readings.getFirst().device().app();
    Map<DeviceRef, ChangedRows> changed =
        get(TelemetryStore.class).write(List.of(new TableBatch(app, template, readings))).changed();
    return new RowsStored(changed);
  }

  void tell(RowsStored stored) {
    evaluation.on(stored);
  }

  /** Until nobody waits. */
  void work() {
    boolean more = true;
    while (more) {
      more = false;
      for (EvaluationWorker worker : evaluation.workers()) {
        more |= worker.round(CLOCK.get());
      }
    }
  }

  void keep() {
    evaluation.workers().forEach(worker -> worker.keep(CLOCK.get()));
  }

  /** Believes what the database says is due. */
  void sweep() {
    for (int i = 0; i < evaluation.workers().size(); i++) {
      evaluation.sweep(i, true);
    }
  }

  static <T> T done(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome.Refused<T>(var problems) -> throw new AssertionError(problems.toString());
    };
  }

  private static final class FixedRules implements Rules {
    private volatile List<ActiveRule> all;

    private FixedRules(List<ActiveRule> all) {
      this.all = List.copyOf(all);
    }

    ObjectProvider<Rules> provider() {
      return new ObjectProvider<>() {
        @Override
        public Rules getObject() {
          return FixedRules.this;
        }

        @Override
        public Stream<Rules> stream() {
          return Stream.of(FixedRules.this);
        }
      };
    }

    @Override
    public List<StoredRule> all(AppId app) {
      List<StoredRule> stored = new ArrayList<>();
      all.forEach(r -> stored.add(new StoredRule(r, "test", Instant.EPOCH, List.of())));
      return stored;
    }

    @Override
    public Optional<StoredRule> find(AppId app, String id) {
      return all(app).stream().filter(r -> r.active().rule().id().equals(id)).findFirst();
    }

    @Override
    public List<RuleFault> check(AppId app, Rule rule) {
      return List.of();
    }

    @Override
    public Outcome<StoredRule> put(
        AppId app, Rule rule, @Nullable Integer replaces, @Nullable Instant since, String by) {
      throw new UnsupportedOperationException("Rules of tests are given.");
    }

    @Override
    public Optional<Outcome<StoredRule>> remove(
        AppId app, String id, @Nullable Integer replaces, String by) {
      throw new UnsupportedOperationException("Rules of tests are given.");
    }

    @Override
    public Outcome<Preview> preview(AppId app, Rule rule, Duration back, Progress progress) {
      throw new UnsupportedOperationException("Rules of tests are given.");
    }
  }

  /** Not annotated as a configuration, so that no scan of a whole server finds it. */
  @EnableTransactionManagement
  @ComponentScan(basePackageClasses = {Apps.class, TelemetryStore.class, Telemetry.class})
  @ComponentScan(basePackageClasses = {AlertTimeline.class, Rollups.class})
  static class Parts {

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource() {
      return TestDatabase.migrated();
    }

    @Bean
    JdbcTemplate jdbcTemplate(DataSource source) {
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
    InstantSource time() {
      return CLOCK::get;
    }

    /** Whatever is read describes the templates of these tests. */
    @Bean
    @Primary
    ModelReader models() {
      return dtdl -> new Outcome.Done<>(TEMPLATES);
    }

    /** As if each group of {@link RandomHistories#GROUPS} were named by a rule. */
    @Bean
    GroupUses uses() {
      return app ->
          RandomHistories.GROUPS.keySet().stream()
              .map(group -> new GroupUses.Use(group, "rule", "rule", "A rule", true))
              .toList();
    }

    @Bean
    Ear ear() {
      return new Ear();
    }
  }

  /** Hears for the evaluation that runs. */
  static class Ear {
    @EventListener
    public void inside(RegistryChanged change) {
      Evaluation running = RUNNING.get();
      if (running != null) {
        running.mark(change);
      }
    }

    @TransactionalEventListener(fallbackExecution = true)
    public void after(RegistryChanged change) {
      Evaluation running = RUNNING.get();
      if (running != null) {
        running.on(change);
      }
    }
  }
}
