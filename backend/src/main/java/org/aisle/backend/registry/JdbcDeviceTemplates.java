package org.aisle.backend.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aisle.backend.timeseries.TelemetryTables;
import org.aisle.backend.timeseries.TelemetryTables.Extension;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.identity.AppId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/** Published device templates in {@code aisle.device_template}, their tables beside them. */
@Repository
class JdbcDeviceTemplates implements DeviceTemplates {

  /** The longest document, in characters. */
  static final int DTDL_LENGTH = 1_000_000;

  /** The columns a table may have: a row of doubles must fit one 8 KiB page of PostgreSQL. */
  static final int COLUMNS = 800;

  private static final Comparator<DeviceTemplate> NEWEST_LAST =
      Comparator.<DeviceTemplate, String>comparing(t -> t.id().line())
          .thenComparing(DeviceTemplate::id, JdbcDeviceTemplates::compareVersions);

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final TelemetryTables tables;
  private final ReadTemplates templates;
  private final ApplicationEventPublisher events;
  private final InstantSource time;

  JdbcDeviceTemplates(
      JdbcClient jdbc,
      TransactionOperations transactions,
      TelemetryTables tables,
      ReadTemplates templates,
      ApplicationEventPublisher events,
      InstantSource time) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.tables = tables;
    this.templates = templates;
    this.events = events;
    this.time = time;
  }

  @Override
  public List<DeviceTemplate> all(AppId app) {
    return jdbc
        .sql("select id, dtdl from aisle.device_template where app = :app")
        .param("app", app.value())
        .query(this::template)
        .list()
        .stream()
        .sorted(NEWEST_LAST)
        .toList();
  }

  @Override
  public Optional<DeviceTemplate> find(AppId app, Dtmi id) {
    return jdbc.sql("select id, dtdl from aisle.device_template where app = :app and id = :id")
        .param("app", app.value())
        .param("id", id.value())
        .query(this::template)
        .optional();
  }

  @Override
  public Optional<DeviceTemplate> resolve(AppId app, String name) {
    if (Dtmi.isValid(name)) {
      return find(app, new Dtmi(name));
    }
    return all(app).stream()
        .filter(t -> t.id().lastSegment().equals(name))
        .reduce((older, newer) -> newer);
  }

  @Override
  public Outcome<List<DeviceTemplate>> publish(AppId app, String dtdl) {
    if (dtdl.length() > DTDL_LENGTH) {
      return Outcome.Refused.because(
          "template.too-large",
          "Shorten the model to %,d characters or split it.".formatted(DTDL_LENGTH));
    }
    return switch (templates.read(dtdl)) {
      case Outcome.Refused<List<DeviceTemplate>> refused -> refused;
      case Outcome.Done<List<DeviceTemplate>>(var read) -> publish(app, read);
    };
  }

  /** Publishes all of them or none; takes part in the caller's transaction. */
  Outcome<List<DeviceTemplate>> publish(AppId app, List<DeviceTemplate> read) {
    return transactions.execute(
        status -> {
          if (!lock(app)) {
            return Outcome.Refused.because("app.unknown", "Create the app " + app + " first.");
          }
          Problems problems = new Problems();
          for (DeviceTemplate template : read) {
            publish(app, template, problems);
          }
          if (problems.none()) {
            events.publishEvent(new RegistryChanged(app, null));
            return new Outcome.Done<>(read);
          }
          status.setRollbackOnly();
          return problems.refused();
        });
  }

  private void publish(AppId app, DeviceTemplate template, Problems problems) {
    List<DeviceTemplate> existing = all(app);
    Optional<DeviceTemplate> same =
        existing.stream().filter(t -> t.id().equals(template.id())).findFirst();
    if (same.isPresent()) {
      if (!content(same.get()).equals(content(template))) {
        problems.add(
            "template.version-exists",
            "%s is published with other content, and a version never changes: raise the version to %s;%d."
                .formatted(template.id(), template.id().line(), nextVersion(existing, template)));
      }
      return;
    }
    List<DeviceTemplate> sharing =
        existing.stream().filter(t -> t.table().equals(template.table())).toList();
    Optional<DeviceTemplate> foreign =
        existing.stream()
            .filter(t -> !t.id().line().equals(template.id().line()))
            .filter(t -> !Collections.disjoint(tables(t), tables(template)))
            .findFirst();
    if (foreign.isPresent()) {
      problems.add(
          "template.name-taken",
          "The table %s belongs to %s: end the new model's id in another name than %s."
              .formatted(template.table(), foreign.get().id(), template.id().lastSegment()));
      return;
    }
    if (columns(sharing, template).size() > COLUMNS) {
      problems.add(
          "template.too-many-fields",
          "A device template's table has at most %d columns over all versions: split %s."
              .formatted(COLUMNS, template.id()));
      return;
    }
    switch (tables.extend(app, template)) {
      case Extension.Ready ready -> insert(app, template);
      case Extension.Conflict(String column, String was, String wanted) ->
          problems.add(
              "template.column-conflict",
              "The column %s of the table %s holds %s and can't hold %s as well: give the field of %s another name."
                  .formatted(column, template.table(), was, wanted, template.id()));
    }
  }

  private static List<String> tables(DeviceTemplate template) {
    return List.of(template.table(), template.derivedTable());
  }

  private void insert(AppId app, DeviceTemplate template) {
    jdbc.sql(
            """
            insert into aisle.device_template (app, id, dtdl, published_at)
            values (:app, :id, :dtdl, :at)
            """)
        .param("app", app.value())
        .param("id", template.id().value())
        .param("dtdl", template.dtdl())
        .param("at", time.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  private boolean lock(AppId app) {
    return jdbc.sql("select id from aisle.app where id = :app for update")
        .param("app", app.value())
        .query(String.class)
        .optional()
        .isPresent();
  }

  private DeviceTemplate template(ResultSet row, int number) throws SQLException {
    return templates.template(new Dtmi(row.getString("id")), row.getString("dtdl"));
  }

  private static Set<String> columns(List<DeviceTemplate> versions, DeviceTemplate added) {
    Set<String> names = new HashSet<>();
    List<DeviceTemplate> all = new ArrayList<>(versions);
    all.add(added);
    all.forEach(t -> t.fields().forEach(f -> f.columns().forEach(c -> names.add(c.name()))));
    return names;
  }

  /** Everything but the text it was read from, whose layout says nothing. */
  private static DeviceTemplate content(DeviceTemplate t) {
    return new DeviceTemplate(
        t.id(),
        t.displayName(),
        t.description(),
        t.telemetry(),
        t.derived(),
        t.promises(),
        t.properties(),
        t.commands(),
        t.relationships(),
        "");
  }

  private static long nextVersion(List<DeviceTemplate> existing, DeviceTemplate template) {
    return existing.stream()
            .filter(t -> t.id().line().equals(template.id().line()))
            .mapToLong(t -> version(t.id())[0])
            .max()
            .orElse(0)
        + 1;
  }

  private static int compareVersions(Dtmi a, Dtmi b) {
    return java.util.Arrays.compare(version(a), version(b));
  }

  private static long[] version(Dtmi id) {
    return java.util.Arrays.stream(id.version().split("\\.")).mapToLong(Long::parseLong).toArray();
  }
}
