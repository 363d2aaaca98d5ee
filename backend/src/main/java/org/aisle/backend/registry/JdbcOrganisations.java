package org.aisle.backend.registry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.aisle.backend.timeseries.EvaluationMarks;
import org.aisle.templates.app.AppTemplate.DeviceGroup;
import org.aisle.templates.group.Attribute;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/** Organisations in {@code aisle.organisation}. */
@Repository
class JdbcOrganisations implements Organisations {

  static final int MOST = 1_000;
  static final int DEEPEST = 12;
  private static final int MOST_SHOWN = 10;

  private final JdbcClient jdbc;
  private final GroupNamings groups;
  private final TransactionOperations transactions;
  private final ApplicationEventPublisher events;

  JdbcOrganisations(
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
  public List<Organisation> all(AppId app) {
    return parentsFirst(
        jdbc.sql("select * from aisle.organisation where app = :app order by position, id")
            .param("app", app.value())
            .query(
                (row, number) ->
                    new Organisation(
                        row.getString("id"), row.getString("name"), row.getString("parent")))
            .list());
  }

  /** As they are where parents come first already, else level by level. */
  private static List<Organisation> parentsFirst(List<Organisation> all) {
    Set<String> seen = new HashSet<>();
    boolean first = true;
    for (Organisation o : all) {
      first &= o.parent() == null || seen.contains(o.parent());
      seen.add(o.id());
    }
    if (first) {
      return all;
    }
    List<Organisation> ordered = new ArrayList<>();
    Set<String> above = new HashSet<>();
    List<Organisation> waiting = new ArrayList<>(all);
    while (!waiting.isEmpty()) {
      List<Organisation> level =
          waiting.stream().filter(o -> o.parent() == null || above.contains(o.parent())).toList();
      if (level.isEmpty()) {
        ordered.addAll(waiting);
        break;
      }
      ordered.addAll(level);
      level.forEach(o -> above.add(o.id()));
      waiting.removeAll(level);
    }
    return ordered;
  }

  @Override
  public Outcome<Organisation> put(AppId app, Organisation organisation) {
    return transactions.execute(
        status -> {
          Problems problems = new Problems();
          if (!lock(app)) {
            return Outcome.Refused.because("app.unknown", "Create the app " + app + " first.");
          }
          if (!organisation.id().matches("[a-z][a-z0-9-]{0,62}")) {
            problems.add(
                "organisation.id-invalid",
                "Give the organisation an id of at most 63 characters a-z, 0-9 or '-', a letter first.");
          }
          problems.name("organisation.name-invalid", "organisation's name", organisation.name());
          Map<String, Organisation> all = new HashMap<>();
          all(app).forEach(o -> all.put(o.id(), o));
          Organisation known = all.get(organisation.id());
          if (known == null && all.size() >= MOST) {
            problems.add(
                "organisation.too-many",
                "An app has at most %,d organisations: remove one first.".formatted(MOST));
          }
          place(organisation, all, problems);
          if (!problems.none()) {
            return problems.refused();
          }
          upsert(app, organisation);
          boolean moved = known != null && !Objects.equals(known.parent(), organisation.parent());
          events.publishEvent(new RegistryChanged(app, null, moved ? since(app) : null));
          return new Outcome.Done<>(organisation);
        });
  }

  /** Whether it may stand below its parent. */
  private static void place(
      Organisation organisation, Map<String, Organisation> all, Problems problems) {
    String parent = organisation.parent();
    if (parent == null) {
      return;
    }
    if (!all.containsKey(parent)) {
      problems.add(
          "organisation.parent-unknown",
          "There is no organisation %s to stand below: create it first, or leave the parent out."
              .formatted(Problems.quoted(parent)));
      return;
    }
    List<String> way = new ArrayList<>();
    for (Organisation at = all.get(parent); at != null; at = all.get(at.parent())) {
      way.addFirst(at.name());
      if (at.id().equals(organisation.id())) {
        problems.add(
            "organisation.cycle",
            "%s would stand below itself: %s. Choose a parent that is not below it."
                .formatted(Problems.quoted(organisation.name()), String.join(" → ", way)));
        return;
      }
    }
    if (way.size() + height(organisation.id(), all) > DEEPEST) {
      problems.add(
          "organisation.too-deep",
          "The tree is at most %d deep: choose a parent further up.".formatted(DEEPEST));
    }
  }

  private static int height(String id, Map<String, Organisation> all) {
    int below = 0;
    for (Organisation o : all.values()) {
      if (id.equals(o.parent())) {
        below = Math.max(below, height(o.id(), all));
      }
    }
    return below + 1;
  }

  private void upsert(AppId app, Organisation organisation) {
    jdbc.sql(
            """
            insert into aisle.organisation (app, id, name, parent, position)
            values (:app, :id, :name, :parent,
              (select coalesce(max(position), -1) + 1 from aisle.organisation where app = :app))
            on conflict (app, id) do update set name = excluded.name, parent = excluded.parent
            """)
        .param("app", app.value())
        .param("id", organisation.id())
        .param("name", organisation.name())
        .param("parent", organisation.parent())
        .update();
  }

  @Override
  public Outcome<List<Organisation>> order(AppId app, List<String> ids) {
    return transactions.execute(
        status -> {
          List<Organisation> all = lock(app) ? all(app) : List.of();
          Set<String> known = all.stream().map(Organisation::id).collect(Collectors.toSet());
          Problems problems = new Problems();
          ids.stream()
              .filter(id -> !known.contains(id))
              .forEach(
                  id ->
                      problems.add(
                          "organisation.unknown",
                          "There is no organisation %s: leave it out."
                              .formatted(Problems.quoted(id))));
          if (new HashSet<>(ids).size() < ids.size()) {
            problems.add("organisation.twice", "Name each organisation once.");
          }
          if (!problems.none()) {
            return problems.refused();
          }
          List<String> order = new ArrayList<>(ids);
          all.stream().map(Organisation::id).filter(id -> !ids.contains(id)).forEach(order::add);
          for (int i = 0; i < order.size(); i++) {
            jdbc.sql(
                    "update aisle.organisation set position = :position where app = :app and id = :id")
                .param("position", i)
                .param("app", app.value())
                .param("id", order.get(i))
                .update();
          }
          return new Outcome.Done<>(all(app));
        });
  }

  @Override
  public Optional<Outcome<Organisation>> remove(AppId app, String id, @Nullable String moveTo) {
    return transactions.execute(
        status -> {
          List<Organisation> all = lock(app) ? all(app) : List.of();
          Optional<Organisation> known = all.stream().filter(o -> o.id().equals(id)).findFirst();
          return known.map(organisation -> remove(app, organisation, all, moveTo));
        });
  }

  private Outcome<Organisation> remove(
      AppId app, Organisation organisation, List<Organisation> all, @Nullable String moveTo) {
    Problems problems = new Problems();
    List<DeviceGroup> naming = groups.naming(app, Attribute.Kind.ORGANISATION, organisation.id());
    if (!naming.isEmpty()) {
      problems.add(
          "organisation.in-group",
          GroupNamings.sentence(Problems.quoted(organisation.name()), naming));
    }
    List<String> inside = new ArrayList<>();
    all.stream()
        .filter(o -> organisation.id().equals(o.parent()))
        .forEach(o -> inside.add("the organisation " + Problems.quoted(o.name())));
    jdbc.sql("select name from aisle.place where app = :app and organisation = :id order by name")
        .param("app", app.value())
        .param("id", organisation.id())
        .query((row, number) -> row.getString(1))
        .list()
        .forEach(name -> inside.add("the place " + Problems.quoted(name)));
    if (!inside.isEmpty() && moveTo == null) {
      String shown = String.join(", ", inside.subList(0, Math.min(MOST_SHOWN, inside.size())));
      int more = inside.size() - MOST_SHOWN;
      problems.add(
          "organisation.in-use",
          "%s holds %s%s. Move them first, or say where they go with moveTo."
              .formatted(
                  Problems.quoted(organisation.name()),
                  shown,
                  more > 0 ? " and %,d more".formatted(more) : ""));
    }
    if (!problems.none()) {
      return problems.refused();
    }
    String to = moveTo == null || moveTo.isEmpty() ? null : moveTo;
    if (to != null) {
      Map<String, Organisation> byId = new HashMap<>();
      all.forEach(o -> byId.put(o.id(), o));
      for (Organisation at = byId.get(to); ; at = byId.get(at.parent())) {
        if (at == null && byId.containsKey(to)) {
          break;
        }
        if (at == null || at.id().equals(organisation.id())) {
          return Outcome.Refused.because(
              "organisation.parent-unknown",
              "What it holds cannot move to %s: name another organisation that is not below it."
                  .formatted(Problems.quoted(to)));
        }
      }
    }
    for (String sql :
        List.of(
            "update aisle.organisation set parent = :to where app = :app and parent = :id",
            "update aisle.place set organisation = :to where app = :app and organisation = :id")) {
      jdbc.sql(sql)
          .param("app", app.value())
          .param("id", organisation.id())
          .param("to", to)
          .update();
    }
    jdbc.sql("delete from aisle.organisation where app = :app and id = :id")
        .param("app", app.value())
        .param("id", organisation.id())
        .update();
    events.publishEvent(new RegistryChanged(app, null, inside.isEmpty() ? null : since(app)));
    return new Outcome.Done<>(organisation);
  }

  /** From when on readings stand in another light when something moves in the tree. */
  private @Nullable Instant since(AppId app) {
    return asked(jdbc, app) ? EvaluationMarks.BEGINNING : null;
  }

  /** Whether any device group asks for organisations. */
  static boolean asked(JdbcClient jdbc, AppId app) {
    return jdbc.sql(
            """
            select exists (select from aisle.device_group
              where app = :app and strpos(query, 'organisation') > 0)
            """)
        .param("app", app.value())
        .query(Boolean.class)
        .single();
  }

  private boolean lock(AppId app) {
    return jdbc.sql("select 1 from aisle.app where id = :app for no key update")
        .param("app", app.value())
        .query(Integer.class)
        .optional()
        .isPresent();
  }
}
