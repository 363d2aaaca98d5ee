package org.aisle.backend.ingest;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.aisle.backend.timeseries.FieldColumns;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.definition.PerTemplate;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.directory.KnownDevice;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.outcome.RejectionCode;
import org.aisle.templates.reading.CanonicalJson;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.aisle.templates.wire.Delivery;
import org.aisle.templates.wire.PropertyReport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The gateway has checked already; this catches what changed since (a device or template version
 * gone or new) and what a gateway of another version may send. Thread-safe.
 */
@Component
class Validation {

  private final DeviceDirectory directory;
  private final InstantSource clock;
  private final PerTemplate<Map<String, Field>> fields =
      new PerTemplate<>(
          template ->
              template.telemetry().stream()
                  .collect(Collectors.toUnmodifiableMap(Field::path, Function.identity())));

  Validation(DeviceDirectory directory, InstantSource clock) {
    this.directory = directory;
    this.clock = clock;
  }

  Batch.Validated validate(Batch.Taken batch) {
    List<Batch.Fitted> readings = new ArrayList<>();
    List<PropertyReport> reports = new ArrayList<>();
    List<Rejection> rejections = new ArrayList<>();
    for (Delivery delivery : batch.deliveries()) {
      reports.addAll(delivery.reports());
      rejections.addAll(delivery.rejections());
      for (Reading reading : delivery.readings()) {
        Optional<DeviceTemplate> template =
            directory.device(reading.device()).map(KnownDevice::template);
        if (template.isEmpty()) {
          rejections.add(
              rejection(
                  reading,
                  RejectionCode.DEVICE_UNKNOWN,
                  null,
                  "The device " + reading.device() + " is not registered; register it first."));
        } else {
          readings.add(new Batch.Fitted(template.get(), fit(template.get(), reading, rejections)));
        }
      }
    }
    return new Batch.Validated(batch.deliveries(), readings, reports, rejections);
  }

  /** The refusal of a reading, or of one of its fields. */
  Rejection rejection(
      Reading reading, RejectionCode code, @Nullable String field, String sentence) {
    byte[] content = reading.toString().getBytes(StandardCharsets.UTF_8);
    return new Rejection(
        reading.device().app(),
        reading.device().device(),
        clock.instant(),
        code,
        field,
        sentence,
        null,
        null,
        content,
        content.length);
  }

  private Reading fit(DeviceTemplate template, Reading reading, List<Rejection> rejections) {
    Map<String, Field> known = fields.of(template);
    if (fitsAsItIs(known, reading)) {
      return reading;
    }
    SortedMap<String, Value> values = new TreeMap<>();
    SortedMap<String, Value.Tree> extra = new TreeMap<>(reading.extra());
    for (Map.Entry<String, Value> entry : reading.values().entrySet()) {
      String path = entry.getKey();
      Field field = known.get(path);
      if (field == null) {
        extra.putIfAbsent(path, CanonicalJson.of(json(entry.getValue())));
        continue;
      }
      Value value = convert(field, entry.getValue());
      if (FieldColumns.fits(field, value)) {
        values.put(path, value);
      } else {
        rejections.add(
            rejection(
                reading,
                RejectionCode.FIELD_WRONG_TYPE,
                path,
                "The field %s of %s can't hold this value; send the type that the template names."
                    .formatted(path, template.id())));
      }
    }
    return new Reading(
        reading.device(),
        reading.observedAt(),
        reading.receivedAt(),
        reading.seq(),
        reading.claimedAt(),
        values,
        extra);
  }

  /** As nearly every reading does, because the gateway made it with the same template. */
  private static boolean fitsAsItIs(Map<String, Field> known, Reading reading) {
    for (Map.Entry<String, Value> entry : reading.values().entrySet()) {
      Field field = known.get(entry.getKey());
      if (field == null
          || !convert(field, entry.getValue()).equals(entry.getValue())
          || !FieldColumns.fits(field, entry.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static Value convert(Field field, Value value) {
    return field.type() instanceof FieldType.Decimal && value instanceof Value.Whole whole
        ? new Value.Num(whole.value())
        : value;
  }

  private static JsonNode json(Value value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (value) {
      case Value.Num(double number) -> nodes.numberNode(number);
      case Value.Whole(long number) -> nodes.numberNode(number);
      case Value.Flag(boolean flag) -> nodes.booleanNode(flag);
      case Value.Text(String text) -> nodes.stringNode(text);
      case Value.Moment m -> nodes.stringNode(m.value().toString());
      case Value.Geo(double lat, double lon, Double alt) -> {
        var node = nodes.objectNode().put("lat", lat).put("lon", lon);
        yield alt == null ? node : node.put("alt", alt);
      }
      case Value.Vec(double x, double y, double z) ->
          nodes.objectNode().put("x", x).put("y", y).put("z", z);
      case Value.Tree(String text) ->
          tools.jackson.databind.json.JsonMapper.shared().readTree(text);
    };
  }
}
