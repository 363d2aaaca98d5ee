package org.aisle.templates.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.aisle.templates.identity.DeviceRef;

class MergedReadingPropertiesTest {

  private static final DeviceRef DEVICE = DeviceRef.of("shop", "cooler-1");
  private static final Instant OBSERVED = Instant.parse("2026-11-21T12:00:00Z");

  @Property(tries = 300)
  void merging_is_commutative(
      @ForAll("readings") MergedReading a, @ForAll("readings") MergedReading b) {
    assertThat(a.merge(b)).isEqualTo(b.merge(a));
  }

  @Property(tries = 300)
  void merging_is_associative(
      @ForAll("readings") MergedReading a,
      @ForAll("readings") MergedReading b,
      @ForAll("readings") MergedReading c) {
    assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c)));
  }

  @Property(tries = 300)
  void merging_is_idempotent(
      @ForAll("readings") MergedReading a, @ForAll("readings") MergedReading b) {
    assertThat(a.merge(a)).isEqualTo(a);
    assertThat(a.merge(b).merge(b).merge(a)).isEqualTo(a.merge(b));
  }

  @Property(tries = 300)
  void order_repetition_and_batching_cannot_be_seen(
      @ForAll @Size(min = 1, max = 6) List<@net.jqwik.api.From("readings") MergedReading> all,
      @ForAll Random random) {
    MergedReading inOrder = all.stream().reduce(MergedReading::merge).orElseThrow();
    List<MergedReading> shuffled = new ArrayList<>(all);
    shuffled.addAll(all.subList(0, random.nextInt(all.size() + 1)));
    Collections.shuffle(shuffled, random);
    int cut = random.nextInt(shuffled.size());
    MergedReading right =
        shuffled.subList(cut, shuffled.size()).stream().reduce(MergedReading::merge).orElseThrow();
    MergedReading both =
        shuffled.subList(0, cut).stream()
            .reduce(MergedReading::merge)
            .map(left -> left.merge(right))
            .orElse(right);
    assertThat(both).isEqualTo(inOrder);
  }

  @Property(tries = 300)
  void the_order_of_values_is_total_and_agrees_with_equality(
      @ForAll("values") Value a, @ForAll("values") Value b, @ForAll("values") Value c) {
    assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
    assertThat(a.compareTo(b) == 0).isEqualTo(a.equals(b));
    if (a.compareTo(b) <= 0 && b.compareTo(c) <= 0) {
      assertThat(a.compareTo(c)).isNotPositive();
    }
  }

  @Provide
  Arbitrary<MergedReading> readings() {
    Arbitrary<Map<String, Value>> values =
        Arbitraries.maps(Arbitraries.of("a", "b", "c"), values()).ofMaxSize(3);
    Arbitrary<Map<String, Value.Tree>> extra =
        Arbitraries.maps(
                Arbitraries.of("x", "y"), Arbitraries.of("1", "2", "[1]").map(Value.Tree::new))
            .ofMaxSize(2);
    Arbitrary<Instant> times = Arbitraries.longs().between(0, 3).map(OBSERVED::plusSeconds);
    return Combinators.combine(
            values,
            extra,
            Arbitraries.longs().between(0, 2).injectNull(0.3),
            times,
            times.injectNull(0.5))
        .as(
            (v, e, seq, received, claimed) ->
                MergedReading.of(
                    new Reading(
                        DEVICE,
                        OBSERVED,
                        received,
                        seq,
                        claimed,
                        new TreeMap<>(v),
                        new TreeMap<>(e))));
  }

  @Provide
  Arbitrary<Value> values() {
    return Arbitraries.oneOf(
        Arbitraries.of(-1.5, -0.0, 0.0, 2.0).map(Value.Num::new),
        Arbitraries.longs().between(0, 2).map(Value.Whole::new),
        Arbitraries.of(true, false).map(Value.Flag::new),
        Arbitraries.of("", "a", "b").map(Value.Text::new),
        Arbitraries.longs().between(0, 2).map(s -> new Value.Moment(Instant.ofEpochSecond(s))),
        Combinators.combine(
                Arbitraries.of(-0.0, 0.0, 1.0),
                Arbitraries.of(0.0, 1.0),
                Arbitraries.of(-0.0, 0.0, 1.0).injectNull(0.3))
            .as(Value.Geo::new),
        Combinators.combine(
                Arbitraries.of(-0.0, 0.0, 1.0), Arbitraries.of(0.0, 1.0), Arbitraries.of(0.0, 1.0))
            .as(Value.Vec::new),
        Arbitraries.of("1", "[]").map(Value.Tree::new));
  }
}
