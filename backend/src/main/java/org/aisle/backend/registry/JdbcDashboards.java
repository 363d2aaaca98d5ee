package org.aisle.backend.registry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.aisle.backend.registry.DashboardRows.Removed;
import org.aisle.backend.registry.DashboardRows.StoredBy;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.templates.app.AppTemplate.DeviceGroup;
import org.aisle.templates.app.DashboardFault;
import org.aisle.templates.app.DashboardJson;
import org.aisle.templates.app.DashboardNames;
import org.aisle.templates.app.DashboardOutcome;
import org.aisle.templates.app.DashboardReader;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/** Dashboards in {@code aisle.dashboard}. */
@Repository
class JdbcDashboards implements Dashboards {

  /** How many dashboards an app may have, people's own among them. */
  static final int MOST = 500;

  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("d MMM yyyy HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final TransactionOperations transactions;
  private final DashboardRows rows;
  private final DeviceTemplates templates;
  private final AppContents contents;
  private final InstantSource time;

  JdbcDashboards(
      TransactionOperations transactions,
      DashboardRows rows,
      DeviceTemplates templates,
      AppContents contents,
      InstantSource time) {
    this.transactions = transactions;
    this.rows = rows;
    this.templates = templates;
    this.contents = contents;
    this.time = time;
  }

  @Override
  public List<StoredDashboard> all(AppId app, String reader) {
    return rows.all(app).stream()
        .filter(stored -> stored.isFor(reader))
        .sorted(Comparator.comparing(stored -> stored.owner() != null))
        .toList();
  }

  @Override
  public Optional<StoredDashboard> find(AppId app, String id, String reader) {
    return rows.find(app, id).filter(stored -> stored.isFor(reader));
  }

  @Override
  public DashboardNames names(AppId app) {
    Map<String, DeviceTemplate> newest = new LinkedHashMap<>();
    templates.all(app).forEach(template -> newest.put(template.id().lastSegment(), template));
    return new DashboardNames(
        List.copyOf(newest.values()),
        Set.copyOf(rows.devices(app)),
        Set.copyOf(rows.places(app)),
        contents.groups(app).stream().map(DeviceGroup::id).collect(Collectors.toSet()),
        Set.copyOf(rows.pictures(app)));
  }

  @Override
  public List<DashboardFault> check(AppId app, Dashboard dashboard) {
    byte[] text =
        DashboardJson.write(DashboardJson.tree(dashboard)).getBytes(StandardCharsets.UTF_8);
    return switch (DashboardReader.json(dashboard.id(), text, names(app))) {
      case DashboardOutcome.Read read -> List.of();
      case DashboardOutcome.Faults(var faults) -> faults;
    };
  }

  @Override
  public Outcome<StoredDashboard> put(
      AppId app,
      Dashboard dashboard,
      @Nullable Boolean personal,
      @Nullable Integer replaces,
      String by) {
    return transactions.execute(
        status -> {
          if (!rows.lock(app)) {
            return Outcome.Refused.because("app.unknown", "Create the app " + app + " first.");
          }
          String id = dashboard.id();
          StoredDashboard existing = rows.find(app, id).orElse(null);
          if (existing != null && !existing.isFor(by)) {
            return Outcome.Refused.because(
                "dashboard.id-taken", "This id is taken: choose another for your dashboard.");
          }
          String owner = owner(existing, personal, by);
          boolean same =
              existing != null
                  && existing.dashboard().equals(dashboard)
                  && Objects.equals(existing.owner(), owner);
          List<Problem> problems = new ArrayList<>();
          if (!same) {
            conflict(app, id, existing, replaces, by).ifPresent(problems::add);
          }
          if (problems.isEmpty()) {
            problems.addAll(problems(check(app, dashboard)));
          }
          if (existing != null && existing.owner() == null && owner != null) {
            problems.add(
                new Problem(
                    "dashboard.shared",
                    "Everybody sees this dashboard: save a copy with another id to have your own."));
          }
          if (existing == null && rows.all(app).size() >= MOST) {
            problems.add(
                new Problem(
                    "dashboard.too-many",
                    "An app has at most %d dashboards: remove one first.".formatted(MOST)));
          }
          if (!problems.isEmpty()) {
            return new Outcome.Refused<>(problems);
          }
          if (same && existing != null) {
            return new Outcome.Done<>(existing);
          }
          StoredDashboard stored =
              new StoredDashboard(dashboard, owner, last(app, id, existing) + 1, by, now());
          rows.put(app, stored);
          return new Outcome.Done<>(stored);
        });
  }

  private static @Nullable String owner(
      @Nullable StoredDashboard existing, @Nullable Boolean personal, String by) {
    if (personal == null) {
      return existing == null ? null : existing.owner();
    }
    return personal ? by : null;
  }

  private int last(AppId app, String id, @Nullable StoredDashboard existing) {
    return existing != null
        ? existing.revision()
        : rows.removed(app, id).map(Removed::revision).orElse(0);
  }

  /** Empty when what is stored is what was read; the app's dashboards are locked. */
  private Optional<Problem> conflict(
      AppId app,
      String id,
      @Nullable StoredDashboard existing,
      @Nullable Integer replaces,
      String by) {
    int stored = existing == null ? 0 : existing.revision();
    if (replaces == null || replaces == stored) {
      return Optional.empty();
    }
    if (existing == null) {
      String who =
          rows.removed(app, id)
              .map(Removed::last)
              .filter(last -> last.owner() == null || last.owner().equals(by))
              .map(last -> "%s removed this dashboard on %s".formatted(last.by(), when(last.at())))
              .orElse("This dashboard was removed");
      return Optional.of(
          new Problem(
              "dashboard.removed-conflict",
              who + ". Save it as a new dashboard to have it again."));
    }
    String who = existing.changedBy();
    String at = when(existing.changedAt());
    return Optional.of(
        replaces == 0
            ? new Problem(
                "dashboard.exists",
                "%s saved a dashboard with this id on %s. Choose another id, or read that one and change it."
                    .formatted(who, at))
            : new Problem(
                "dashboard.revision-conflict",
                "%s saved revision %d of this dashboard on %s, after you read revision %d. Read it again and change that one, or save yours as another."
                    .formatted(who, stored, at, replaces)));
  }

  @Override
  public Outcome<StoredDashboard> copy(
      AppId app, String id, String newId, @Nullable String title, boolean personal, String by) {
    Optional<StoredDashboard> of = find(app, id, by);
    if (of.isEmpty()) {
      return Outcome.Refused.because(
          "dashboard.unknown", "There is no dashboard %s.".formatted(Problems.quoted(id)));
    }
    Dashboard d = of.get().dashboard();
    return put(
        app,
        new Dashboard(
            newId,
            title == null ? d.title() : title,
            d.template(),
            d.range(),
            d.tiles(),
            d.audience(),
            d.description()),
        personal,
        0,
        by);
  }

  @Override
  public Optional<Outcome<StoredDashboard>> remove(
      AppId app, String id, @Nullable Integer replaces, String by) {
    return transactions.execute(
        status -> {
          StoredDashboard existing = rows.lock(app) ? find(app, id, by).orElse(null) : null;
          if (existing == null) {
            return Optional.empty();
          }
          Optional<Problem> conflict = conflict(app, id, existing, replaces, by);
          if (conflict.isPresent()) {
            return Optional.of(new Outcome.Refused<>(List.of(conflict.get())));
          }
          rows.remove(app, existing, new StoredBy(by, now(), existing.owner()));
          return Optional.of(new Outcome.Done<>(existing));
        });
  }

  @Override
  public Outcome<List<StoredDashboard>> order(AppId app, List<String> ids, String by) {
    return transactions.execute(
        status -> {
          List<StoredDashboard> all = rows.lock(app) ? rows.all(app) : List.of();
          Set<String> seen =
              all.stream()
                  .filter(stored -> stored.isFor(by))
                  .map(stored -> stored.dashboard().id())
                  .collect(Collectors.toSet());
          Problems problems = new Problems();
          ids.stream()
              .filter(id -> !seen.contains(id))
              .forEach(
                  id ->
                      problems.add(
                          "dashboard.unknown",
                          "There is no dashboard %s: leave it out."
                              .formatted(Problems.quoted(id))));
          if (new HashSet<>(ids).size() < ids.size()) {
            problems.add("dashboard.twice", "Name each dashboard once.");
          }
          if (!problems.none()) {
            return problems.refused();
          }
          List<String> order = new ArrayList<>(ids);
          all.stream()
              .map(stored -> stored.dashboard().id())
              .filter(id -> !ids.contains(id))
              .forEach(order::add);
          rows.order(app, order);
          return new Outcome.Done<>(all(app, by));
        });
  }

  private static List<Problem> problems(List<DashboardFault> faults) {
    return faults.stream().map(fault -> new Problem(fault.code(), sentence(fault))).toList();
  }

  private static String sentence(DashboardFault fault) {
    return fault.tile() == DashboardFault.NO_TILE
        ? fault.sentence()
        : "Tile %d: %s".formatted(fault.tile() + 1, fault.sentence());
  }

  private static String when(Instant at) {
    return WHEN.format(at);
  }

  private Instant now() {
    return time.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
