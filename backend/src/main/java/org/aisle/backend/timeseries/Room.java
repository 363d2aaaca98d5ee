package org.aisle.backend.timeseries;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Makes the parts of tables that rows need, and remembers those that are there. Thread-safe. */
final class Room {

  /** No part of a table begins or ends within a day (UTC). */
  private static final long DAY = 86_400;

  private final JdbcTemplate jdbc;
  private final Dialect dialect;
  private final Set<String> made = ConcurrentHashMap.newKeySet();

  Room(JdbcTemplate jdbc, Dialect dialect) {
    this.jdbc = jdbc;
    this.dialect = dialect;
  }

  /** The name of the part that the instant falls into; empty where parts make no difference. */
  String part(Instant time) {
    return dialect.part(time);
  }

  /** Takes part in the caller's transaction, which there must be. */
  void make(TableName table, Collection<Instant> times) {
    Map<String, Instant> missing = new TreeMap<>();
    Map<Long, Instant> days = new HashMap<>();
    times.forEach(time -> days.putIfAbsent(Math.floorDiv(time.getEpochSecond(), DAY), time));
    for (Instant time : days.values()) {
      String part = dialect.part(time);
      if (!part.isEmpty() && !made.contains(table.sql() + part)) {
        missing.put(part, time);
      }
    }
    if (missing.isEmpty()) {
      return;
    }
    List<String> there = dialect.makeRoom(jdbc, table, missing.values());
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            there.forEach(part -> made.add(table.sql() + part));
          }
        });
  }
}
