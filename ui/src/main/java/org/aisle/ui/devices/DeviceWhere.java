package org.aisle.ui.devices;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.aisle.backend.query.FleetHistory.Fix;
import org.aisle.backend.query.Telemetry;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.templates.reading.Value;
import org.aisle.ui.format.Tone;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.map.DeviceMap;
import org.aisle.ui.map.DeviceMap.Kind;
import org.aisle.ui.map.DeviceMap.Marker;
import org.aisle.ui.map.DeviceMap.Scene;
import org.aisle.ui.map.DeviceMap.Way;

/** Where a device is, the way it went, the way it is planned to go, and the places around. */
final class DeviceWhere extends Div {

  private static final int POINTS = 500;
  private static final Kind HERE = new Kind(Tone.PLAIN.key(), "last seen here", "●");

  private final DeviceGround ground;
  private final DeviceMap map;

  DeviceWhere(Fleet.Line line, DeviceGround ground, ValueFormat format) {
    this.ground = ground;
    addClassName("panel");
    map =
        new DeviceMap(
                "Where " + line.device().name() + " is", format, ground.tiles(), "No position yet.")
            .nearby();
    map.setWidthFull();
    map.setHeight("360px");
    add(new H2("Where it is"), map);
    setVisible(false);
  }

  /** Hidden when the device reports no position. */
  void show(Fleet.Line line, TimeRange range, Instant now) {
    Telemetry.Latest latest = line.latest();
    if (latest == null) {
      return;
    }
    for (Map.Entry<String, Value> entry : latest.values().entrySet()) {
      if (entry.getValue() instanceof Value.Geo here) {
        setVisible(true);
        Instant at = latest.times().getOrDefault(entry.getKey(), latest.observedAt());
        map.show(scene(line, here, entry.getKey(), at, range), now);
        return;
      }
    }
  }

  private Scene scene(Fleet.Line line, Value.Geo here, String field, Instant at, TimeRange range) {
    var device = line.device();
    List<List<Fix>> legs =
        ground
            .history()
            .journeys(device.ref().app(), List.of(device.ref()), range, field, POINTS)
            .getOrDefault(device.ref(), List.of());
    List<Way> ways = new ArrayList<>();
    if (!legs.isEmpty()) {
      ways.add(new Way("way of " + device.name(), legs));
    }
    return new Scene(
        ground.places(device.ref().app(), line.place()),
        List.of(HERE),
        List.of(
            new Marker(
                device.ref().device().value(),
                device.name(),
                here.lat(),
                here.lon(),
                HERE.key(),
                HERE.name(),
                line.placeName(),
                at,
                null)),
        ways,
        ground.routes().of(device.ref().app(), List.of(device)));
  }
}
