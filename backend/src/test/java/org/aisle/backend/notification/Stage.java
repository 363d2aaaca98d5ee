package org.aisle.backend.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.aisle.backend.alerts.Alert;
import org.aisle.backend.alerts.Alert.Silence;
import org.aisle.backend.alerts.AlertNotes;
import org.aisle.backend.alerts.AlertQuery;
import org.aisle.backend.alerts.AlertTimeline;
import org.aisle.backend.alerts.Alerts;
import org.aisle.backend.alerts.Judgement;
import org.aisle.backend.database.TestDatabase;
import org.aisle.backend.evaluation.ActiveRule;
import org.aisle.backend.evaluation.Occurrence;
import org.aisle.backend.evaluation.Occurrence.Clearing;
import org.aisle.backend.evaluation.Occurrence.Evidence;
import org.aisle.backend.evaluation.Occurrence.Step;
import org.aisle.backend.evaluation.Sample;
import org.aisle.backend.notification.Destination.Channel;
import org.aisle.backend.notification.NotificationSettings.Smtp;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.rules.Rules;
import org.aisle.backend.rules.StoredRule;
import org.aisle.backend.timeseries.TelemetryTables;
import org.aisle.backend.timeseries.TestStore;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Value;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.Rule.Notification;
import org.aisle.templates.rule.RuleFault;
import org.aisle.templates.rule.Severity;
import org.aisle.templates.rule.Trigger;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Alerts as they are kept, rules in memory, a clock that the test moves, and an HTTP server that
 * takes what is told. Steps are taken by the test: nothing happens by itself.
 */
final class Stage implements AutoCloseable {

  static final AppId APP = new AppId("shop");

  /** A Friday, an hour later in the app's zone. */
  static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private static final JsonMapper JSON = new JsonMapper();

  /** What arrived. */
  record Received(String path, Map<String, String> headers, String body) {
    JsonNode json() {
      return JSON.readTree(body);
    }

    /** "raised 17", of digests joined by a comma. */
    String summary() {
      JsonNode alerts = json().path("alerts");
      if (alerts.isMissingNode()) {
        return summary(json());
      }
      List<String> all = new java.util.ArrayList<>();
      alerts.forEach(one -> all.add(summary(one)));
      return String.join(", ", all);
    }

    private static String summary(JsonNode one) {
      return one.path("alert").path("event").stringValue()
          + " "
          + one.path("device").path("id").stringValue();
    }
  }

  final AtomicReference<Instant> clock = new AtomicReference<>(NOON);
  final List<Received> received = new CopyOnWriteArrayList<>();
  final Semaphore arrival = new Semaphore(0);
  final Map<String, Integer> answers = new ConcurrentHashMap<>();
  final AtomicReference<@Nullable Smtp> smtp = new AtomicReference<>();
  final HikariDataSource database = TestDatabase.migrated();
  final JdbcTemplate jdbc = new JdbcTemplate(database);
  final WrittenRules rules = new WrittenRules();
  private final HttpServer server;
  private AnnotationConfigApplicationContext context;

