package org.aisle.templates.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.aisle.templates.decode.PayloadDecoder.Decoded;
import org.aisle.templates.decode.PayloadDecoder.Decoded.Samples;
import org.aisle.templates.decode.PayloadDecoder.Decoded.Unreadable;
import org.aisle.templates.outcome.RejectionCode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every decoder promises. Each decoder's test extends it and names its golden vectors, a file
 * in {@code src/test/resources/vectors}.
 */
abstract class PayloadDecoderContract {

  static final DecodeLimits LIMITS = DecodeLimits.DEFAULT;

  abstract PayloadDecoder decoder();

  abstract GoldenVectors vectors();

  @TestFactory
  Stream<DynamicTest> golden_vectors_decode_to_what_stands_beside_them() {
    return vectors().all().stream()
        .map(v -> DynamicTest.dynamicTest(v.name(), () -> v.verify(decoder().decode(v.payload()))));
  }

  @Test
  void an_empty_payload_is_refused_as_empty() {
    assertThat(decoder().decode(new byte[0]))
        .isInstanceOfSatisfying(
            Unreadable.class, u -> assertThat(u.code()).isEqualTo(RejectionCode.PAYLOAD_EMPTY));
  }

  @Test
  void a_payload_of_five_megabytes_is_refused_as_too_large() {
    byte[] payload = new byte[5_000_000];
    Arrays.fill(payload, (byte) ' ');
    assertThat(decoder().decode(payload))
        .isInstanceOfSatisfying(
            Unreadable.class, u -> assertThat(u.code()).isEqualTo(RejectionCode.PAYLOAD_TOO_LARGE));
  }

  @Test
  void its_content_types_are_lower_case_and_without_parameters() {
    assertThat(decoder().contentTypes())
        .isNotEmpty()
        .allMatch(t -> t.matches("[a-z]+/[a-z0-9.+-]+"));
  }

  @Property(tries = 2000)
  void random_bytes_end_in_samples_or_a_sentence(@ForAll byte[] payload) {
    requireVerdict(payload);
  }

  @Property(tries = 2000)
  void mutated_vectors_end_in_samples_or_a_sentence(@ForAll("mutated") byte[] payload) {
    requireVerdict(payload);
  }

  @Property(tries = 500)
  void vectors_cut_anywhere_end_in_samples_or_a_sentence(
      @ForAll("vector") byte[] vector, @ForAll double share) {
    double part = Math.abs(share % 1);
    requireVerdict(Arrays.copyOf(vector, (int) (part * vector.length)));
  }

  @Test
  void many_threads_get_the_same_answers_as_one() throws Exception {
    PayloadDecoder shared = decoder();
    List<GoldenVectors.Vector> all = vectors().all();
    List<Decoded> expected = all.stream().map(v -> shared.decode(v.payload())).toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Callable<List<Decoded>>> tasks = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        tasks.add(() -> all.stream().map(v -> shared.decode(v.payload())).toList());
      }
      for (Future<List<Decoded>> answer : threads.invokeAll(tasks)) {
        assertThat(answer.get()).isEqualTo(expected);
      }
    }
  }

  @Provide
  Arbitrary<byte[]> vector() {
    return Arbitraries.of(vectors().all()).map(GoldenVectors.Vector::payload);
  }

  @Provide
  Arbitrary<byte[]> mutated() {
    Arbitrary<List<Integer>> places = Arbitraries.integers().list().ofMinSize(1).ofMaxSize(6);
    return Combinators.combine(vector(), places, Arbitraries.integers().between(0, 3))
        .as(PayloadDecoderContract::mutate);
  }

  private static byte[] mutate(byte[] vector, List<Integer> places, int kind) {
    byte[] result = vector.clone();
    for (int place : places) {
      if (result.length == 0) {
        return result;
      }
      int at = Math.floorMod(place, result.length);
      switch (kind) {
        case 0 -> result[at] = (byte) (place >>> 16);
        case 1 -> result[at] ^= (byte) (1 << (place >>> 29));
        case 2 -> {
          byte[] shorter = Arrays.copyOf(result, result.length - 1);
          System.arraycopy(result, at + 1, shorter, at, shorter.length - at);
          result = shorter;
        }
        default -> {
          byte[] longer = Arrays.copyOf(result, result.length + 1);
          System.arraycopy(result, at, longer, at + 1, result.length - at);
          result = longer;
        }
      }
    }
    return result;
  }

  private void requireVerdict(byte[] payload) {
    byte[] before = payload.clone();
    Decoded first = decoder().decode(payload);
    switch (first) {
      case Samples samples ->
          assertThat(samples.samples().size() + samples.skipped().size()).isPositive();
      case Unreadable unreadable -> {
        assertThat(unreadable.sentence()).isNotBlank().hasSizeLessThan(600);
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(unreadable.sentence())).isTrue();
      }
    }
    assertThat(payload).isEqualTo(before);
    assertThat(decoder().decode(payload)).isEqualTo(first);
  }
}
