package org.aisle.templates.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.RejectionCode;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BatchFormatTest {

  private static final Path VECTOR = Path.of("src/test/resources/vectors/uplink-batch.json");

  private static BatchOutcome.Refused refused(byte[] bytes) {
    BatchOutcome outcome = BatchFormat.decode(bytes);
    assertThat(outcome).isInstanceOf(BatchOutcome.Refused.class);
    return (BatchOutcome.Refused) outcome;
  }

  private static BatchOutcome.Read read(byte[] bytes) {
    BatchOutcome outcome = BatchFormat.decode(bytes);
    assertThat(outcome).isInstanceOf(BatchOutcome.Read.class);
    return (BatchOutcome.Read) outcome;
  }

  @Test
  void the_golden_vector_is_written_and_read() throws IOException {
    JsonNode vector = JsonMapper.shared().readTree(Files.readString(VECTOR));
    byte[] plain = HexFormat.of().parseHex(vector.get("plain").stringValue());
    byte[] deflated = HexFormat.of().parseHex(vector.get("deflated").stringValue());
    assertThat(HexFormat.of().formatHex(BatchFormat.encodePlain(Batches.golden())))
        .isEqualTo(vector.get("plain").stringValue());
    for (byte[] bytes : List.of(plain, deflated)) {
      assertThat(Batches.comparable(read(bytes).batch()))
          .isEqualTo(Batches.comparable(Batches.golden()));
    }
  }

  @Test
  void a_batch_cut_off_at_any_byte_is_refused() {
    byte[] whole = BatchFormat.encode(Batches.golden());
    for (int length = 0; length < whole.length; length++) {
      RejectionCode code = refused(Arrays.copyOf(whole, length)).code();
      assertThat(code)
          .as("cut off after %d bytes", length)
          .isEqualTo(length == 0 ? RejectionCode.PAYLOAD_EMPTY : RejectionCode.PAYLOAD_TRUNCATED);
    }
    assertThat(refused(Arrays.copyOf(whole, whole.length + 1)).code())
        .isEqualTo(RejectionCode.PAYLOAD_MALFORMED);
  }

  @Test
  void a_batch_with_any_bit_flipped_is_refused() {
    byte[] whole = BatchFormat.encode(Batches.golden());
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(refused(flipped).sentence()).as("bit %d", bit).isNotBlank();
      assertThat(BatchFormat.checkFrame(ByteBuffer.wrap(flipped))).as("bit %d", bit).isPresent();
    }
  }

  @Test
  void a_body_cut_off_at_any_byte_is_refused_although_its_frame_is_sound() {
    byte[] body = BatchWriter.body(Batches.golden());
    for (int length = 0; length < body.length; length++) {
      byte[] cut = Arrays.copyOf(body, length);
      assertThat(refused(Batches.frame(0, length, cut)).code())
          .as("cut off after %d bytes", length)
          .isEqualTo(RejectionCode.PAYLOAD_MALFORMED);
    }
  }

  @Test
  void another_version_has_its_own_code() {
    byte[] other = BatchFormat.encode(Batches.golden());
    other[4] = 2;
    assertThat(refused(other).code()).isEqualTo(RejectionCode.BATCH_VERSION_UNKNOWN);
    assertThat(refused(other).sentence()).contains("version 2");
  }

  private static byte[] zeros(int length, int claimed) {
    Deflater deflater = new Deflater(9);
    deflater.setInput(new byte[length]);
    deflater.finish();
    byte[] buffer = new byte[length / 500 + 1000];
    int size = deflater.deflate(buffer);
    deflater.end();
    return Batches.frame(1, claimed, Arrays.copyOf(buffer, size));
  }

  private static Bytes dictionaries(int devices, int names) {
    Bytes result = new Bytes();
    result.varint(devices);
    for (int i = 0; i < devices; i++) {
      result.text("cooler-" + i + "@demo");
    }
    result.varint(names);
    for (int i = 0; i < names; i++) {
      result.text("field" + i);
    }
    return result;
  }

  private static Bytes with(Bytes bytes, long... numbers) {
    for (long number : numbers) {
      bytes.varint(number);
    }
    return bytes;
  }

  private static Bytes twice(String first, String second, boolean devices) {
    Bytes result = new Bytes();
    result.varint(devices ? 2 : 0);
    if (!devices) {
      result.varint(2);
    }
    result.text(first);
    result.text(second);
    if (devices) {
      result.varint(0);
    }
    return with(result, 0, 0, 0);
  }

  static Stream<Arguments> hostile() {
    return Stream.of(
        Arguments.of("something else", "PUBLISH, said the spider".getBytes()),
        Arguments.of("a bomb that claims little", zeros(16_000_000, 1000)),
        Arguments.of("a bomb that claims what it is", zeros(16_000_000, 16_000_000)),
        Arguments.of("a bomb that claims too much", zeros(1000, 17_000_000)),
        Arguments.of("a body of more than 2 GiB", Batches.frame(1, 0xFFFF_FFF0L, new byte[20])),
        Arguments.of("deflate with rubbish", Batches.frame(1, 20, new byte[20])),
        Arguments.of("plain of another length", Batches.frame(0, 21, new byte[20])),
        Arguments.of("unknown flags", Batches.frame(2, 20, new byte[20])),
        Arguments.of("two billion devices", Batches.plain(with(new Bytes(), 2_000_000_000L))),
        Arguments.of("a negative count", Batches.plain(with(new Bytes(), -1))),
        Arguments.of("20,000 devices in 3 bytes", Batches.plain(with(new Bytes(), 20_000))),
        Arguments.of("20,000 readings in 3 bytes", Batches.plain(with(dictionaries(1, 1), 20_000))),
        Arguments.of(
            "a name that is not listed",
            Batches.plain(with(dictionaries(1, 1), 1, 0, 0, 0, 0, 0, 0, 1, 7, 2, 0, 0, 0))),
        Arguments.of(
            "a device that is not listed",
            Batches.plain(with(dictionaries(1, 1), 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0))),
        Arguments.of(
            "an unknown kind of value",
            Batches.plain(with(dictionaries(1, 1), 1, 0, 0, 0, 0, 0, 0, 1, 0, 77, 0, 0, 0))),
        Arguments.of("more than it says", Batches.plain(with(dictionaries(1, 1), 0, 0, 0, 9))),
        Arguments.of("a device listed twice", Batches.plain(twice("a@demo", "a@demo", true))),
        Arguments.of("a name listed twice", Batches.plain(twice("x", "x", false))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void hostile_bytes_are_refused(String what, byte[] bytes) {
    assertThat(refused(bytes).code()).isEqualTo(RejectionCode.PAYLOAD_MALFORMED);
  }

  @Test
  void a_larger_batch_than_allowed_is_neither_read_nor_written() {
    assertThat(refused(new byte[BatchFormat.MOST_BYTES + 1]).code())
        .isEqualTo(RejectionCode.PAYLOAD_TOO_LARGE);
    Reading reading = Batches.golden().readings().get(1);
    List<Reading> many = Collections.nCopies(BatchFormat.MOST_READINGS + 1, reading);
    assertThatThrownBy(() -> BatchFormat.encode(new Batch(many, List.of(), List.of())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_largest_batch_is_written_and_read() {
    Reading reading = Batches.golden().readings().get(0);
    List<Reading> many = Collections.nCopies(BatchFormat.MOST_READINGS, reading);
    byte[] bytes = BatchFormat.encode(new Batch(many, List.of(), List.of()));
    assertThat(read(bytes).batch().readings()).hasSize(BatchFormat.MOST_READINGS);
    assertThat(bytes.length).isLessThan(BatchFormat.MOST_READINGS * 20);
  }

  @Test
  void an_entry_that_can_not_be_spoils_nothing_but_itself() {
    Bytes body = new Bytes();
    body.varint(2);
    body.text("cooler-1@demo");
    body.text("no device at all");
    body.varint(2);
    body.text("temperature");
    body.text("x\0y");
    body.varint(9);
    one(body, 0, 0, () -> body.decimal(4.5), BatchWriter.NUM);
    one(body, 0, 0, () -> body.decimal(Double.NaN), BatchWriter.NUM);
    one(body, 1, 0, () -> body.decimal(4.5), BatchWriter.NUM);
    one(body, 0, 1, () -> body.decimal(4.5), BatchWriter.NUM);
    one(body, 0, 0, () -> body.block(new byte[] {(byte) 0xC3}), BatchWriter.TEXT);
    one(body, 0, 0, () -> body.text("{\"a\":"), BatchWriter.TREE);
    one(body, 0, 0, () -> body.text("a\0b"), BatchWriter.TEXT);
    one(
        body,
        0,
        0,
        () -> {
          body.decimal(91);
          body.decimal(0);
        },
        BatchWriter.FLAT_GEO);
    with(body, 0, 0, Long.MAX_VALUE - 1, 0, 0, 0, 0, 0);
    with(body, 0, 0);
    BatchOutcome.Read read = read(Batches.plain(body));
    assertThat(read.batch().readings()).hasSize(1);
    assertThat(read.batch().readings().getFirst().values())
        .isEqualTo(Map.of("temperature", new Value.Num(4.5)));
    assertThat(read.spoiled()).hasSize(8);
    assertThat(read.spoiled().get(0).device()).isEqualTo(DeviceRef.of("demo", "cooler-1"));
    assertThat(read.spoiled().get(0).sentence()).contains("finite");
    assertThat(read.spoiled().get(1).device()).isNull();
  }

  private static void one(Bytes body, int device, int name, Runnable value, int kind) {
    with(body, device, 0, 0, 0, 0, 0, 1, name);
    body.octet(kind);
    value.run();
    body.varint(0);
  }

  @Test
  void a_code_of_a_newer_gateway_is_kept_in_the_sentence() {
    Bytes body = dictionaries(0, 0);
    with(body, 0, 0, 1, 0, 0, 0);
    body.text("tomorrow.code");
    body.text("Do this.");
    body.varint(0);
    body.varint(0);
    assertThat(read(Batches.plain(body)).batch().rejections())
        .singleElement()
        .satisfies(
            rejection -> {
              assertThat(rejection.code()).isEqualTo(RejectionCode.STEP_FAILED);
              assertThat(rejection.sentence()).isEqualTo("tomorrow.code: Do this.");
            });
  }

  @Test
  void a_field_twice_in_a_reading_spoils_it() {
    Bytes body = dictionaries(1, 1);
    with(body, 1, 0, 0, 0, 0, 0, 0, 2, 0, BatchWriter.TRUE, 0, BatchWriter.FALSE, 0, 0, 0);
    assertThat(read(Batches.plain(body)).spoiled()).hasSize(1);
  }
}
