package org.aisle.backend.ingest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.identity.AppId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers for a while that somebody has locked a table, so that not each batch waits for it and
 * the readings of all others are written meanwhile. Thread-safe.
 */
final class HeldTables {

  private static final Logger LOG = LoggerFactory.getLogger(HeldTables.class);
  private static final Duration AVOIDED = Duration.ofSeconds(5);

  /** Where readings of a device template of an app are kept. */
  record Table(AppId app, Dtmi template) {}

  private final InstantSource clock;
  private final Map<Table, Instant> until = new ConcurrentHashMap<>();

  HeldTables(InstantSource clock) {
    this.clock = clock;
  }

  void add(Table table) {
    until.put(table, clock.instant().plus(AVOIDED));
    LOG.warn(
        "Somebody has locked the table of {} in {}; its readings wait at their senders, next try"
            + " in {} s",
        table.template(),
        table.app(),
        AVOIDED.toSeconds());
  }

  boolean contains(Table table) {
    Instant end = until.get(table);
    if (end == null) {
      return false;
    }
    Instant now = clock.instant();
    if (now.isBefore(end) && !now.plus(AVOIDED).isBefore(end)) {
      return true;
    }
    until.remove(table, end);
    return false;
  }
}
