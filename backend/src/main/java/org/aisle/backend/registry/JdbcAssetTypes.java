package org.aisle.backend.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.timeseries.EvaluationMarks;
import org.aisle.templates.app.AppTemplate.DeviceGroup;
import org.aisle.templates.asset.AssetType;
import org.aisle.templates.asset.AssetTypeOutcome;
import org.aisle.templates.asset.AssetTypeOutcome.Fault;
import org.aisle.templates.asset.AssetTypes;
import org.aisle.templates.asset.PropertyDraft;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.group.Attribute;
import org.aisle.templates.identity.AppId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/** The table {@code aisle.asset_type}; a type's properties are kept as DTDL. */
@Repository
class JdbcAssetTypes implements AssetTypeCatalogue {

  private static final int MOST = 200;

  private final JdbcClient jdbc;
  private final GroupNamings groups;
  private final TransactionOperations transactions;
  private final ApplicationEventPublisher events;
  private final ReadTemplates models = new ReadTemplates(RegistryConfiguration::read);

  JdbcAssetTypes(
      JdbcClient jdbc,
      GroupNamings groups,
      TransactionOperations transactions,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.groups = groups;
    this.transactions = transactions;
    this.events = events;
  }

  @Override
  public List<AssetType> all(AppId app) {
    return jdbc.sql("select * from aisle.asset_type where app = :app order by position")
        .param("app", app.value())
        .query(
            (row, number) ->
                new AssetType(
                    row.getString("id"),
                    row.getString("name"),
                    models.template(new Dtmi(row.getString("model")), row.getString("dtdl"))))
        .list();
  }

  @Override
  public Optional<AssetType> find(AppId app, String id) {
    return all(app).stream().filter(type -> type.id().equals(id)).findFirst();
  }

  @Override
  public Outcome<AssetType> put(AppId app, String id, String name, List<PropertyDraft> properties) {
    return switch (AssetTypes.read(id, name, properties)) {
      case AssetTypeOutcome.Faults(List<Fault> faults) ->
          new Outcome.Refused<>(faults.stream().map(f -> problem(f, properties)).toList());
      case AssetTypeOutcome.Read(AssetType type) -> transactions.execute(status -> put(app, type));
    };
  }

  private static Problem problem(Fault fault, List<PropertyDraft> properties) {
    boolean ofType = fault.property() < 0 || fault.property() >= properties.size();
    return new Problem(
        fault.code(),
        ofType
            ? fault.sentence()
            : "Property %s: %s"
                .formatted(
                    Problems.quoted(properties.get(fault.property()).name()), fault.sentence()));
  }

  private Outcome<AssetType> put(AppId app, AssetType type) {
    if (!lockApp(app)) {
      return Outcome.Refused.because("app.unknown", "Create the app " + app + " first.");
    }
    List<AssetType> stored = all(app);
    List<AssetType> types = new ArrayList<>(stored);
    types.removeIf(known -> known.id().equals(type.id()));
    types.add(type);
    List<String> clashes = AssetTypes.clashes(types);
    if (!clashes.isEmpty()) {
      return new Outcome.Refused<>(
          clashes.stream().map(s -> new Problem("asset-type.clash", s)).toList());
    }
    if (types.size() > MOST) {
      return Outcome.Refused.because(
          "asset-type.too-many", "An app has at most %d asset types.".formatted(MOST));
    }
    Problems problems = new Problems();
    asked(app, stored, types, problems);
    if (!problems.none()) {
      return problems.refused();
    }
    upsert(app, type);
    events.publishEvent(new RegistryChanged(app, null, EvaluationMarks.BEGINNING));
    return new Outcome.Done<>(type);
  }

  /** Properties of assets that device groups ask for, and that no type would have any more. */
  private void asked(AppId app, List<AssetType> before, List<AssetType> after, Problems problems) {
    Set<String> lost = new TreeSet<>();
    AssetType.fields(before).forEach(field -> lost.add(field.path()));
    AssetType.fields(after).forEach(field -> lost.remove(field.path()));
    for (String path : lost) {
      List<DeviceGroup> naming = groups.naming(app, Attribute.Kind.ASSET, path);
      if (!naming.isEmpty()) {
        problems.add(
            "asset-type.in-group",
            GroupNamings.sentence("The property " + Problems.quoted(path), naming));
      }
    }
  }

  /** Takes part in the transaction. */
  void upsert(AppId app, AssetType type) {
    jdbc.sql(
            """
            insert into aisle.asset_type (app, id, name, model, dtdl)
            values (:app, :id, :name, :model, :dtdl)
            on conflict (app, id) do update
            set name = excluded.name, model = excluded.model, dtdl = excluded.dtdl
            """)
        .param("app", app.value())
        .param("id", type.id())
        .param("name", type.name())
        .param("model", type.model().id().value())
        .param("dtdl", type.model().dtdl())
        .update();
  }

  @Override
  public Outcome<AssetType> remove(AppId app, String id) {
    return transactions.execute(
        status -> {
          Optional<AssetType> type = lockApp(app) ? find(app, id) : Optional.empty();
          if (type.isEmpty()) {
            return Outcome.Refused.because(
                "asset-type.unknown", "There is no asset type %s.".formatted(Problems.quoted(id)));
          }
          long assets =
              jdbc.sql("select count(*) from aisle.asset where app = :app and type = :id")
                  .param("app", app.value())
                  .param("id", id)
                  .query(Long.class)
                  .single();
          Problems problems = new Problems();
          if (assets > 0) {
            problems.add(
                "asset-type.in-use",
                "%d assets are of this type: give them another type first.".formatted(assets));
          }
          List<DeviceGroup> naming = groups.naming(app, Attribute.Kind.ASSET_TYPE, id);
          if (!naming.isEmpty()) {
            problems.add(
                "asset-type.in-group",
                GroupNamings.sentence(Problems.quoted(type.get().name()), naming));
          }
          List<AssetType> stored = all(app);
          asked(app, stored, stored.stream().filter(t -> !t.id().equals(id)).toList(), problems);
          if (!problems.none()) {
            return problems.refused();
          }
          jdbc.sql("delete from aisle.asset_type where app = :app and id = :id")
              .param("app", app.value())
              .param("id", id)
              .update();
          events.publishEvent(new RegistryChanged(app, null, EvaluationMarks.BEGINNING));
          return new Outcome.Done<>(type.get());
        });
  }

  private boolean lockApp(AppId app) {
    return jdbc.sql("select 1 from aisle.app where id = :app for update")
        .param("app", app.value())
        .query(Integer.class)
        .optional()
        .isPresent();
  }
}
