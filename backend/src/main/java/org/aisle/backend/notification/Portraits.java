package org.aisle.backend.notification;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.backend.alerts.Alert;
import org.aisle.backend.evaluation.Occurrence;
import org.aisle.backend.evaluation.Sample;
import org.aisle.backend.notification.Item.Kind;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.Devices;
import org.aisle.templates.reading.Value;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Takes down an alert as it is now, bounded in size. */
@Component
class Portraits {

  private static final int MOST_FIELDS = 50;
  private static final int MOST_CHARACTERS = 500;

  private final Devices devices;
  private final JsonMapper json = new JsonMapper();

  Portraits(Devices devices) {
    this.devices = devices;
  }

  Item of(Alert alert, Kind kind, Instant at, String sentence, boolean late) {
    Occurrence occurrence = alert.occurrence();
    Optional<Device> device = devices.find(alert.device());
    return new Item(
        kind,
        at,
        Wording.line(sentence, 1_000),
        alert.id(),
        alert.severity(),
        alert.state(),
        late,
        occurrence.startedAt(),
        occurrence.raisedAt(),
        occurrence.clearedAt(),
        occurrence.rule(),
        alert.ruleName(),
        alert.device().device().value(),
        alert.deviceName(),
        alert.asset(),
        alert.place(),
        device.map(d -> d.template().value()).orElse(null),
        device.map(Device::simulated).orElse(false),
        properties(device.map(Device::properties).orElse(Map.of())),
        telemetry(occurrence.evidence().samples()));
  }

  private static SortedMap<String, String> properties(Map<String, String> all) {
    SortedMap<String, String> some = new TreeMap<>();
    new TreeMap<>(all)
        .entrySet().stream()
            .limit(MOST_FIELDS)
            .forEach(e -> some.put(e.getKey(), cut(e.getValue())));
    return some;
  }

  /** The newest value of each field. */
  private SortedMap<String, Object> telemetry(List<Sample> samples) {
    SortedMap<String, Value> newest = new TreeMap<>();
    samples.stream()
        .sorted(java.util.Comparator.comparing(Sample::observedAt))
        .forEach(sample -> newest.putAll(sample.values()));
    SortedMap<String, Object> written = new TreeMap<>();
    newest.entrySet().stream()
        .limit(MOST_FIELDS)
        .forEach(e -> written.put(e.getKey(), written(e.getValue())));
    return written;
  }

  private Object written(Value value) {
    return switch (value) {
      case Value.Num(double number) -> number;
      case Value.Whole(long number) -> number;
      case Value.Flag(boolean flag) -> flag;
      case Value.Text(String text) -> cut(text);
      case Value.Moment(Instant at) -> at.toString();
      case Value.Geo geo -> {
        Map<String, Object> position = new LinkedHashMap<>();
        position.put("lat", geo.lat());
        position.put("lon", geo.lon());
        Double alt = geo.alt();
        if (alt != null) {
          position.put("alt", alt);
        }
        yield position;
      }
      case Value.Vec(double x, double y, double z) -> Map.of("x", x, "y", y, "z", z);
      case Value.Tree(String text) -> tree(text);
    };
  }

  private Object tree(String text) {
    if (text.length() > MOST_CHARACTERS) {
      return cut(text);
    }
    try {
      return json.readTree(text);
    } catch (JacksonException e) {
      return cut(text);
    }
  }

  private static String cut(String text) {
    return Wording.line(text, MOST_CHARACTERS);
  }
}
