package org.aisle.gateway.forward;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.aisle.templates.wire.Delivery;
import org.aisle.templates.wire.PropertyReport;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes a delivery the way devices speak: for each device arrays of timed samples. */
final class DeviceApiJson {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST_BYTES = 128 * 1024;

  /** One message for {@code telemetry/<app>/<device>}. */
  record Message(DeviceRef device, byte[] payload) {

    String topic() {
      return "telemetry/" + device.app() + "/" + device.device();
    }
  }

  private record Moment(DeviceRef device, Instant at) {}

  private DeviceApiJson() {}

  /** The messages that together say what the delivery's readings and property reports say. */
  static List<Message> messages(Delivery delivery) {
    Map<DeviceRef, List<ObjectNode>> samples = new LinkedHashMap<>();
    for (Reading reading : delivery.readings()) {
      ObjectNode sample = JSON.createObjectNode();
      sample.put("ts", reading.observedAt().toString());
      Long seq = reading.seq();
      if (seq != null) {
        sample.put("seq", seq);
      }
      reading.extra().forEach((name, tree) -> sample.set(name, JSON.readTree(tree.json())));
      reading.values().forEach((path, value) -> put(sample, path, value));
      samples.computeIfAbsent(reading.device(), d -> new ArrayList<>()).add(sample);
    }
    Map<Moment, ObjectNode> reported = new LinkedHashMap<>();
    for (PropertyReport report : delivery.reports()) {
      put(
          reported.computeIfAbsent(
              new Moment(report.device(), report.observedAt()),
              m -> JSON.createObjectNode().put("ts", m.at().toString())),
          report.property(),
          report.value());
    }
    reported.forEach(
        (moment, sample) ->
            samples.computeIfAbsent(moment.device(), d -> new ArrayList<>()).add(sample));
    List<Message> result = new ArrayList<>();
    samples.forEach((device, own) -> pack(device, own, result));
    return result;
  }

  private static void pack(DeviceRef device, List<ObjectNode> samples, List<Message> result) {
    StringBuilder array = new StringBuilder();
    for (ObjectNode sample : samples) {
      String text = JSON.writeValueAsString(sample);
      if (!array.isEmpty() && array.length() + text.length() > MOST_BYTES / 2) {
        result.add(new Message(device, closed(array)));
        array.setLength(0);
      }
      array.append(array.isEmpty() ? "[" : ",").append(text);
    }
    if (!array.isEmpty()) {
      result.add(new Message(device, closed(array)));
    }
  }

  private static byte[] closed(StringBuilder array) {
    return (array + "]").getBytes(StandardCharsets.UTF_8);
  }

  private static void put(ObjectNode sample, String path, Value value) {
    ObjectNode node = sample;
    String[] names = path.split("\\.");
    for (int i = 0; i < names.length - 1; i++) {
      node = node.get(names[i]) instanceof ObjectNode known ? known : node.putObject(names[i]);
    }
    String name = names[names.length - 1];
    switch (value) {
      case Value.Num n -> node.put(name, n.value());
      case Value.Whole w -> node.put(name, w.value());
      case Value.Flag f -> node.put(name, f.value());
      case Value.Text t -> node.put(name, t.value());
      case Value.Moment m -> node.put(name, m.value().toString());
      case Value.Geo g -> {
        ObjectNode geo = node.putObject(name);
        geo.put("lat", g.lat()).put("lon", g.lon());
        Double altitude = g.alt();
        if (altitude != null) {
          geo.put("alt", altitude.doubleValue());
        }
      }
      case Value.Vec v -> node.putObject(name).put("x", v.x()).put("y", v.y()).put("z", v.z());
      case Value.Tree t -> node.set(name, JSON.readTree(t.json()));
    }
  }
}
