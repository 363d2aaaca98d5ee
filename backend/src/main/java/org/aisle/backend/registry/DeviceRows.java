package org.aisle.backend.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.wire.PropertyReport;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The tables {@code aisle.device} and {@code aisle.device_property}. */
@Repository
class DeviceRows implements ReportedProperties {

  private static final JsonMapper JSON = new JsonMapper();

  private static final String DEVICE =
      """
      select d.*, pb.place, p.properties
      from aisle.device d
      left join aisle.device_binding db
        on db.app = d.app and db.device = d.id
        and db.bound_from <= :now and (db.bound_to is null or db.bound_to > :now)
      left join aisle.place_binding pb
        on pb.app = d.app and pb.asset = db.asset
        and pb.bound_from <= :now and (pb.bound_to is null or pb.bound_to > :now)
      left join (select app, device, jsonb_object_agg(path, value)::text as properties
                 from aisle.device_property where app = :app group by app, device) p
        on p.app = d.app and p.device = d.id
      where d.app = :app
      """;

  /** What a gateway needs beside the template: who it is and whom to believe. */
  record Entry(
      Dtmi template,
      String dtdl,
      boolean enabled,
      boolean gateway,
      @Nullable String via,
      boolean servesApp,
      DeviceSecret secret) {}

  private final JdbcClient jdbc;
  private final PropertyHistory history;
  private final ApplicationEventPublisher events;
  private final InstantSource time;

  DeviceRows(
      JdbcClient jdbc,
      PropertyHistory history,
      ApplicationEventPublisher events,
      InstantSource time) {
    this.jdbc = jdbc;
    this.history = history;
    this.events = events;
    this.time = time;
  }

  /** Where a device is attached is asked as of this moment. */
  OffsetDateTime now() {
    return time.instant().atOffset(ZoneOffset.UTC);
  }

