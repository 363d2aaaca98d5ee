package org.aisle.ui.alerts;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aisle.backend.alerts.Alert;
import org.aisle.backend.query.FleetHistory;
import org.aisle.backend.query.FleetHistory.Fix;
import org.aisle.ui.format.Tone;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.map.DeviceMap;
import org.aisle.ui.map.DeviceMap.Kind;
import org.aisle.ui.map.DeviceMap.Marker;
import org.aisle.ui.map.DeviceMap.Scene;
import org.aisle.ui.map.DeviceMap.Way;
import org.aisle.ui.map.MapTiles;

/** The fence of an alert, the way the device went around it, and where it was raised. */
final class AlertMap extends Div {

  private static final int POINTS = 500;
  private static final Kind RAISED = new Kind(Tone.BAD.key(), "raised here", "▲");
  private static final Kind LATEST = new Kind(Tone.PLAIN.key(), "last seen here", "●");

  private final FleetHistory history;
  private final ValueFormat format;
  private final DeviceMap map;
  private final Paragraph said = new Paragraph();

  AlertMap(Alert alert, FleetHistory history, MapTiles tiles, ValueFormat format) {
    this.history = history;
    this.format = format;
    addClassNames("panel", "alert-map");
    map =
        new DeviceMap(
            "Where " + alert.deviceName() + " was around this alert",
            format,
            tiles,
            "No position is known around this alert, or its readings are no longer kept.");
    map.setWidthFull();
    map.setHeight("340px");
    add(new H2("Where it was"), said, map);
    setVisible(false);
  }

  /** Hidden when the alert rests on no position. */
  void show(Alert alert, Optional<AlertGround> ground, Instant now) {
    setVisible(ground.isPresent());
    ground.ifPresent(
        known -> {
          said.setText(known.sentence(format));
          map.show(scene(alert, known, now), now);
        });
  }

  private Scene scene(Alert alert, AlertGround ground, Instant now) {
    List<List<Fix>> legs =
        history
            .journeys(
                alert.device().app(),
                List.of(alert.device()),
                AlertChart.range(alert.occurrence(), now),
                ground.field().path(),
                POINTS)
            .getOrDefault(alert.device(), List.of());
    List<Marker> markers = new ArrayList<>();
    AlertGround.At at = ground.at();
    if (at != null) {
      String distance = ground.distance(format).orElse("");
      markers.add(
          marker(alert, RAISED, at.position().lat(), at.position().lon(), distance, at.observed()));
    }
    if (!legs.isEmpty()) {
      Fix last = legs.getLast().getLast();
      if (at == null || last.at().isAfter(at.observed())) {
        markers.add(marker(alert, LATEST, last.lat(), last.lon(), "", last.at()));
      }
    }
    return new Scene(
        ground.fences().stream().map(AlertGround.Fence::drawn).toList(),
        List.of(RAISED, LATEST),
        markers,
        List.of(new Way("Way of " + alert.deviceName(), legs)));
  }

  private static Marker marker(
      Alert alert, Kind kind, double lat, double lon, String value, Instant at) {
    return new Marker(
        kind.name(), alert.deviceName(), lat, lon, kind.key(), kind.name(), value, at, null);
  }
}
