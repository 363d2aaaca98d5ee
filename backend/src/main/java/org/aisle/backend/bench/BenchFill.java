package org.aisle.backend.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.aisle.backend.timeseries.TableName;
import org.aisle.backend.timeseries.TelemetryStore;
import org.aisle.backend.timeseries.TelemetryStore.TableBatch;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Copies a year of invented readings into a template's table, oldest first as they would have come,
 * in pieces that are there wholly or not at all: so it goes on where it was stopped.
 */
final class BenchFill {

  private static final Duration YEAR = Duration.ofDays(365);
  private static final int ROWS_AT_ONCE = 200_000;
  private static final int WRITERS = 2;

  private final DataSource database;
  private final JdbcTemplate jdbc;
  private final TelemetryStore store;
  private final AppId app;
  private final DeviceTemplate template;
  private final Instant end;
  private final long perDevice;
  private final int devices;
  private final PrintWriter out;

  BenchFill(
      DataSource database,
      TelemetryStore store,
      AppId app,
      DeviceTemplate template,
      Instant created,
      BenchSize size,
      PrintWriter out) {
    this.database = database;
    this.jdbc = new JdbcTemplate(database);
    this.store = store;
    this.app = app;
    this.template = template;
    this.end = created.truncatedTo(ChronoUnit.MINUTES);
    this.perDevice = Math.max(1, size.readings() / size.devices());
    this.devices = size.devices();
    this.out = out;
  }

  /** Of the newest readings, whenever they were filled in. */
  Instant end() {
    return end;
  }

  static String device(int number) {
    return "bench-%05d".formatted(number);
  }

  private TableName table() {
    return TableName.of(app, template);
  }

  /** Microseconds before the end; each device has its own moment within the interval. */
  private long before(long step, int device) {
    long interval = YEAR.toNanos() / 1_000 / perDevice;
    return step * interval + interval * device / devices + 1;
  }

  private Instant at(long step, int device) {
    return end.minus(before(step, device), ChronoUnit.MICROS);
  }

  /** Returns how many rows were missing and are there now. */
  long run() throws InterruptedException, ExecutionException {
    if (finished()) {
      return 0;
    }
    makeRoom();
    long stepsAtOnce = Math.max(1, ROWS_AT_ONCE / devices);
    List<Long> missing = new ArrayList<>();
    for (long step = 0; step < perDevice; step += stepsAtOnce) {
      missing.add(step);
    }
    List<Long> oldestFirst = missing.reversed();
    AtomicInteger next = new AtomicInteger();
    AtomicLong rows = new AtomicLong();
    long began = System.nanoTime();
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int w = 0; w < WRITERS; w++) {
        running.add(
            writers.submit(
                () -> {
                  for (int i = next.getAndIncrement();
                      i < oldestFirst.size();
                      i = next.getAndIncrement()) {
                    long first = oldestFirst.get(i);
                    rows.addAndGet(copy(first, Math.min(perDevice, first + stepsAtOnce)));
                    tell(i + 1, oldestFirst.size(), rows.get(), began);
                  }
                  return true;
                }));
      }
      for (Future<?> writer : running) {
        writer.get();
      }
    }
    finish();
    return rows.get();
  }

  private synchronized void tell(int done, int all, long rows, long began) {
    double seconds = (System.nanoTime() - began) / 1e9;
    if (done == all || done % Math.max(1, all / 20) == 0) {
      out.printf(
          "  filled %,d of %,d pieces, %,.0f rows/s%n", done, all, rows / Math.max(0.1, seconds));
      out.flush();
    }
  }

  /** The newest reading is written last, as any other, so its being there says that all are. */
  private boolean finished() {
    Long found =
        jdbc.queryForObject(
            "SELECT count(*) FROM aisle.latest WHERE app = ? AND device LIKE 'bench-%'",
            Long.class, app.value());
    return found != null && found >= devices;
  }

  /** Has the store make the parts of the table that the year needs. */
  private void makeRoom() {
    List<Reading> readings = new ArrayList<>();
    for (int day = 0; day <= 365; day += 7) {
      readings.add(reading("room", end.minus(Duration.ofDays(day)), 4));
    }
    readings.add(reading("room", end.minus(YEAR), 4));
    store.write(List.of(new TableBatch(app, template, readings)));
    jdbc.update("DELETE FROM " + table().sql() + " WHERE device = 'room'");
    jdbc.update("DELETE FROM aisle.latest WHERE app = ? AND device = 'room'", app.value());
  }

  private void finish() {
    List<Reading> newest = new ArrayList<>();
    for (int device = 0; device < devices; device++) {
      newest.add(reading(device(device), end, temperature(0, device)));
      if (newest.size() == 1_000 || device == devices - 1) {
        store.write(List.of(new TableBatch(app, template, newest)));
        newest.clear();
      }
    }
    jdbc.update("UPDATE aisle.latest SET due_from = NULL WHERE app = ?", app.value());
    jdbc.execute("ANALYZE " + table().sql());
  }

  private Reading reading(String device, Instant at, double temperature) {
    int number = Math.floorMod(device.hashCode(), 10_000);
    Map<String, Value> values = new TreeMap<>();
    values.put("temperature", new Value.Num(temperature));
    values.put("humidity", new Value.Num(50 + number % 20));
    values.put("doorOpen", new Value.Flag(number % 37 == 0));
    values.put("battery", new Value.Num(80 + number % 20));
    values.put(
        "location", new Value.Geo(47.5 + number / 100 / 15.0, 6.5 + number % 100 / 12.0, null));
    return Reading.of(
        new DeviceRef(app, DeviceRef.of(app.value(), device).device()), at, at, values);
  }

  /** Between 1 and 7 degrees; each week one device of 33 is too warm for hours of some days. */
  private double temperature(long step, int device) {
    long micros = before(step, device);
    double days = micros / 86_400e6;
    long week = (long) (days / 7);
    double warm = Math.floorMod(device * 7_919L + week, 33) == 0 && days % 1 < 0.3 ? 6 : 0;
    return Math.round((4 + 3 * Math.sin(device + days * 6.3) + warm) * 100) / 100.0;
  }

  private long copy(long first, long last) throws SQLException, IOException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      try {
        statement.execute("SET LOCAL synchronous_commit = off");
        boolean there;
        try (var found =
            statement.executeQuery(
                "SELECT FROM %s WHERE device = '%s' AND observed_at = '%s'"
                    .formatted(table().sql(), device(0), at(first, 0)))) {
          there = found.next();
        }
        if (there) {
          return 0;
        }
        var copy =
            connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn(
                    "COPY %s (device, observed_at, received_at, temperature, humidity, door_open, battery) FROM STDIN"
                        .formatted(table().sql()));
        for (long step = last - 1; step >= first; step--) {
          byte[] lines = lines(step);
          copy.writeToCopy(lines, 0, lines.length);
        }
        copy.endCopy();
        connection.commit();
        return (last - first) * devices;
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }

  private byte[] lines(long step) {
    StringBuilder lines = new StringBuilder(devices * 90);
    for (int device = devices - 1; device >= 0; device--) {
      Instant at = at(step, device);
      lines.append(device(device)).append('\t').append(at).append('\t').append(at).append('\t');
      lines.append(temperature(step, device)).append('\t').append(50 + (device + step) % 20);
      lines.append('\t').append((device + step) % 37 == 0 ? 't' : 'f').append('\t');
      lines.append(99 - step % 40).append('\n');
    }
    return lines.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
