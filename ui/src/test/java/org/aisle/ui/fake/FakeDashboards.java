package org.aisle.ui.fake;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Dashboards;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.StoredDashboard;
import org.aisle.templates.app.DashboardFault;
import org.aisle.templates.app.DashboardJson;
import org.aisle.templates.app.DashboardNames;
import org.aisle.templates.app.DashboardOutcome;
import org.aisle.templates.app.DashboardReader;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;

/** Dashboards in memory, checked as the real ones are. */
public final class FakeDashboards implements Dashboards {

  private final FakeRegistry registry;
  private final FakePictures pictures;
  private final InstantSource clock;
  private final Map<String, StoredDashboard> stored = new LinkedHashMap<>();

  public FakeDashboards(
      Apps apps, FakeRegistry registry, FakePictures pictures, InstantSource clock) {
    this.registry = registry;
    this.pictures = pictures;
    this.clock = clock;
    Instant now = clock.instant();
    apps.dashboards(FakeFleet.APP)
        .forEach(d -> stored.put(d.id(), new StoredDashboard(d, null, 1, "app template", now)));
  }

  @Override
  public synchronized List<StoredDashboard> all(AppId app, String reader) {
    return app.equals(FakeFleet.APP)
        ? stored.values().stream()
            .filter(s -> isFor(s, reader))
            .sorted(Comparator.comparing(s -> s.owner() != null))
            .toList()
        : List.of();
  }

  @Override
  public synchronized Optional<StoredDashboard> find(AppId app, String id, String reader) {
    return all(app, reader).stream().filter(s -> s.dashboard().id().equals(id)).findFirst();
  }

  @Override
  public DashboardNames names(AppId app) {
    Set<String> devices = new HashSet<>();
    registry.devices.forEach(device -> devices.add(device.ref().device().value()));
    Set<String> places = new HashSet<>();
    registry.places.forEach(place -> places.add(place.id()));
    Set<String> images = new HashSet<>(Set.of("floor.svg"));
    pictures.all(app).forEach(picture -> images.add(picture.name()));
    return new DashboardNames(registry.templates, devices, places, Set.of(), images);
  }

  @Override
  public List<DashboardFault> check(AppId app, Dashboard dashboard) {
    byte[] text =
        DashboardJson.write(DashboardJson.tree(dashboard)).getBytes(StandardCharsets.UTF_8);
    return DashboardReader.json(dashboard.id(), text, names(app))
            instanceof DashboardOutcome.Faults(var faults)
        ? faults
        : List.of();
  }

  @Override
  public synchronized Outcome<StoredDashboard> put(
      AppId app,
      Dashboard dashboard,
      @Nullable Boolean personal,
      @Nullable Integer replaces,
      String by) {
    StoredDashboard old = stored.get(dashboard.id());
    int revision = old == null ? 0 : old.revision();
    if (replaces != null && replaces != revision) {
      return Outcome.Refused.because(
          "dashboard.revision-conflict",
          "%s saved revision %d of this dashboard meanwhile."
              .formatted(old == null ? "Nobody" : old.changedBy(), revision));
    }
    List<DashboardFault> faults = check(app, dashboard);
    if (!faults.isEmpty()) {
      return Outcome.Refused.because(faults.getFirst().code(), faults.getFirst().sentence());
    }
    String owner = personal == null ? (old == null ? null : old.owner()) : personal ? by : null;
    StoredDashboard now = new StoredDashboard(dashboard, owner, revision + 1, by, clock.instant());
    stored.put(dashboard.id(), now);
    return new Outcome.Done<>(now);
  }

  @Override
  public Outcome<StoredDashboard> copy(
      AppId app, String id, String newId, @Nullable String title, boolean personal, String by) {
    Dashboard of = find(app, id, by).orElseThrow().dashboard();
    return put(
        app,
        new Dashboard(
            newId,
            title == null ? of.title() : title,
            of.template(),
            of.range(),
            of.tiles(),
            of.audience(),
            of.description()),
        personal,
        0,
        by);
  }

  @Override
  public synchronized Optional<Outcome<StoredDashboard>> remove(
      AppId app, String id, @Nullable Integer replaces, String by) {
    return Optional.ofNullable(stored.remove(id)).map(Outcome.Done::new);
  }

  @Override
  public synchronized Outcome<List<StoredDashboard>> order(AppId app, List<String> ids, String by) {
    Map<String, StoredDashboard> before = new LinkedHashMap<>(stored);
    stored.clear();
    ids.forEach(id -> stored.put(id, before.get(id)));
    before.forEach(stored::putIfAbsent);
    return new Outcome.Done<>(all(app, by));
  }

  private static boolean isFor(StoredDashboard dashboard, String reader) {
    return dashboard.owner() == null || dashboard.owner().equals(reader);
  }
}
