package org.aisle.ui.fake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aisle.backend.query.FleetHistory;
import org.aisle.backend.query.Telemetry;
import org.aisle.backend.query.Telemetry.Row;
import org.aisle.backend.query.Telemetry.Stretch;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Value;
import org.jspecify.annotations.Nullable;

/** Asks another history device by device. */
final class FakeFleetHistory implements FleetHistory {

  private static final int ROWS = 100_000;

  private final Telemetry telemetry;

  FakeFleetHistory(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  @Override
  public Map<DeviceRef, List<Stretch>> states(
      AppId app, List<DeviceRef> devices, TimeRange range, String field) {
    Map<DeviceRef, List<Stretch>> states = new LinkedHashMap<>();
    devices.forEach(device -> states.put(device, telemetry.states(device, range, field)));
    return states;
  }

  @Override
  public Map<DeviceRef, List<Stretch>> outside(
      AppId app,
      List<DeviceRef> devices,
      TimeRange range,
      String field,
      @Nullable Double min,
      @Nullable Double max) {
    Map<DeviceRef, List<Stretch>> outside = new LinkedHashMap<>();
    for (DeviceRef device : devices) {
      List<Stretch> stretches = new ArrayList<>();
      List<Row> rows = telemetry.rows(device, range, List.of(field), ROWS);
      for (int i = 0; i + 1 < rows.size(); i++) {
        if (rows.get(i).values().get(field) instanceof Value.Num n
            && (min != null && n.value() < min || max != null && n.value() > max)) {
          stretches.add(
              new Stretch(rows.get(i).observedAt(), rows.get(i + 1).observedAt(), "outside"));
        }
      }
      outside.put(device, stretches);
    }
    return outside;
  }

  @Override
  public Map<DeviceRef, List<List<Fix>>> journeys(
      AppId app, List<DeviceRef> devices, TimeRange range, String field, int points) {
    Map<DeviceRef, List<List<Fix>>> journeys = new LinkedHashMap<>();
    for (DeviceRef device : devices) {
      List<Fix> leg = new ArrayList<>();
      for (Row row : telemetry.rows(device, range, List.of(field), ROWS)) {
        if (row.values().get(field) instanceof Value.Geo geo) {
          leg.add(new Fix(row.observedAt(), geo.lat(), geo.lon()));
        }
      }
      journeys.put(device, leg.isEmpty() ? List.of() : List.of(leg));
    }
    return journeys;
  }

  @Override
  public List<Change> changes(
      AppId app, List<DeviceRef> devices, TimeRange range, List<String> fields, int limit) {
    List<Change> changes = new ArrayList<>();
    for (DeviceRef device : devices) {
      for (String field : fields) {
        List<Stretch> states = telemetry.states(device, range, field);
        for (int i = 1; i < states.size(); i++) {
          changes.add(
              new Change(
                  device,
                  states.get(i).from(),
                  field,
                  states.get(i - 1).state(),
                  states.get(i).state()));
        }
      }
    }
    changes.sort(Comparator.comparing(Change::at).reversed());
    return changes.stream().limit(limit).toList();
  }
}
