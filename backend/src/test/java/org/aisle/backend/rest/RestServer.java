package org.aisle.backend.rest;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.aisle.backend.database.TestDatabase;
import org.aisle.backend.gateways.UplinkAddress;
import org.aisle.backend.notification.Destinations;
import org.aisle.backend.notification.TestDestinations;
import org.aisle.backend.query.Telemetry;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.rejections.Rejections;
import org.aisle.backend.rules.EvaluationProgress;
import org.aisle.backend.rules.KnownDestinations;
import org.aisle.backend.rules.WrittenPreviews;
import org.aisle.backend.timeseries.TelemetryTables;
import org.aisle.backend.timeseries.TestStore;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.Rejection;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/**
 * REST, registry and access over HTTP and PostgreSQL, with a history that a test writes itself. Not
 * annotated as a configuration, so that no scan of a whole server finds it.
 */
@EnableAutoConfiguration
@ComponentScan(
    basePackages = {
      "org.aisle.backend.rest",
      "org.aisle.backend.registry",
      "org.aisle.backend.exchange",
      "org.aisle.backend.gateways",
      "org.aisle.backend.imports",
      "org.aisle.backend.models",
      "org.aisle.backend.alerts",
      "org.aisle.backend.report",
      "org.aisle.backend.access",
      "org.aisle.backend.app"
    },
    excludeFilters =
        @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*BackendApplication.*"))
@ComponentScan(
    basePackages = "org.aisle.backend.rules",
    useDefaultFilters = false,
    includeFilters =
        @ComponentScan.Filter(
            type = FilterType.REGEX,
            pattern =
                ".*rules\\.(JdbcRules|RuleRows|RuleGroups|RuleGroupUses|RuleChecks|RuleAnnouncements"
                    + "|StoredRuleForecast|RulePlaceUses)"))
@Import(WrittenPreviews.class)
class RestServer {

  static final Path DATA = folder();

  private static Path folder() {
    try {
      return Files.createTempDirectory("aisle-rest");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Bean(destroyMethod = "close")
  HikariDataSource dataSource() {
    return TestDatabase.migrated();
  }

  @Bean
  TelemetryTables tables(DataSource source) {
    return TestStore.on(source).tables();
  }

  @Bean
  Destinations destinations(DataSource source, Apps apps, InstantSource time) {
    return TestDestinations.on(source, apps, time);
  }

  @Bean
  KnownDestinations knownDestinations(Destinations destinations) {
    return TestDestinations.known(destinations);
  }

  @Bean
  UplinkAddress uplinkAddress() {
    return host -> "tcp://" + host + ":1883";
  }

  @Bean
  WrittenHistory history() {
    return new WrittenHistory();
  }

  /** Nothing is evaluated here, so nothing is behind. */
  @Bean
  EvaluationProgress progress() {
    return new EvaluationProgress() {
      @Override
      public <T> T ask(DeviceRef device, String table, Question<T> question) {
        return question.answer(null);
      }
    };
  }

  @Bean
  WrittenRejections rejections() {
    return new WrittenRejections();
  }

  /** A history in memory. */
  static final class WrittenHistory implements Telemetry {
    final Map<DeviceRef, List<Row>> rows = new ConcurrentHashMap<>();

    @Override
    public Optional<Latest> latest(DeviceRef device) {
      return Optional.ofNullable(rows.get(device))
          .map(List::getLast)
          .map(
              r ->
                  new Latest(
                      device,
                      r.observedAt(),
                      r.receivedAt(),
                      r.values(),
                      new TreeMap<>(),
                      r.extra()));
    }

    @Override
    public List<Latest> fleetLatest(AppId app, @Nullable Dtmi template) {
      return rows.keySet().stream()
          .filter(ref -> ref.app().equals(app))
          .flatMap(ref -> latest(ref).stream())
          .toList();
    }

    @Override
    public List<Row> rows(DeviceRef device, TimeRange range, List<String> fields, int limit) {
      return rows.getOrDefault(device, List.of()).stream()
          .filter(
              r -> !r.observedAt().isBefore(range.from()) && r.observedAt().isBefore(range.to()))
          .limit(limit)
          .toList();
    }

    @Override
    public List<Row> newest(DeviceRef device, int limit) {
      return rows.getOrDefault(device, List.of()).reversed().stream().limit(limit).toList();
    }

    @Override
    public Map<String, List<Bucket>> buckets(
        DeviceRef device, TimeRange range, List<String> fields, Duration interval) {
      Instant start = range.from();
      return Map.of(
          fields.getFirst(),
          List.of(
              new Bucket(start, 1, 9, 5, 20, 4, 2, 8),
              new Bucket(start.plus(interval.multipliedBy(3)), 1, 1, 1, 1, 1, 1, 1)));
    }

    @Override
    public Map<String, List<Point>> series(
        DeviceRef device, TimeRange range, List<String> fields, int points) {
      return Map.of();
    }

    @Override
    public Map<String, List<Point>> groupSeries(
        AppId app,
        Map<String, List<DeviceRef>> groups,
        TimeRange range,
        String field,
        Aggregate aggregate,
        int points) {
      return Map.of();
    }

    @Override
    public List<Stretch> states(DeviceRef device, TimeRange range, String field) {
      return List.of();
    }
  }

  /** Rejections in memory. */
  static final class WrittenRejections implements Rejections {
    final Map<DeviceRef, List<Rejection>> kept = new ConcurrentHashMap<>();

    @Override
    public List<Rejection> of(DeviceRef device, int limit) {
      return kept.getOrDefault(device, List.of()).stream().limit(limit).toList();
    }

    @Override
    public List<Rejection> of(AppId app, int limit) {
      return kept.entrySet().stream()
          .filter(e -> e.getKey().app().equals(app))
          .flatMap(e -> e.getValue().stream())
          .limit(limit)
          .toList();
    }

    @Override
    public List<Rejection> homeless(int limit) {
      return List.of();
    }

    @Override
    public long count(AppId app) {
      return of(app, Integer.MAX_VALUE).size();
    }
  }
}
