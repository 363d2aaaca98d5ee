package org.aisle.templates.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.jspecify.annotations.Nullable;

/** Writes the body of a batch. */
final class BatchWriter {

  static final int NUM = 0;
  static final int WHOLE = 1;
  static final int FALSE = 2;
  static final int TRUE = 3;
  static final int TEXT = 4;
  static final int MOMENT = 5;
  static final int FLAT_GEO = 6;
  static final int GEO = 7;
  static final int VEC = 8;
  static final int TREE = 9;

  static final int SEQ = 1;
  static final int CLAIMED = 2;

  static final int APP = 1;
  static final int DEVICE = 2;
  static final int FIELD = 4;
  static final int TOPIC = 8;
  static final int CLIENT = 16;

  private final Map<DeviceRef, Integer> devices = new LinkedHashMap<>();
  private final Map<String, Integer> names = new LinkedHashMap<>();
  private final Bytes content = new Bytes();
  private long base;

  private BatchWriter() {}

  static byte[] body(Batch batch) {
    if (batch.readings().size() > BatchFormat.MOST_READINGS
        || batch.reports().size() > BatchFormat.MOST_READINGS
        || batch.rejections().size() > BatchFormat.MOST_REJECTIONS) {
      throw new IllegalArgumentException(
          "A batch has at most %d readings, as many reports and %d rejections."
              .formatted(BatchFormat.MOST_READINGS, BatchFormat.MOST_REJECTIONS));
    }
    long values = 0;
    for (Reading reading : batch.readings()) {
      values += reading.values().size() + reading.extra().size();
    }
    if (values > BatchFormat.MOST_VALUES) {
      throw new IllegalArgumentException(
          "A batch has at most " + BatchFormat.MOST_VALUES + " values.");
    }
    return new BatchWriter().write(batch);
  }

  private byte[] write(Batch batch) {
    content.varint(batch.readings().size());
    batch.readings().forEach(this::reading);
    content.varint(batch.reports().size());
    batch.reports().forEach(this::report);
    content.varint(batch.rejections().size());
    batch.rejections().forEach(this::rejection);
    Bytes result = new Bytes();
    result.varint(devices.size());
    devices.keySet().forEach(device -> result.text(device.username()));
    result.varint(names.size());
    names.keySet().forEach(result::text);
    result.all(content);
    return result.toByteArray();
  }

  private void reading(Reading reading) {
    content.varint(device(reading.device()));
    Long seq = reading.seq();
    content.octet((seq == null ? 0 : SEQ) | (reading.claimedAt() == null ? 0 : CLAIMED));
    content.time(reading.observedAt(), base);
    base = reading.observedAt().getEpochSecond();
    content.time(reading.receivedAt(), base);
    if (seq != null) {
      content.signed(seq);
    }
    if (reading.claimedAt() != null) {
      content.time(reading.claimedAt(), base);
    }
    content.varint(reading.values().size());
    reading.values().forEach(this::named);
    content.varint(reading.extra().size());
    reading
        .extra()
        .forEach(
            (name, tree) -> {
              content.varint(name(name));
              content.text(tree.json());
            });
  }

  private void report(PropertyReport report) {
    content.varint(device(report.device()));
    content.time(report.observedAt(), base);
    base = report.observedAt().getEpochSecond();
    named(report.property(), report.value());
  }

  private void rejection(Rejection rejection) {
    AppId app = rejection.app();
    DeviceId device = rejection.device();
    content.octet(
        (app == null ? 0 : APP)
            | (device == null ? 0 : DEVICE)
            | (rejection.field() == null ? 0 : FIELD)
            | (rejection.topic() == null ? 0 : TOPIC)
            | (rejection.client() == null ? 0 : CLIENT));
    content.time(rejection.at(), base);
    base = rejection.at().getEpochSecond();
    content.text(rejection.code().code());
    content.text(rejection.sentence());
    optional(app == null ? null : app.value());
    optional(device == null ? null : device.value());
    optional(rejection.field());
    optional(rejection.topic());
    optional(rejection.client());
    content.varint(rejection.payloadSize());
    content.block(rejection.payload());
  }

  private void optional(@Nullable String text) {
    if (text != null) {
      content.text(text);
    }
  }

  private void named(String name, Value value) {
    content.varint(name(name));
    switch (value) {
      case Value.Num n -> {
        content.octet(NUM);
        content.decimal(n.value());
      }
      case Value.Whole w -> {
        content.octet(WHOLE);
        content.signed(w.value());
      }
      case Value.Flag f -> content.octet(f.value() ? TRUE : FALSE);
      case Value.Text t -> {
        content.octet(TEXT);
        content.text(t.value());
      }
      case Value.Moment m -> {
        content.octet(MOMENT);
        content.time(m.value(), base);
      }
      case Value.Geo g -> {
        Double altitude = g.alt();
        content.octet(altitude == null ? FLAT_GEO : GEO);
        content.decimal(g.lat());
        content.decimal(g.lon());
        if (altitude != null) {
          content.decimal(altitude);
        }
      }
      case Value.Vec v -> {
        content.octet(VEC);
        content.decimal(v.x());
        content.decimal(v.y());
        content.decimal(v.z());
      }
      case Value.Tree t -> {
        content.octet(TREE);
        content.text(t.json());
      }
    }
  }

  private int device(DeviceRef ref) {
    Integer known = devices.putIfAbsent(ref, devices.size());
    return known == null ? devices.size() - 1 : known;
  }

  private int name(String name) {
    Integer known = names.putIfAbsent(name, names.size());
    return known == null ? names.size() - 1 : known;
  }
}
