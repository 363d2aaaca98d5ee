package org.aisle.backend.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.directory.DirectorySnapshot.Member;
import org.aisle.templates.directory.SaltedHash;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/** Who speaks for whom, in {@code aisle.device}. */
@Repository
class JdbcServedDevices implements ServedDevices {

  /** Devices reached from a gateway over {@code via}, through gateways behind it as well. */
  private static final String BEHIND =
      """
      with recursive behind (id, step) as (
        select :gateway::text, 0
        union
        select d.id, b.step + 1 from aisle.device d join behind b on d.via = b.id
        where d.app = :app and b.step < 8)
      """;

  private final JdbcClient jdbc;
  private final DeviceRows rows;
  private final TransactionOperations transactions;
  private final ApplicationEventPublisher events;

  JdbcServedDevices(
      JdbcClient jdbc,
      DeviceRows rows,
      TransactionOperations transactions,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.transactions = transactions;
    this.events = events;
  }

  @Override
  public boolean servesApp(DeviceRef gateway) {
    return jdbc.sql("select serves_app from aisle.device where app = :app and id = :id")
        .param("app", gateway.app().value())
        .param("id", gateway.device().value())
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  @Override
  public Outcome<Device> serveApp(DeviceRef gateway, boolean wholeApp) {
    return transactions.execute(
        status -> {
          Optional<Device> device = rows.lock(gateway);
          if (device.isEmpty() || !device.get().gateway()) {
            return noGateway(gateway.device().value());
          }
          jdbc.sql("update aisle.device set serves_app = :whole where app = :app and id = :id")
              .param("whole", wholeApp)
              .param("app", gateway.app().value())
              .param("id", gateway.device().value())
              .update();
          events.publishEvent(new RegistryChanged(gateway.app(), gateway.device()));
          return new Outcome.Done<>(device.get());
        });
  }

  @Override
  public Outcome<Device> assign(DeviceRef device, @Nullable String gateway) {
    return transactions.execute(
        status -> {
          if (rows.lock(device).isEmpty()) {
            return Outcome.Refused.because(
                "device.unknown", "There is no device %s: register it first.".formatted(device));
          }
          if (gateway != null) {
            Optional<Device> speaker =
                DeviceId.isValid(gateway)
                    ? rows.find(new DeviceRef(device.app(), new DeviceId(gateway)))
                    : Optional.empty();
            if (speaker.isEmpty() || !speaker.get().gateway()) {
              return noGateway(gateway);
            }
            if (behind(device).contains(gateway)) {
              return Outcome.Refused.because(
                  "gateway.circle",
                  "%s speaks for %s already: a gateway can't be behind one that is behind it."
                      .formatted(device.device(), gateway));
            }
          }
          jdbc.sql("update aisle.device set via = :via where app = :app and id = :id")
              .param("via", gateway)
              .param("app", device.app().value())
              .param("id", device.device().value())
              .update();
          events.publishEvent(new RegistryChanged(device.app(), device.device()));
          return new Outcome.Done<>(rows.find(device).orElseThrow());
        });
  }

  private static <T> Outcome<T> noGateway(String id) {
    return Outcome.Refused.because(
        "gateway.unknown",
        "There is no gateway %s: add it under Gateways first.".formatted(Problems.quoted(id)));
  }

  private List<String> behind(DeviceRef gateway) {
    return jdbc.sql(BEHIND + "select distinct id from behind")
        .param("app", gateway.app().value())
        .param("gateway", gateway.device().value())
        .query((row, number) -> row.getString("id"))
        .list();
  }

  @Override
  public Served of(DeviceRef gateway) {
    boolean wholeApp = servesApp(gateway);
    List<Member> members =
        jdbc.sql(
                BEHIND
                    + """
                    select id, template, enabled, gateway, via, salt, hash from aisle.device
                    where app = :app and (:whole or id in (select id from behind))
                    """)
            .param("app", gateway.app().value())
            .param("gateway", gateway.device().value())
            .param("whole", wholeApp)
            .query(
                (row, number) ->
                    new Member(
                        new DeviceId(row.getString("id")),
                        new Dtmi(row.getString("template")),
                        row.getBoolean("enabled"),
                        row.getBoolean("gateway"),
                        row.getString("via"),
                        new SaltedHash(row.getBytes("salt"), row.getBytes("hash"))))
            .list();
    SortedMap<String, String> models = models(gateway.app(), members);
    List<Member> known = new ArrayList<>(members);
    known.removeIf(member -> !models.containsKey(member.template().value()));
    return new Served(wholeApp, models, known);
  }

  private SortedMap<String, String> models(AppId app, Collection<Member> members) {
    TreeSet<String> wanted = new TreeSet<>();
    members.forEach(member -> wanted.add(member.template().value()));
    SortedMap<String, String> models = new TreeMap<>();
    jdbc.sql("select id, dtdl from aisle.device_template where app = :app and id = any(:ids)")
        .param("app", app.value())
        .param("ids", wanted.toArray(new String[0]))
        .query(
            row -> {
              models.put(row.getString("id"), row.getString("dtdl"));
            });
    return models;
  }
}
