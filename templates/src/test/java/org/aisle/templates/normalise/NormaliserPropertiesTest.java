package org.aisle.templates.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import org.aisle.templates.decode.PayloadDecoder.Sample;
import org.aisle.templates.outcome.RejectionCode;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Times;
import org.aisle.templates.reading.Value;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class NormaliserPropertiesTest {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final long DAY = 86_400_000_000L;
  private static final List<String> NAMES =
      List.of(
          "temperature",
          "humidity",
          "count",
          "total",
          "door",
          "open",
          "door.open",
          "label",
          "day",
          "at",
          "every",
          "state",
          "since",
          "location",
          "lat",
          "lon",
          "alt",
          "acceleration",
          "x",
          "y",
          "z",
          "list",
          "serial",
          "seq",
          "ts",
          "unknown",
          "",
          "\0",
          "\ud800");

  private final Normaliser normaliser = new Normaliser(NormaliseLimits.DEFAULT);

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void a_valid_sample_survives_whole(
      @ForAll("validFields") Map<String, Tuple2<JsonNode, Value>> said) {
    ObjectNode object = NODES.objectNode();
    Map<String, Value> expected = new TreeMap<>();
    said.forEach(
        (path, pair) -> {
          int dot = path.indexOf('.');
          if (dot < 0) {
            object.set(path, pair.get1());
          } else {
            object.putObject(path.substring(0, dot)).set(path.substring(dot + 1), pair.get1());
          }
          expected.put(path, pair.get2());
        });
    Normalised result = normalise(List.of(at(NOW, object)));
    assertThat(result.refusals()).isEmpty();
    assertThat(result.readings())
        .singleElement()
        .satisfies(reading -> assertThat(reading.values()).isEqualTo(expected));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void no_tree_makes_it_throw_or_vanishes_without_a_trace(@ForAll("trees") ObjectNode object) {
    ObjectNode before = object.deepCopy();
    Normalised result = normalise(List.of(at(NOW, object)));
    assertThat(result.readings().size() + result.reports().size() + result.refusals().size())
        .isPositive();
    assertThat(result.refusals()).hasSizeLessThanOrEqualTo(Refusals.MOST);
    assertThat(object).isEqualTo(before);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void a_batch_means_what_its_samples_mean_one_by_one(@ForAll("batches") List<Sample> batch) {
    List<Reading> single = new ArrayList<>();
    batch.forEach(sample -> single.addAll(normalise(List.of(sample)).readings()));
    assertThat(normalise(batch).readings()).isEqualTo(single);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void nothing_of_a_fast_clock_is_observed_after_it_was_received(
      @ForAll("futures") List<Instant> claims) {
    List<Sample> samples =
        claims.stream().map(claim -> at(claim, NODES.objectNode().put("power", 1))).toList();
    Normalised result = normalise(samples);
    assertThat(result.readings()).isNotEmpty();
    for (Reading reading : result.readings()) {
      assertThat(reading.observedAt()).isBetween(Times.EARLIEST, NOW);
      assertThat(reading.claimedAt()).isNotNull();
    }
    for (Reading a : result.readings()) {
      Reading first = result.readings().getFirst();
      assertThat(Duration.between(first.observedAt(), a.observedAt()))
          .isEqualTo(Duration.between(first.claimedAt(), a.claimedAt()));
    }
    assertThat(result.readings()).extracting(Reading::observedAt).contains(NOW);
    assertThat(result.refusals()).extracting(Refusal::code).contains(RejectionCode.TIME_IN_FUTURE);
  }

  private Normalised normalise(List<Sample> samples) {
    return normaliser.normalise(Models.DEVICE, samples, NOW, null);
  }

  private static Sample at(Instant time, ObjectNode fields) {
    return new Sample(Optional.of(time), null, OptionalLong.empty(), fields, null);
  }

  @Provide
  Arbitrary<List<Sample>> batches() {
    Arbitrary<Instant> believed =
        Arbitraries.longs()
            .between(-1000 * DAY, 300_000_000L)
            .map(NormaliserPropertiesTest::micros);
    Arbitrary<Sample> sample =
        Combinators.combine(believed, trees(), Arbitraries.longs().greaterOrEqual(0))
            .as(
                (time, tree, seq) ->
                    new Sample(Optional.of(time), null, OptionalLong.of(seq), tree, null));
    return sample.list().ofMaxSize(5);
  }

  @Provide
  Arbitrary<List<Instant>> futures() {
    return Arbitraries.longs()
        .between(300_000_001L, 9000 * DAY)
        .map(NormaliserPropertiesTest::micros)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  private static Instant micros(long fromNow) {
    return NOW.plus(Duration.ofNanos(fromNow * 1000));
  }

  @Provide
  Arbitrary<ObjectNode> trees() {
    return object(node(2)).filter(o -> !o.isEmpty());
  }

  private static Arbitrary<ObjectNode> object(Arbitrary<JsonNode> values) {
    return Arbitraries.maps(
            Arbitraries.oneOf(Arbitraries.of(NAMES), Arbitraries.strings().ofMaxLength(5)), values)
        .ofMaxSize(6)
        .map(
            map -> {
              ObjectNode result = NODES.objectNode();
              map.forEach(result::set);
              return result;
            });
  }

  private static Arbitrary<JsonNode> node(int depth) {
    Arbitrary<JsonNode> leaf =
        Arbitraries.oneOf(
            Arbitraries.longs().map(NODES::numberNode),
            Arbitraries.doubles().map(NODES::numberNode),
            Arbitraries.of(
                    "1e400", "-1e999999999", "1e-999999999", "9223372036854775808.0", "2147483648")
                .map(text -> NODES.numberNode(new BigDecimal(text))),
            Arbitraries.bigIntegers().map(big -> NODES.numberNode(big.shiftLeft(900))),
            Arbitraries.just(NODES.numberNode(BigInteger.TEN.pow(400))),
            Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY).map(NODES::numberNode),
            Arbitraries.of(true, false).map(NODES::booleanNode),
            Arbitraries.just(NODES.nullNode()),
            Arbitraries.strings().ofMaxLength(10).map(NODES::stringNode),
            Arbitraries.of("\0", "\udc00", "2026-11-20", "PT5M", "open", "1", "08:15Z")
                .map(NODES::stringNode));
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<JsonNode> inner = node(depth - 1);
    return Arbitraries.frequencyOf(
        Tuple.of(4, leaf),
        Tuple.of(2, object(inner).map(o -> (JsonNode) o)),
        Tuple.of(
            1,
            inner
                .list()
                .ofMaxSize(3)
                .map(
                    list -> {
                      ArrayNode array = NODES.arrayNode();
                      list.forEach(array::add);
                      return (JsonNode) array;
                    })));
  }

  @Provide
  Arbitrary<Map<String, Tuple2<JsonNode, Value>>> validFields() {
    return Arbitraries.of(
            "temperature",
            "humidity",
            "power",
            "limited",
            "count",
            "total",
            "door.open",
            "label",
            "state",
            "since",
            "location",
            "acceleration")
        .set()
        .ofMinSize(1)
        .flatMap(
            paths ->
                Combinators.combine(paths.stream().map(NormaliserPropertiesTest::valid).toList())
                    .as(
                        values -> {
                          Map<String, Tuple2<JsonNode, Value>> result = new TreeMap<>();
                          int i = 0;
                          for (String path : paths) {
                            result.put(path, values.get(i++));
                          }
                          return result;
                        }));
  }

  private static Arbitrary<Tuple2<JsonNode, Value>> valid(String path) {
    return switch (path) {
      case "temperature" -> number(-273.15, 1000);
      case "humidity" -> number(0, 100);
      case "power" -> number(-1e300, 1e300);
      case "limited" -> number(0, 10);
      case "count" ->
          Arbitraries.integers().map(i -> Tuple.of(NODES.numberNode(i), new Value.Whole(i)));
      case "total" ->
          Arbitraries.longs().map(l -> Tuple.of(NODES.numberNode(l), new Value.Whole(l)));
      case "door.open" ->
          Arbitraries.of(true, false).map(b -> Tuple.of(NODES.booleanNode(b), new Value.Flag(b)));
      case "label" ->
          Arbitraries.strings()
              .excludeChars('\0')
              .filter(Texts::storable)
              .map(s -> Tuple.of(NODES.stringNode(s), new Value.Text(s)));
      case "state" ->
          Arbitraries.of(0, 1)
              .map(i -> Tuple.of(NODES.numberNode(i), new Value.Text(i == 0 ? "closed" : "open")));
      case "since" ->
          Arbitraries.longs()
              .between(0, 4_000_000_000_000L)
              .map(
                  ms -> Tuple.of(NODES.numberNode(ms), new Value.Moment(Instant.ofEpochMilli(ms))));
      case "location" ->
          Combinators.combine(
                  Arbitraries.doubles().between(-90, 90), Arbitraries.doubles().between(-180, 180))
              .as(
                  (lat, lon) ->
                      Tuple.of(
                          NODES.objectNode().put("lat", lat).put("lon", lon),
                          new Value.Geo(lat, lon, null)));
      default ->
          Arbitraries.doubles()
              .between(-20, 20)
              .map(
                  d ->
                      Tuple.of(
                          NODES.objectNode().put("x", d).put("y", -d).put("z", 1),
                          new Value.Vec(d, -d, 1)));
    };
  }

  private static Arbitrary<Tuple2<JsonNode, Value>> number(double least, double greatest) {
    return Arbitraries.doubles()
        .between(least, greatest)
        .map(d -> Tuple.of(NODES.numberNode(d), new Value.Num(d)));
  }
}
