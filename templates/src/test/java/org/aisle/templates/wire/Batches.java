package org.aisle.templates.wire;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.outcome.RejectionCode;
import org.aisle.templates.reading.CanonicalJson;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;

/** Batches for tests. */
final class Batches {

  static final DeviceRef COOLER = DeviceRef.of("demo", "cooler-1");
  static final DeviceRef BOX = DeviceRef.of("demo", "box:7");
  static final Instant START = Instant.parse("2026-11-21T08:15:30.123456Z");

  private Batches() {}

  /** One of everything; the golden vector is this. */
  static Batch golden() {
    TreeMap<String, Value> all = new TreeMap<>();
    all.put("bytesFree", new Value.Whole(-9_000_000_000L));
    all.put("door.open", new Value.Flag(true));
    all.put("light", new Value.Flag(false));
    all.put("mode", new Value.Text("kühl"));
    all.put("position", new Value.Geo(52.5, 13.25, null));
    all.put("servicedAt", new Value.Moment(START.minusSeconds(86_400)));
    all.put("shock", new Value.Vec(0.5, -1.0, 9.75));
    all.put("start", new Value.Geo(-33.5, 151.25, 12.5));
    all.put("stages", CanonicalJson.parse("[1,2.5,null]"));
    all.put("temperature", new Value.Num(4.5));
    return new Batch(
        List.of(
            new Reading(
                COOLER,
                START,
                START.plusSeconds(2),
                17L,
                START.plusSeconds(7200),
                all,
                new TreeMap<>(Map.of("note", CanonicalJson.parse("{\"a\":\"b\"}")))),
            Reading.of(
                BOX, START.minusSeconds(60), START, Map.of("temperature", new Value.Num(-0.25))),
            Reading.of(COOLER, START.plusSeconds(60), START.plusSeconds(61), Map.of())),
        List.of(new PropertyReport(COOLER, "firmware", START, new Value.Text("1.2.0"))),
        List.of(
            new Rejection(
                new AppId("demo"),
                new DeviceId("box:7"),
                START.plusSeconds(5),
                RejectionCode.FIELD_OUT_OF_RANGE,
                "temperature",
                "The field temperature is too cold.",
                "telemetry",
                "box:7@demo",
                new byte[] {1, 2, 3},
                4000),
            new Rejection(
                null,
                null,
                START.plusSeconds(6),
                RejectionCode.CLIENT_UNAUTHENTICATED,
                null,
                "The password is wrong.",
                null,
                null,
                new byte[0],
                0)));
  }

  /** What can be compared of a batch; a rejection's payload is an array. */
  static List<Object> comparable(Batch batch) {
    List<Object> result = new ArrayList<>(List.of(batch.readings(), batch.reports()));
    for (Rejection r : batch.rejections()) {
      List<Object> parts = new ArrayList<>();
      parts.add(r.app());
      parts.add(r.device());
      parts.add(r.at());
      parts.add(r.code());
      parts.add(r.field());
      parts.add(r.sentence());
      parts.add(r.topic());
      parts.add(r.client());
      parts.add(java.util.HexFormat.of().formatHex(r.payload()));
      parts.add(r.payloadSize());
      result.add(parts);
    }
    return result;
  }

  /** A frame around any body, with a right checksum. */
  static byte[] frame(int flags, long bodyLength, byte[] stored) {
    ByteBuffer buffer = ByteBuffer.allocate(18 + stored.length);
    buffer.put((byte) 'A').put((byte) 'I').put((byte) 'U').put((byte) 'B');
    buffer.put((byte) 1).put((byte) flags).putInt((int) bodyLength).putInt(stored.length);
    CRC32C checksum = new CRC32C();
    checksum.update(buffer.array(), 0, 14);
    checksum.update(stored);
    return buffer.putInt((int) checksum.getValue()).put(stored).array();
  }

  static byte[] plain(Bytes body) {
    byte[] bytes = body.toByteArray();
    return frame(0, bytes.length, bytes);
  }
}
