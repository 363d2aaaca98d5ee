package org.aisle.backend.retention;

import java.time.Duration;
import java.time.InstantSource;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.timeseries.TelemetryTables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets what each app no longer wants to keep, by the time of observation. */
@Component
class Retention {

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private final Apps apps;
  private final TelemetryTables tables;
  private final InstantSource clock;

  Retention(Apps apps, TelemetryTables tables, InstantSource clock) {
    this.apps = apps;
    this.tables = tables;
    this.clock = clock;
  }

  /** One app's failure does not keep the others from being handled. */
  @Scheduled(initialDelayString = "PT2M", fixedDelayString = "PT1H")
  void run() {
    for (App app : apps.all()) {
      Duration retention = app.retention();
      if (retention == null) {
        continue;
      }
      try {
        tables.dropBefore(app.id(), clock.instant().minus(retention));
      } catch (RuntimeException e) {
        LOG.warn("The readings of {} older than {} could not be dropped", app.id(), retention, e);
      }
    }
  }
}