  Stage() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
          exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
          String path = exchange.getRequestURI().getPath();
          int status = answers.getOrDefault(path, 200);
          if (status < 300) {
            received.add(new Received(path, headers, new String(body, StandardCharsets.UTF_8)));
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
          arrival.release();
        });
    server.start();
    context = begin();
    reset();
  }

  /** As it was in the beginning. */
  void reset() {
    clock.set(NOON);
    answers.clear();
    rules.policy.set(Notification.NOBODY);
    jdbc.update("delete from aisle.app");
    received.clear();
    arrival.drainPermits();
    jdbc.update(
        "insert into aisle.app (id, name, zone, created_at) values ('shop', 'Shop', 'Europe/Berlin', now())");
    jdbc.update(
        """
        insert into aisle.device_template (app, id, dtdl, published_at)
        values ('shop', 'dtmi:test:Mug;1', '{}', now())
        """);
  }

  private AnnotationConfigApplicationContext begin() {
    var fresh = new AnnotationConfigApplicationContext();
    fresh.registerBean(Stage.class, () -> this, definition -> definition.setDestroyMethodName(""));
    fresh.register(Parts.class);
    fresh.refresh();
    return fresh;
  }

  /** Another process on the same database. */
  void restart() {
    context.close();
    context = begin();
  }

  <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  Destinations destinations() {
    return get(Destinations.class);
  }

  Alerts alerts() {
    return get(Alerts.class);
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** A webhook of that name; returns its secret. */
  @Nullable String webhook(String id) {
    return put(new Destination(id, "To " + id, new Channel.Webhook(url(id))));
  }

  @Nullable String mail(String id, String... to) {
    return put(new Destination(id, "To " + id, new Channel.Mail(List.of(to))));
  }

  private @Nullable String put(Destination destination) {
    return switch (destinations().put(APP, destination)) {
      case Outcome.Done<Destinations.Saved>(var saved) -> saved.secret();
      case Outcome.Refused<Destinations.Saved>(var problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  String url(String path) {
    return "http://127.0.0.1:" + port() + "/" + path;
  }

  /** Everything that is due now is heard, and sent or failed. */
  void settle() throws InterruptedException {
    for (int i = 0; i < 50; i++) {
      while (get(Herald.class).listen()) {
        // there is more
      }
      if (send() == 0) {
        return;
      }
    }
  }

  /** What is due now is sent or failed, without listening; returns how many lanes set out. */
  int send() throws InterruptedException {
    Semaphore done = new Semaphore(0);
    int lanes = get(Courier.class).setOut(done::release);
    assertThat(done.tryAcquire(lanes, 60, TimeUnit.SECONDS)).isTrue();
    return lanes;
  }

  void pass(Duration time) throws InterruptedException {
    clock.updateAndGet(now -> now.plus(time));
    settle();
  }

  void until(String instant) throws InterruptedException {
    clock.set(Instant.parse(instant));
    settle();
  }

  /** What arrived since this was asked last. */
  List<String> heard() {
    List<String> all = received.stream().map(Received::summary).toList();
    received.clear();
    return all;
  }

  DeviceRef device(String id) {
    jdbc.update(
        """
        insert into aisle.device
          (app, id, name, template, gateway, simulated, created_at, salt, hash)
        values ('shop', ?, ?, 'dtmi:test:Mug;1', false, false, now(), '', '')
        on conflict do nothing
        """,
        id,
        "Mug " + id);
    return DeviceRef.of("shop", id);
  }

  /** A warning that began five minutes before now and lasts. */
  Alert raise(String device) {
    return raise(device, Severity.WARNING, null, null, clock.get().minusSeconds(300), null);
  }

  Alert raise(
      String device,
      Severity severity,
      @Nullable Silence silence,
      Judgement.@Nullable Late late,
      Instant start,
      @Nullable Instant end) {
    judge(device, silence, late, occurrence(start, end, severity));
    return alert(device);
  }

  void judge(
      String device,
      @Nullable Silence silence,
      Judgement.@Nullable Late late,
      Occurrence... occurrences) {
    get(AlertTimeline.class)
        .judge(
            List.of(
                new Judgement(
                    device(device),
                    "warm",
                    "Too warm",
                    null,
                    List.of(occurrences),
                    silence,
                    late)));
  }

  /** The newest of the device. */
  Alert alert(String device) {
    return alerts()
        .find(
            APP,
            new AlertQuery(
                java.util.Set.of(),
                device(device).device(),
                null,
                null,
                null,
                null,
                null,
                null,
                true,
                true,
                0,
                10))
        .getFirst();
  }

  static Occurrence occurrence(Instant start, @Nullable Instant end, Severity... severities) {
    List<Step> steps = new java.util.ArrayList<>();
    Instant at = start;
    for (Severity severity : severities) {
      steps.add(new Step(at, severity));
      at = at.plusSeconds(60);
    }
    TreeMap<String, Value> values = new TreeMap<>();
    values.put("temperature", new Value.Num(9.5));
    return new Occurrence(
        "warm",
        1,
        start,
        start,
        end,
        end == null ? null : Clearing.CONDITION,
        steps,
        new Evidence(
            "It was warmer than 8 °C for <10 min>.",
            start,
            end == null ? start : end,
            11,
            List.of(),
            List.of(new Sample(start, values))));
  }

  void policy(Notification policy) {
    rules.policy.set(policy);
  }

  static Notification atOnce(String... to) {
    return new Notification(
        List.of(to), Duration.ZERO, null, null, Notification.Past.TELL, Duration.ofHours(6));
  }

  @Override
  public void close() {
    context.close();
    server.stop(0);
    database.close();
  }

  /** One rule, the policy of which a test sets. */
  static final class WrittenRules implements Rules {
    final AtomicReference<Notification> policy = new AtomicReference<>(Notification.NOBODY);

    @Override
    public List<StoredRule> all(AppId app) {
      return find(app, "warm").stream().toList();
    }

    @Override
    public Optional<StoredRule> find(AppId app, String id) {
      Rule rule =
          new Rule(
              id,
              "Too warm",
              null,
              "Mug",
              new TreeMap<>(),
              new Trigger.Threshold("temperature > 8.0", Duration.ofMinutes(10)),
              null,
              null,
              null,
              Severity.WARNING,
              List.of(),
              Rule.USUAL_GAP,
              policy.get(),
              true);
      return Optional.of(new StoredRule(new ActiveRule(rule, 1, null), "a", NOON, List.of()));
    }

    @Override
    public List<RuleFault> check(AppId app, Rule rule) {
      return List.of();
    }

    @Override
    public Outcome<StoredRule> put(
        AppId app,
        Rule rule,
        @org.jspecify.annotations.Nullable Integer replaces,
        @org.jspecify.annotations.Nullable Instant since,
        String by) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Outcome<StoredRule>> remove(
        AppId app, String id, @org.jspecify.annotations.Nullable Integer replaces, String by) {
      return Optional.empty();
    }

    @Override
    public Outcome<Preview> preview(AppId app, Rule rule, Duration back, Progress progress) {
      throw new UnsupportedOperationException();
    }
  }

  /** Not annotated as a configuration, so that no scan of a whole server finds it. */
  @EnableTransactionManagement
  @ComponentScan(
      basePackageClasses = Destinations.class,
      excludeFilters =
          @ComponentScan.Filter(
              type = FilterType.ASSIGNABLE_TYPE,
              classes = {NotificationConfiguration.class, Parts.class}))
  @ComponentScan(basePackageClasses = Alerts.class)
  @ComponentScan(basePackageClasses = Apps.class)
  @ComponentScan(basePackages = "org.aisle.backend.access")
  static class Parts {

    @Bean(destroyMethod = "")
    HikariDataSource dataSource(Stage stage) {
      return stage.database;
    }

    @Bean
    JdbcClient jdbc(DataSource source) {
      return JdbcClient.create(source);
    }

    @Bean
    JdbcTemplate template(DataSource source) {
      return new JdbcTemplate(source);
    }

    @Bean
    JdbcTransactionManager transactionManager(DataSource source) {
      return new JdbcTransactionManager(source);
    }

    @Bean
    TransactionTemplate transactions(JdbcTransactionManager manager) {
      return new TransactionTemplate(manager);
    }

    @Bean
    InstantSource time(Stage stage) {
      return stage.clock::get;
    }

    @Bean
    TelemetryTables tables(DataSource source) {
      return TestStore.on(source).tables();
    }

    @Bean
    Rules rules(Stage stage) {
      return stage.rules;
    }

    @Bean
    GuardedHttp http(InstantSource time) {
      return new GuardedHttp(
          OutboundGuard.of(List.of("127.0.0.1")),
          InetAddress::getAllByName,
          time,
          Duration.ofSeconds(3));
    }

    @Bean
    Channels channels(Stage stage, GuardedHttp http) {
      Wording wording = new Wording(null);
      WebhookBody bodies = new WebhookBody(wording, null);
      return new Channels(
          new Mails(stage.smtp.get(), wording), new Webhooks(http, bodies), bodies, null);
    }

    @Bean
    Courier courier(
        DispatchQueue queue,
        Outbox outbox,
        JdbcDestinations destinations,
        Channels channels,
        Courier.Look look,
        InstantSource time) {
      return new Courier(queue, outbox, destinations, channels, look, time);
    }

    @Bean
    Courier.Look look(Alerts alerts, AlertNotes notes, Rules rules) {
      return new Courier.Look(alerts, notes, rules);
    }
  }

  static <T> T done(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome.Refused<T>(var problems) -> throw new AssertionError(problems.toString());
    };
  }

  static <T> String refused(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> throw new AssertionError(String.valueOf(value));
      case Outcome.Refused<T>(var problems) -> problems.getFirst().code();
    };
  }
}
