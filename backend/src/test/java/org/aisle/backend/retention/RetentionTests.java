package org.aisle.backend.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Organisation;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.timeseries.TelemetryTables;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetentionTests {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private final Map<AppId, Instant> dropped = new TreeMap<>();

  @Test
  void each_app_forgets_what_is_older_than_it_keeps_and_one_failure_stops_nobody() {
    Apps apps =
        new FixedApps(
            List.of(
                app("broken", Duration.ofDays(1)),
                app("ever", null),
                app("month", Duration.ofDays(30))));
    new Retention(apps, new RecordedDrops(), InstantSource.fixed(NOW)).run();
    assertThat(dropped)
        .containsExactly(Map.entry(new AppId("month"), Instant.parse("2026-10-22T12:00:00Z")));
  }

  private static App app(String id, @Nullable Duration retention) {
    return new App(new AppId(id), id, null, ZoneOffset.UTC, retention, NOW);
  }

  /** Remembers what was dropped, and fails for the app named broken. */
  private final class RecordedDrops implements TelemetryTables {
    @Override
    public void createApp(AppId app) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void dropApp(AppId app) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Extension extend(AppId app, DeviceTemplate template) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long dropBefore(AppId app, Instant cutoff) {
      if (app.value().equals("broken")) {
        throw new IllegalStateException("Its table is locked.");
      }
      dropped.put(app, cutoff);
      return 0;
    }
  }

  private record FixedApps(List<App> all) implements Apps {
    @Override
    public Optional<App> find(AppId id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Outcome<App> create(String id, String name, @Nullable String templateId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Outcome<App> createFrom(
        String id, String name, org.aisle.templates.app.AppTemplate template) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean drop(AppId id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Outcome<App> rename(AppId id, String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Outcome<App> retain(AppId id, @Nullable Duration retention) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Dashboard> dashboards(AppId id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<AppTemplate.DeviceGroup> groups(AppId id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Organisation> organisations(AppId id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<AppTemplate> origin(AppId id) {
      throw new UnsupportedOperationException();
    }
  }
}
