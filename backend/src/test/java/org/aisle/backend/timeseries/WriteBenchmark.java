package org.aisle.backend.timeseries;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.aisle.backend.database.TestDatabase;
import org.aisle.backend.database.TestTimescale;
import org.aisle.backend.timeseries.TelemetryStore.TableBatch;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;

/**
 * Rows per second of {@link TelemetryStore#write}, fsync on, one writer: new rows, then the same
 * once more, then new ones into time that is summed up already. Arguments: {@code embedded} or
 * {@code timescale}. Not a test.
 */
public final class WriteBenchmark {

  private static final AppId APP = new AppId("benchmark");
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final int ROWS = 200_000;
  private static final DeviceTemplate TEMPLATE =
      TestTemplates.template(
          "dtmi:org:aisle:test:Bench;1",
          TestTemplates.field("temperature", new FieldType.Decimal()),
          TestTemplates.field("humidity", new FieldType.Decimal()),
          TestTemplates.field("doorOpen", new FieldType.Bool()),
          TestTemplates.field("battery", new FieldType.Decimal()));

  private WriteBenchmark() {}

  public static void main(String[] args) {
    boolean timescale = args.length > 0 && args[0].equals("timescale");
    try (HikariDataSource database =
        timescale ? TestTimescale.migrated() : TestDatabase.migrated()) {
      TestStore db = TestStore.on(database);
      for (int devices : new int[] {25, 1_000}) {
        for (int batch : new int[] {50, 500, 5_000}) {
          db.tables().dropApp(APP);
          db.tables().extend(APP, TEMPLATE);
          int rows = batch == 50 ? ROWS / 10 : ROWS;
          double fresh = run(db, devices, batch, rows);
          double again = run(db, devices, batch, rows);
          db.tables().dropApp(APP);
          db.tables().extend(APP, TEMPLATE);
          run(db, devices, devices, devices);
          db.jdbc().update("UPDATE aisle.latest SET rolled_to = timestamptz '2027-01-01Z'");
          double late = run(db, devices, batch, rows);
          System.out.printf(
              "%d devices, batches of %d: %,.0f rows/s new, %,.0f rows/s repeated, %,.0f rows/s"
                  + " late into time that is summed up%n",
              devices, batch, fresh, again, late);
        }
      }
    }
  }

  private static double run(TestStore db, int devices, int batch, int rows) {
    long began = System.nanoTime();
    for (int from = 0; from < rows; from += batch) {
      List<Reading> readings = new ArrayList<>(batch);
      for (int i = from; i < from + batch; i++) {
        Instant at = START.plusSeconds(10L * (i / devices));
        readings.add(
            Reading.of(
                new DeviceRef(APP, DeviceRef.of("benchmark", "cooler-" + i % devices).device()),
                at,
                at,
                Map.of(
                    "temperature", new Value.Num(i % 97 / 10.0),
                    "humidity", new Value.Num(i % 89),
                    "doorOpen", new Value.Flag(i % 50 == 0),
                    "battery", new Value.Num(99))));
      }
      db.store().write(List.of(new TableBatch(APP, TEMPLATE, readings)));
    }
    return rows / ((System.nanoTime() - began) / 1e9);
  }
}
