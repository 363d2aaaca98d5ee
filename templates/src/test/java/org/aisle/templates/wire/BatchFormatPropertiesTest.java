package org.aisle.templates.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.outcome.RejectionCode;
import org.aisle.templates.reading.CanonicalJson;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;

class BatchFormatPropertiesTest {

  @Property(tries = 400)
  void what_is_written_is_read_back(@ForAll("batches") Batch batch) {
    for (byte[] bytes : List.of(BatchFormat.encode(batch), BatchFormat.encodePlain(batch))) {
      assertThat(BatchFormat.decode(bytes))
          .isInstanceOfSatisfying(
              BatchOutcome.Read.class,
              read -> {
                assertThat(read.spoiled()).isEmpty();
                assertThat(Batches.comparable(read.batch())).isEqualTo(Batches.comparable(batch));
              });
    }
  }

  @Property(tries = 2000)
  void any_body_in_a_sound_frame_gets_an_answer(@ForAll @Size(max = 200) byte[] body) {
    assertThat(BatchFormat.decode(Batches.frame(0, body.length, body))).isNotNull();
  }

  @Property(tries = 2000)
  void a_changed_body_gets_an_answer(
      @ForAll("batches") Batch batch, @ForAll int where, @ForAll byte what) {
    byte[] body = BatchWriter.body(batch);
    body[Math.floorMod(where, body.length)] = what;
    assertThat(BatchFormat.decode(Batches.frame(0, body.length, body))).isNotNull();
  }

  @Provide
  Arbitrary<Batch> batches() {
    return Combinators.combine(
            readings().list().ofMaxSize(20),
            reports().list().ofMaxSize(5),
            rejections().list().ofMaxSize(5))
        .as(Batch::new);
  }

  private static Arbitrary<DeviceRef> devices() {
    return Arbitraries.of(
        DeviceRef.of("demo", "cooler-1"),
        DeviceRef.of("demo", "AA:BB:CC"),
        DeviceRef.of("other-app", "box.7"));
  }

  private static Arbitrary<Instant> times() {
    return Combinators.combine(
            Arbitraries.longs().between(-62_135_596_800L, 253_402_300_799L),
            Arbitraries.integers().between(0, 999_999))
        .as((second, micros) -> Instant.ofEpochSecond(second, micros * 1000L));
  }

  private static Arbitrary<String> names() {
    return Arbitraries.of("temperature", "door.open", "größe", "x", "a b/c");
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.strings().withCharRange(' ', '\ud7ff').ofMaxLength(30);
  }

  private static Arbitrary<Double> numbers() {
    return Arbitraries.doubles().filter(Double::isFinite);
  }

  private static Arbitrary<Value.Tree> trees() {
    return Arbitraries.of("{}", "[]", "[1,2.5,null,true]", "{\"a\":{\"b\":\"ü\"}}", "\"text\"", "7")
        .map(CanonicalJson::parse);
  }

  private static Arbitrary<Value> values() {
    Arbitrary<Double> latitudes = Arbitraries.doubles().between(-90, 90);
    Arbitrary<Double> longitudes = Arbitraries.doubles().between(-180, 180);
    return Arbitraries.oneOf(
        List.of(
            numbers().map(Value.Num::new),
            Arbitraries.longs().map(Value.Whole::new),
            Arbitraries.of(true, false).map(Value.Flag::new),
            texts().map(Value.Text::new),
            times().map(Value.Moment::new),
            Combinators.combine(latitudes, longitudes, numbers().injectNull(0.5))
                .as(Value.Geo::new),
            Combinators.combine(numbers(), numbers(), numbers()).as(Value.Vec::new),
            trees().map(tree -> (Value) tree)));
  }

  private static Arbitrary<Reading> readings() {
    return Combinators.combine(
            devices(),
            times(),
            times(),
            Arbitraries.longs().injectNull(0.5),
            times().injectNull(0.7),
            Arbitraries.maps(names(), values()).ofMaxSize(5),
            Arbitraries.maps(names(), trees()).ofMaxSize(3))
        .as(
            (device, observed, received, seq, claimed, values, extra) ->
                new Reading(
                    device,
                    observed,
                    received,
                    seq,
                    claimed,
                    new TreeMap<>(values),
                    new TreeMap<>(extra)));
  }

  private static Arbitrary<PropertyReport> reports() {
    return Combinators.combine(devices(), names(), times(), values()).as(PropertyReport::new);
  }

  private static Arbitrary<Rejection> rejections() {
    return Combinators.combine(
            devices().injectNull(0.3),
            times(),
            Arbitraries.of(RejectionCode.class),
            texts().injectNull(0.3),
            texts(),
            texts().injectNull(0.3),
            Arbitraries.bytes().array(byte[].class).ofMaxSize(20))
        .as(
            (device, at, code, field, sentence, topic, payload) ->
                new Rejection(
                    device == null ? null : new AppId(device.app().value()),
                    device == null ? null : new DeviceId(device.device().value()),
                    at,
                    code,
                    field,
                    sentence,
                    topic,
                    device == null ? null : device.username(),
                    payload,
                    payload.length + 7));
  }
}
