package org.aisle.backend.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.timeseries.TelemetryTables;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/** Apps in {@code aisle.app}. */
@Repository
class JdbcApps implements Apps {

  private static final Duration LEAST_RETENTION = Duration.ofHours(1);
  private static final Duration MOST_RETENTION = Duration.ofDays(36_525);

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final TelemetryTables tables;
  private final AppGallery gallery;
  private final AppContents contents;
  private final ApplicationEventPublisher events;
  private final InstantSource time;

  JdbcApps(
      JdbcClient jdbc,
      TransactionOperations transactions,
      TelemetryTables tables,
      AppGallery gallery,
      AppContents contents,
      ApplicationEventPublisher events,
      InstantSource time) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.tables = tables;
    this.gallery = gallery;
    this.contents = contents;
    this.events = events;
    this.time = time;
  }

  @Override
  public List<App> all() {
    return jdbc.sql("select * from aisle.app order by created_at, id")
        .query((row, number) -> app(row))
        .list();
  }

  @Override
  public Optional<App> find(AppId id) {
    return jdbc.sql("select * from aisle.app where id = :id")
        .param("id", id.value())
        .query((row, number) -> app(row))
        .optional();
  }

  @Override
  public Outcome<App> create(String id, String name, @Nullable String templateId) {
    Problems problems = checked(id, name);
    Optional<AppTemplate> template = template(templateId, problems);
    return problems.none()
        ? create(new AppId(id), name.strip(), template.orElse(null))
        : problems.refused();
  }

  /** The template of that id; that there is none goes to {@code problems}. */
  Optional<AppTemplate> template(@Nullable String templateId, Problems problems) {
    Optional<AppTemplate> template =
        templateId == null ? Optional.empty() : gallery.find(templateId);
    if (templateId != null && template.isEmpty()) {
      problems.add(
          "app-template.unknown",
          "There is no app template %s: use one of %s, or null for an empty app."
              .formatted(
                  Problems.quoted(templateId),
                  gallery.all().stream().map(AppTemplate::id).toList()));
    }
    return template;
  }

  @Override
  public Outcome<App> createFrom(String id, String name, AppTemplate template) {
    Problems problems = checked(id, name);
    return problems.none() ? create(new AppId(id), name.strip(), template) : problems.refused();
  }

  /** What is wrong with the id and the name of an app to be. */
  Problems checked(String id, String name) {
    Problems problems = new Problems();
    if (!AppId.isValid(id)) {
      problems.add(
          "app.id-invalid",
          "Give the app an id of 2 to 40 characters a-z, 0-9 or '-' that starts with a letter and"
              + " does not end in '-'.");
    } else if (find(new AppId(id)).isPresent()) {
      problems.add("app.exists", exists(id));
    }
    return problems.name("app.name-invalid", "app's name", name);
  }

  private Outcome<App> create(AppId id, String name, @Nullable AppTemplate template) {
    App app =
        new App(
            id,
            name,
            template == null ? null : template.id(),
            template == null ? ZoneOffset.UTC : template.zone(),
            null,
            time.instant().truncatedTo(ChronoUnit.MICROS));
    return transactions.execute(
        status -> {
          if (!insert(app)) {
            return Outcome.Refused.because("app.exists", exists(id.value()));
          }
          tables.createApp(id);
          if (template != null) {
            List<Problem> problems = contents.fill(id, template);
            if (!problems.isEmpty()) {
              status.setRollbackOnly();
              return new Outcome.Refused<>(problems);
            }
            events.publishEvent(new AppCreated(id, template));
          }
          events.publishEvent(new RegistryChanged(id, null));
          return new Outcome.Done<>(app);
        });
  }

  private boolean insert(App app) {
    return jdbc.sql(
                """
                insert into aisle.app (id, name, template, zone, created_at)
                values (:id, :name, :template, :zone, :at) on conflict do nothing
                """)
            .param("id", app.id().value())
            .param("name", app.name())
            .param("template", app.template())
            .param("zone", app.zone().getId())
            .param("at", app.createdAt().atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  @Override
  public boolean drop(AppId id) {
    return Boolean.TRUE.equals(
        transactions.execute(
            status -> {
              int dropped =
                  jdbc.sql("delete from aisle.app where id = :id").param("id", id.value()).update();
              if (dropped == 0) {
                return false;
              }
              tables.dropApp(id);
              events.publishEvent(new RegistryChanged(id, null));
              return true;
            }));
  }

  @Override
  public Outcome<App> retain(AppId id, @Nullable Duration retention) {
    if (retention != null
        && (retention.compareTo(LEAST_RETENTION) < 0 || retention.compareTo(MOST_RETENTION) > 0)) {
      return Outcome.Refused.because(
          "retention.invalid", "Keep readings for 1 hour to 100 years, or null for ever.");
    }
    return transactions.execute(
        status -> {
          jdbc.sql("update aisle.app set retention_seconds = :seconds where id = :id")
              .param("seconds", retention == null ? null : retention.toSeconds())
              .param("id", id.value())
              .update();
          events.publishEvent(new RegistryChanged(id, null));
          return found(id);
        });
  }

  @Override
  public Outcome<App> rename(AppId id, String name) {
    Problems problems = new Problems().name("app.name-invalid", "app's name", name);
    if (!problems.none()) {
      return problems.refused();
    }
    return transactions.execute(
        status -> {
          jdbc.sql("update aisle.app set name = :name where id = :id")
              .param("name", name.strip())
              .param("id", id.value())
              .update();
          events.publishEvent(new RegistryChanged(id, null));
          return found(id);
        });
  }

  private Outcome<App> found(AppId id) {
    return find(id)
        .<Outcome<App>>map(Outcome.Done::new)
        .orElseGet(
            () -> Outcome.Refused.because("app.unknown", "Create the app " + id + " first."));
  }

  @Override
  public List<Dashboard> dashboards(AppId id) {
    return contents.dashboards(id);
  }

  @Override
  public List<AppTemplate.DeviceGroup> groups(AppId id) {
    return contents.groups(id);
  }

  @Override
  public List<Organisation> organisations(AppId id) {
    return contents.organisations(id);
  }

  @Override
  public Optional<AppTemplate> origin(AppId id) {
    return contents.origin(id);
  }

  private static String exists(String id) {
    return "An app %s exists already: choose another id.".formatted(id);
  }

  private static App app(ResultSet row) throws SQLException {
    long seconds = row.getLong("retention_seconds");
    Duration retention = row.wasNull() ? null : Duration.ofSeconds(seconds);
    Instant created = row.getObject("created_at", OffsetDateTime.class).toInstant();
    return new App(
        new AppId(row.getString("id")),
        row.getString("name"),
        row.getString("template"),
        ZoneId.of(row.getString("zone")),
        retention,
        created);
  }
}
