package org.aisle.backend.ingest;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.aisle.backend.registry.ReportedProperties;
import org.aisle.backend.rejections.RejectionLog;
import org.aisle.backend.timeseries.ChangedRows;
import org.aisle.backend.timeseries.TelemetryStore;
import org.aisle.backend.timeseries.TelemetryStore.TableBatch;
import org.aisle.backend.timeseries.TelemetryStore.Written;
import org.aisle.templates.directory.DirectoryUnavailableException;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.outcome.RejectionCode;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.wire.Delivery;
import org.aisle.templates.wire.PropertyReport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes a batch in one transaction. A reading that the database refuses becomes a rejection and
 * does not keep the others from being stored: the batch is written once more, with savepoints, and
 * halved until that reading stands alone. Thread-safe.
 */
@Component
class BatchWriter {

  private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);
  private static final int ATTEMPTS = 5;

  /** SQLSTATE classes of a database that is away, full, stopping, or not ours to write to. */
  private static final Set<String> AWAY = Set.of("08", "25", "28", "40", "53", "57", "58", "XX");

  private static final Written NOTHING = new Written(0, 0, 0, new TreeMap<>());

  private final TelemetryStore store;
  private final ReportedProperties properties;
  private final RejectionLog rejections;
  private final Validation validation;
  private final HeldTables held = new HeldTables(InstantSource.system());
  private final TransactionTemplate transaction;
  private final TransactionTemplate savepoint;

  BatchWriter(
      TelemetryStore store,
      ReportedProperties properties,
      RejectionLog rejections,
      Validation validation,
      PlatformTransactionManager transactions) {
    this.store = store;
    this.properties = properties;
    this.rejections = rejections;
    this.validation = validation;
    this.transaction = new TransactionTemplate(transactions);
    this.savepoint = new TransactionTemplate(transactions);
    this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
  }

  /**
   * When it returns, the batch is durable.
   *
   * @throws RuntimeException when the database is away; nothing was written, try again later
   */
  Batch.Stored write(Batch.Validated batch) {
    Batch.Stored whole = inOneGo(batch);
    return whole == null ? stepByStep(batch) : whole;
  }

  /** As nearly every batch can be written; null when this one can't, and nothing was written. */
  private Batch.@Nullable Stored inOneGo(Batch.Validated batch) {
    if (batch.readings().isEmpty() || !batch.reports().isEmpty() || !batch.rejections().isEmpty()) {
      return null;
    }
    List<TableBatch> tables = byTable(batch.readings());
    for (TableBatch table : tables) {
      if (held.contains(table(table))) {
        return null;
      }
    }
    try {
      Written written = transaction.execute(status -> store.write(tables));
      return new Batch.Stored(
          batch.deliveries(), List.of(), written == null ? NOTHING : written, 0);
    } catch (RuntimeException e) {
      if (away(e) && !(e instanceof PessimisticLockingFailureException)) {
        throw e;
      }
      if (lockTimeout(e) && tables.size() == 1) {
        held.add(table(tables.getFirst()));
      }
      LOG.debug("The batch could not be written in one go", e);
      return null;
    }
  }

  private Batch.Stored stepByStep(Batch.Validated batch) {
    for (int attempt = 1; ; attempt++) {
      try {
        Batch.Stored stored = transaction.execute(status -> writeAll(batch));
        if (stored == null) {
          throw new IllegalStateException("A transaction ended without a result.");
        }
        return stored;
      } catch (PessimisticLockingFailureException e) {
        if (attempt == ATTEMPTS || lockTimeout(e)) {
          throw e;
        }
        LOG.debug("Writing the batch again", e);
      }
    }
  }

  private Batch.Stored writeAll(Batch.Validated batch) {
    List<Rejection> refused = new ArrayList<>(batch.rejections());
    Set<DeviceRef> waiting = new HashSet<>();
    List<Batch.Fitted> open = new ArrayList<>(batch.readings().size());
    for (Batch.Fitted reading : batch.readings()) {
      if (held.contains(table(reading))) {
        waiting.add(reading.reading().device());
      } else {
        open.add(reading);
      }
    }
    Written written = writeReadings(open, refused, waiting);
    writeReports(batch.reports(), refused);
    if (waiting.isEmpty()) {
      writeRejections(refused);
      return new Batch.Stored(batch.deliveries(), List.of(), written, refused.size());
    }
    refused.removeIf(rejection -> about(rejection).filter(waiting::contains).isPresent());
    writeRejections(refused);
    Map<Boolean, List<Delivery>> stored =
        batch.deliveries().stream()
            .collect(
                Collectors.partitioningBy(
                    delivery ->
                        delivery.readings().stream()
                            .map(Reading::device)
                            .noneMatch(waiting::contains)));
    return new Batch.Stored(
        stored.getOrDefault(true, List.of()),
        stored.getOrDefault(false, List.of()),
        written,
        refused.size());
  }

  private Written writeReadings(
      List<Batch.Fitted> readings, List<Rejection> refused, Set<DeviceRef> waiting) {
    if (readings.isEmpty()) {
      return NOTHING;
    }
    try {
      Written written = savepoint.execute(status -> store.write(byTable(readings)));
      return written == null ? NOTHING : written;
    } catch (RuntimeException e) {
      if (lockTimeout(e)) {
        return aroundLocks(readings, refused, waiting);
      }
      if (away(e)) {
        throw e;
      }
      if (readings.size() == 1) {
        refused.add(
            validation.rejection(
                readings.getFirst().reading(),
                RejectionCode.STEP_FAILED,
                null,
                "The reading could not be stored ("
                    + root(e).getMessage()
                    + "); correct it and send it again."));
        return NOTHING;
      }
      int half = readings.size() / 2;
      return sum(
          writeReadings(readings.subList(0, half), refused, waiting),
          writeReadings(readings.subList(half, readings.size()), refused, waiting));
    }
  }

  /** Somebody holds a lock on one of the tables: the others are written one by one. */
  private Written aroundLocks(
      List<Batch.Fitted> readings, List<Rejection> refused, Set<DeviceRef> waiting) {
    Map<HeldTables.Table, List<Batch.Fitted>> tables = new LinkedHashMap<>();
    readings.forEach(
        reading -> tables.computeIfAbsent(table(reading), t -> new ArrayList<>()).add(reading));
    if (tables.size() == 1) {
      tables.keySet().forEach(held::add);
      readings.forEach(reading -> waiting.add(reading.reading().device()));
      return NOTHING;
    }
    Written written = NOTHING;
    for (List<Batch.Fitted> of : tables.values()) {
      written = sum(written, writeReadings(of, refused, waiting));
    }
    return written;
  }

  private static Optional<DeviceRef> about(Rejection rejection) {
    AppId app = rejection.app();
    DeviceId device = rejection.device();
    return app == null || device == null
        ? Optional.empty()
        : Optional.of(new DeviceRef(app, device));
  }

  private static HeldTables.Table table(Batch.Fitted fitted) {
    return new HeldTables.Table(fitted.reading().device().app(), fitted.template().id());
  }

  private static HeldTables.Table table(TableBatch batch) {
    return new HeldTables.Table(batch.app(), batch.template().id());
  }

  private void writeReports(List<PropertyReport> reports, List<Rejection> refused) {
    if (reports.isEmpty()) {
      return;
    }
    try {
      savepoint.executeWithoutResult(status -> properties.keep(reports));
    } catch (RuntimeException e) {
      if (away(e)) {
        throw e;
      }
      if (reports.size() > 1) {
        int half = reports.size() / 2;
        writeReports(reports.subList(0, half), refused);
        writeReports(reports.subList(half, reports.size()), refused);
        return;
      }
      PropertyReport report = reports.getFirst();
      Instant at = report.observedAt();
      refused.add(
          validation.rejection(
              Reading.of(report.device(), at, at, Map.of(report.property(), report.value())),
              RejectionCode.STEP_FAILED,
              report.property(),
              "The property could not be kept ("
                  + root(e).getMessage()
                  + "); correct it and send it again."));
    }
  }

  private void writeRejections(List<Rejection> refused) {
    if (refused.isEmpty()) {
      return;
    }
    try {
      savepoint.executeWithoutResult(status -> rejections.keep(refused));
    } catch (RuntimeException e) {
      if (away(e)) {
        throw e;
      }
      if (refused.size() > 1) {
        int half = refused.size() / 2;
        writeRejections(refused.subList(0, half));
        writeRejections(refused.subList(half, refused.size()));
      } else {
        LOG.error("A rejection could not be kept: {}", refused.getFirst(), e);
      }
    }
  }

  private static List<TableBatch> byTable(List<Batch.Fitted> readings) {
    Map<HeldTables.Table, List<Batch.Fitted>> tables = new LinkedHashMap<>();
    for (Batch.Fitted fitted : readings) {
      tables.computeIfAbsent(table(fitted), t -> new ArrayList<>()).add(fitted);
    }
    List<TableBatch> batches = new ArrayList<>();
    tables.forEach(
        (table, of) ->
            batches.add(
                new TableBatch(
                    table.app(),
                    of.getFirst().template(),
                    of.stream().map(Batch.Fitted::reading).toList())));
    return batches;
  }

  private static Written sum(Written a, Written b) {
    SortedMap<DeviceRef, ChangedRows> changed = new TreeMap<>(a.changed());
    b.changed().forEach((device, rows) -> changed.merge(device, rows, ChangedRows::and));
    return new Written(
        a.inserted() + b.inserted(),
        a.merged() + b.merged(),
        a.unchanged() + b.unchanged(),
        changed);
  }

  /** Whether it is the database's state that failed, and not what was to be written. */
  static boolean away(RuntimeException failure) {
    if (failure instanceof TransactionException
        || failure instanceof DirectoryUnavailableException
        || failure instanceof TransientDataAccessException
        || failure instanceof RecoverableDataAccessException
        || failure instanceof org.springframework.dao.NonTransientDataAccessResourceException) {
      return true;
    }
    for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql) {
        String state = sql.getSQLState();
        return state == null || state.length() < 2 || AWAY.contains(state.substring(0, 2));
      }
    }
    return false;
  }

  /** Whether somebody held a lock for longer than we wait. */
  private static boolean lockTimeout(RuntimeException failure) {
    return root(failure) instanceof SQLException sql && "55P03".equals(sql.getSQLState());
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = root.getCause(); cause != null; cause = root.getCause()) {
      root = cause;
    }
    return root;
  }
}
