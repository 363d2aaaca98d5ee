package org.aisle.backend.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.aisle.backend.query.Telemetry.Row;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.NewDevice;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.RegistryServer;
import org.aisle.backend.rollup.Rollups;
import org.aisle.backend.timeseries.TelemetryStore.TableBatch;
import org.aisle.backend.timeseries.TestStore;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.junit.jupiter.api.Test;

/** A device that speaks another version of its model keeps its history. */
class MigratedHistoryTests {

  private static final AppId APP = new AppId("migrated-history");
  private static final DeviceRef FRIDGE = DeviceRef.of("migrated-history", "fridge-1");
  private static final String MODEL =
      """
      {"@context": "dtmi:dtdl:context;2", "@id": "dtmi:com:northwind:Fridge;%d",
       "@type": "Interface", "contents": [%s]}
      """;
  private static final String AIR =
      "{\"@type\": \"Telemetry\", \"name\": \"air\", \"schema\": \"double\"}";
  private static final String FAN =
      "{\"@type\": \"Telemetry\", \"name\": \"fan\", \"schema\": \"integer\"}";
  private static final String OLD =
      "{\"@type\": \"Telemetry\", \"name\": \"old\", \"schema\": \"double\"}";
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @Test
  void what_was_measured_before_and_after_is_one_history() {
    DataSource source = RegistryServer.get(DataSource.class);
    TestStore db = TestStore.on(source);
    Devices devices = RegistryServer.get(Devices.class);
    done(RegistryServer.get(Apps.class).create(APP.value(), "Fridges", null));
    DeviceTemplate first = publish(1, AIR + "," + OLD);
    done(
        devices.register(
            APP,
            new NewDevice(
                "fridge-1", null, first.id().value(), false, null, null, Map.of(), false)));
    write(db, first, NOON, Map.of("air", new Value.Num(4), "old", new Value.Num(1)));
    DeviceTemplate second = publish(2, AIR + "," + FAN);

    done(devices.change(FRIDGE, new Devices.Change(null, second.id().value(), null, Map.of())));

    DeviceDirectory directory = RegistryServer.get(DeviceDirectory.class);
    assertThat(directory.device(FRIDGE).orElseThrow().template().id()).isEqualTo(second.id());
    write(
        db,
        second,
        NOON.plusSeconds(60),
        Map.of("air", new Value.Num(5), "fan", new Value.Whole(900)));
    Telemetry telemetry =
        new JdbcTelemetry(
            source,
            db.transactions(),
            directory,
            new Sums(source, directory, new Rollups(source)),
            new Rollups(source));
    TimeRange hour = new TimeRange(NOON, NOON.plus(Duration.ofHours(1)));
    assertThat(telemetry.rows(FRIDGE, hour, List.of(), 10))
        .extracting(Row::values)
        .containsExactly(
            new TreeMap<>(Map.of("air", new Value.Num(4))),
            new TreeMap<>(Map.of("air", new Value.Num(5), "fan", new Value.Whole(900))));
    done(devices.change(FRIDGE, new Devices.Change(null, first.id().value(), null, Map.of())));
    assertThat(telemetry.rows(FRIDGE, hour, List.of("old"), 10))
        .extracting(Row::values)
        .containsExactly(new TreeMap<>(Map.of("old", new Value.Num(1))));
  }

  private static DeviceTemplate publish(int version, String contents) {
    return done(RegistryServer.get(DeviceTemplates.class)
            .publish(APP, MODEL.formatted(version, contents)))
        .getFirst();
  }

  private static void write(
      TestStore db, DeviceTemplate template, Instant at, Map<String, Value> values) {
    db.store()
        .write(
            List.of(
                new TableBatch(
                    APP,
                    template,
                    List.of(
                        new Reading(
                            FRIDGE, at, at, null, null, new TreeMap<>(values), new TreeMap<>())))));
  }

  private static <T> T done(Outcome<T> outcome) {
    assertThat(outcome).as("%s", outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<T>) outcome).value();
  }
}