  boolean appExists(AppId app) {
    return jdbc.sql("select 1 from aisle.app where id = :app")
        .param("app", app.value())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  List<Device> find(AppId app, @Nullable String text, @Nullable Dtmi template) {
    return jdbc.sql(
            DEVICE
                + """
                and (:template::text is null or d.template = :template)
                and (:text::text is null or strpos(lower(d.id), :text) > 0
                     or strpos(lower(d.name), :text) > 0 or strpos(lower(pb.place), :text) > 0)
                order by d.id
                """)
        .param("app", app.value())
        .param("now", now())
        .param("template", template == null ? null : template.value())
        .param("text", text == null ? null : text.strip().toLowerCase(java.util.Locale.ROOT))
        .query((row, number) -> device(app, row))
        .list();
  }

  /** These, by id. */
  List<Device> find(AppId app, List<String> ids) {
    return ids.isEmpty()
        ? List.of()
        : jdbc.sql(DEVICE + "and d.id = any(:ids) order by d.id")
            .param("app", app.value())
            .param("now", now())
            .param("ids", ids.toArray(new String[0]))
            .query((row, number) -> device(app, row))
            .list();
  }

  Optional<Device> find(DeviceRef ref) {
    return jdbc.sql(
            DEVICE.replace(
                    "where app = :app group by", "where app = :app and device = :id group by")
                + "and d.id = :id")
        .param("app", ref.app().value())
        .param("now", now())
        .param("id", ref.device().value())
        .query((row, number) -> device(ref.app(), row))
        .optional();
  }

  /**
   * What gateways need to know of devices.
   *
   * @param app the one app, or null for all of them
   * @param ids the devices of that app, or empty for all of them
   */
  Map<DeviceRef, Entry> entries(@Nullable AppId app, Collection<String> ids) {
    String one = app == null ? null : app.value();
    Map<List<String>, String> models = new HashMap<>();
    jdbc.sql(
            """
            select app, id, dtdl from aisle.device_template
            where :app::text is null or app = :app
            """)
        .param("app", one)
        .query(
            row -> {
              models.put(List.of(row.getString("app"), row.getString("id")), row.getString("dtdl"));
            });
    Map<DeviceRef, Entry> entries = new HashMap<>();
    jdbc.sql(
            """
            select app, id, template, enabled, gateway, via, serves_app, salt, hash
            from aisle.device
            where (:app::text is null or app = :app) and (:every or id in (:ids))
            """)
        .param("app", one)
        .param("every", ids.isEmpty())
        .param("ids", ids.isEmpty() ? List.of("") : ids)
        .query(
            row -> {
              String dtdl = models.get(List.of(row.getString("app"), row.getString("template")));
              if (dtdl != null) {
                entries.put(
                    DeviceRef.of(row.getString("app"), row.getString("id")),
                    new Entry(
                        new Dtmi(row.getString("template")),
                        dtdl,
                        row.getBoolean("enabled"),
                        row.getBoolean("gateway"),
                        row.getString("via"),
                        row.getBoolean("serves_app"),
                        new DeviceSecret(row.getBytes("salt"), row.getBytes("hash"))));
              }
            });
    return entries;
  }

  /** False when the device exists. */
  boolean insert(
      DeviceRef ref,
      String name,
      Dtmi template,
      NewDevice request,
      DeviceSecret secret,
      Instant at) {
    return jdbc.sql(
                """
                insert into aisle.device
                  (app, id, name, template, gateway, via, simulated, created_at, salt, hash)
                values (:app, :id, :name, :template, :gateway, :via, :simulated, :at, :salt, :hash)
                on conflict do nothing
                """)
            .param("app", ref.app().value())
            .param("id", ref.device().value())
            .param("name", name)
            .param("template", template.value())
            .param("gateway", request.gateway())
            .param("via", request.via())
            .param("simulated", request.simulated())
            .param("at", at.atOffset(ZoneOffset.UTC))
            .param("salt", secret.salt())
            .param("hash", secret.hash())
            .update()
        == 1;
  }

  /** The device as it is, kept from changing until the transaction ends. */
  Optional<Device> lock(DeviceRef ref) {
    jdbc.sql("select 1 from aisle.device where app = :app and id = :id for update")
        .param("app", ref.app().value())
        .param("id", ref.device().value())
        .query(Integer.class)
        .list();
    return find(ref);
  }

  void setSecret(DeviceRef ref, DeviceSecret secret) {
    jdbc.sql("update aisle.device set salt = :salt, hash = :hash where app = :app and id = :id")
        .param("salt", secret.salt())
        .param("hash", secret.hash())
        .param("app", ref.app().value())
        .param("id", ref.device().value())
        .update();
  }

  void change(DeviceRef ref, String name, Dtmi template, boolean enabled) {
    jdbc.sql(
            """
            update aisle.device set name = :name, template = :template, enabled = :enabled
            where app = :app and id = :id
            """)
        .param("name", name)
        .param("template", template.value())
        .param("enabled", enabled)
        .param("app", ref.app().value())
        .param("id", ref.device().value())
        .update();
  }

  /**
   * Sets values from the cloud side; they win over everything reported before.
   *
   * @return from when on a property is different; null when none is
   */
  @Nullable Instant setProperties(DeviceRef ref, Map<String, String> properties, Instant at) {
    Instant since = null;
    for (Map.Entry<String, String> property : properties.entrySet()) {
      Instant from =
          jdbc.sql(
                  """
                  insert into aisle.device_property as p (app, device, path, value, observed_at)
                  values (:app, :device, :path, :value, :at)
                  on conflict (app, device, path) do update
                  set value = excluded.value,
                      observed_at = greatest(excluded.observed_at,
                                             p.observed_at + interval '1 microsecond')
                  returning observed_at
                  """)
              .param("app", ref.app().value())
              .param("device", ref.device().value())
              .param("path", property.getKey())
              .param("value", property.getValue())
              .param("at", at.atOffset(ZoneOffset.UTC))
              .query((row, number) -> row.getObject(1, OffsetDateTime.class).toInstant())
              .single();
      Instant changed = history.keep(ref, property.getKey(), from, property.getValue());
      since = PropertyHistory.earlier(since, changed);
    }
    return since;
  }

  @Override
  public void keep(List<PropertyReport> reports) {
    List<PropertyReport> ordered =
        reports.stream()
            .sorted(
                java.util.Comparator.comparing(PropertyReport::device)
                    .thenComparing(PropertyReport::property))
            .toList();
    for (PropertyReport report : ordered) {
      int changed =
          jdbc.sql(
                  """
                  insert into aisle.device_property as p (app, device, path, value, observed_at)
                  select :app, :device, :path, :value, :at
                  from aisle.device where app = :app and id = :device
                  on conflict (app, device, path) do update
                  set value = excluded.value, observed_at = excluded.observed_at
                  where (excluded.observed_at, excluded.value collate "C")
                        > (p.observed_at, p.value collate "C")
                  """)
              .param("app", report.device().app().value())
              .param("device", report.device().device().value())
              .param("path", report.property())
              .param("value", PropertyText.of(report.value()))
              .param("at", report.observedAt().atOffset(ZoneOffset.UTC))
              .update();
      DeviceRef device = report.device();
      Instant since =
          history.keep(
              device, report.property(), report.observedAt(), PropertyText.of(report.value()));
      if (changed > 0 || since != null) {
        events.publishEvent(new RegistryChanged(device.app(), device.device(), since));
      }
    }
  }

  boolean remove(DeviceRef ref) {
    return jdbc.sql("delete from aisle.device where app = :app and id = :id")
            .param("app", ref.app().value())
            .param("id", ref.device().value())
            .update()
        == 1;
  }

  private static Device device(AppId app, ResultSet row) throws SQLException {
    String properties = row.getString("properties");
    return new Device(
        DeviceRef.of(app.value(), row.getString("id")),
        row.getString("name"),
        new Dtmi(row.getString("template")),
        row.getBoolean("enabled"),
        row.getBoolean("gateway"),
        row.getString("via"),
        row.getString("place"),
        properties == null
            ? new HashMap<>()
            : JSON.readValue(properties, new TypeReference<Map<String, String>>() {}),
        row.getBoolean("simulated"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
