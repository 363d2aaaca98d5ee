package org.aisle.ui.fake;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Organisation;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.StoredGroup;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;

/** Apps that a test puts there. */
public final class FakeApps implements Apps {

  private final Map<AppId, App> apps = new ConcurrentSkipListMap<>();
  private final Map<AppId, List<Dashboard>> dashboards = new ConcurrentSkipListMap<>();

  /** Of every app; a test may change them. */
  public final List<StoredGroup> groups = new CopyOnWriteArrayList<>();

  public final List<Organisation> organisations = new CopyOnWriteArrayList<>();

  public FakeApps put(App app, Dashboard... dashboards) {
    apps.put(app.id(), app);
    this.dashboards.put(app.id(), List.of(dashboards));
    return this;
  }

  @Override
  public List<App> all() {
    return List.copyOf(apps.values());
  }

  @Override
  public Optional<App> find(AppId id) {
    return Optional.ofNullable(apps.get(id));
  }

  @Override
  public Outcome<App> create(String id, String name, @Nullable String templateId) {
    return Outcome.Refused.because("app.fixed", "The apps of this test are fixed.");
  }

  @Override
  public Outcome<App> createFrom(String id, String name, AppTemplate template) {
    return Outcome.Refused.because("app.fixed", "The apps of this test are fixed.");
  }

  @Override
  public boolean drop(AppId id) {
    return apps.remove(id) != null;
  }

  @Override
  public Outcome<App> rename(AppId id, String name) {
    return find(id)
        .map(
            app ->
                new App(
                    app.id(), name, app.template(), app.zone(), app.retention(), app.createdAt()))
        .map(
            app -> {
              apps.put(id, app);
              return (Outcome<App>) new Outcome.Done<>(app);
            })
        .orElseGet(() -> Outcome.Refused.because("app.unknown", "There is no such app."));
  }

  @Override
  public Outcome<App> retain(AppId id, @Nullable Duration retention) {
    return Outcome.Refused.because("app.fixed", "The apps of this test are fixed.");
  }

  @Override
  public List<Dashboard> dashboards(AppId id) {
    return dashboards.getOrDefault(id, List.of());
  }

  @Override
  public List<AppTemplate.DeviceGroup> groups(AppId id) {
    return groups.stream().map(StoredGroup::group).toList();
  }

  @Override
  public List<Organisation> organisations(AppId id) {
    return List.copyOf(organisations);
  }

  @Override
  public Optional<AppTemplate> origin(AppId id) {
    return Optional.empty();
  }
}
