package org.aisle.backend.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.aisle.backend.evaluation.DeviceContext.Attachment;
import org.aisle.backend.evaluation.DeviceContext.Home;
import org.aisle.backend.evaluation.DeviceContext.Site;
import org.aisle.templates.asset.AssetType;
import org.aisle.templates.asset.AssetTypeOutcome;
import org.aisle.templates.asset.AssetTypes;
import org.aisle.templates.asset.PropertyDraft;
import org.aisle.templates.definition.Derivation;
import org.aisle.templates.definition.Derivation.Period;
import org.aisle.templates.definition.DerivedField;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.place.GeoPosition;
import org.aisle.templates.place.Shape;
import org.aisle.templates.reading.Value;
import org.aisle.templates.unit.Unit;
import org.jspecify.annotations.Nullable;

/**
 * What devices of one template may observe, and the rules that may be set for them; see {@link
 * RandomRules} for those. Times lie where lengths of rules begin and end, values on and around
 * limits, so that edges are met often.
 */
public final class RandomHistories {

  /** The evening before Europe's clocks go forward on 29 March 2026, at 20:00 in Berlin. */
  public static final Instant START = Instant.parse("2026-03-28T19:00:00Z");

  public static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static final FieldType.Choice MODE =
      new FieldType.Choice(
          List.of(
              new FieldType.Choice.Option("cool", "Cooling", "1"),
              new FieldType.Choice.Option("defrost", "Defrosting", "2")));

  private static final FieldType.Choice STAGE =
      new FieldType.Choice(
          List.of(
              new FieldType.Choice.Option("closed", "Closed", "closed"),
              new FieldType.Choice.Option("open", "Open", "open"),
              new FieldType.Choice.Option("forgotten", "Forgotten open", "forgotten")));

  /** A cooler with a field of each kind that conditions know, and a derived one of each kind. */
  public static final DeviceTemplate TEMPLATE =
      new DeviceTemplate(
          new Dtmi("dtmi:org:aisle:test:Chest;1"),
          "Chest",
          null,
          List.of(
              field(
                  "temperature", "Internal temperature", new FieldType.Decimal(), "degreeCelsius"),
              field("humidity", "Humidity", new FieldType.Decimal(), "percent"),
              field("door.open", "Door open", new FieldType.Bool(), null),
              field("mode", "Mode", MODE, null),
              field("location", "Location", new FieldType.GeoPoint(), null),
              field("shock", "Shock", new FieldType.Vector(), "gForce")),
          List.of(
              derived("warm", new FieldType.Bool(), new Derivation.Expression("temperature > 8.0")),
              derived(
                  "product",
                  new FieldType.Decimal(),
                  new Derivation.FirstOrderLag("temperature", "45.0")),
              derived(
                  "kinetic",
                  new FieldType.Decimal(),
                  new Derivation.MeanKineticTemperature(
                      "temperature", Duration.ofHours(12), 83.144)),
              derived(
                  "minutesWarm",
                  new FieldType.Decimal(),
                  new Derivation.MinutesWhile("warm", new Period.Day())),
              derived(
                  "doorShare",
                  new FieldType.Decimal(),
                  new Derivation.ShareOfTime("door.open", new Period.Sliding(Duration.ofHours(3)))),
              derived(
                  "openings",
                  new FieldType.Whole(32),
                  new Derivation.TimesTrue("door.open", new Period.Always())),
              derived("speed", new FieldType.Decimal(), new Derivation.Speed("location")),
              derived(
                  "distance",
                  new FieldType.Decimal(),
                  new Derivation.Distance("location", new Period.Always(), 20)),
              derived(
                  "stage",
                  STAGE,
                  new Derivation.StateMachine(
                      "closed",
                      List.of(
                          transition("closed", "open", "door.open", Duration.ZERO),
                          transition("open", "forgotten", "door.open", Duration.ofMinutes(20)),
                          transition(null, "closed", "!door.open", Duration.ofMinutes(1)))))),
          List.of(
              new DeviceTemplate.Property(
                  field("setPoint", "Set point", new FieldType.Decimal(), "degreeCelsius"), true),
              new DeviceTemplate.Property(
                  field("load", "Load", new FieldType.Text(FieldType.Text.Form.ANY), null), true)),
          List.of(),
          List.of(),
          "[]");

  private RandomHistories() {}

  private static Field field(
      String path, String display, FieldType type, @Nullable String unitName) {
    Unit unit = unitName == null ? null : Unit.named(unitName).orElseThrow();
    return new Field(path, display, null, type, unit, null, false, null, null);
  }

  private static DerivedField derived(String path, FieldType type, Derivation derivation) {
    return new DerivedField(
        field(path, path, type, null), derivation, Duration.ofMinutes(5), Duration.ofHours(1));
  }

  private static Derivation.StateMachine.Transition transition(
      @Nullable String from, String to, String condition, Duration holdFor) {
    return new Derivation.StateMachine.Transition(from, to, condition, holdFor);
  }

  /** One to 60 readings in the order of time, from {@link #START} on. */
  public static Arbitrary<List<Sample>> samples() {
    return RandomRules.combined(
            Combinators.combine(steps(), values())
                .as((step, values) -> Map.entry(step, values))
                .list()
                .ofMinSize(1)
                .ofMaxSize(60))
        .map(
            steps -> {
              List<Sample> samples = new ArrayList<>();
              Instant at = START;
              for (Map.Entry<Duration, SortedMap<String, Value>> step : steps) {
                at = at.plus(step.getKey());
                samples.add(new Sample(at, step.getValue()));
              }
              return samples;
            });
  }

  private static Arbitrary<Duration> steps() {
    Duration gap = Duration.ofMinutes(30);
    Arbitrary<Duration> edges =
        Arbitraries.of(
            Duration.ofNanos(1_000),
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            gap,
            gap.plusNanos(1_000),
            Duration.ofHours(2),
            Duration.ofHours(13),
            Duration.ofDays(3));
    Arbitrary<Duration> any =
        Arbitraries.longs()
            .between(1, 3_600_000_000L)
            .map(micros -> Duration.ofNanos(micros * 1_000));
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(4, edges),
        net.jqwik.api.Tuple.of(4, Arbitraries.of(Duration.ofMinutes(5), Duration.ofMinutes(15))),
        net.jqwik.api.Tuple.of(2, any));
  }

  /** What one reading holds: some of the measured fields, sometimes none. */
  public static Arbitrary<SortedMap<String, Value>> values() {
    Arbitrary<@Nullable Value> temperature =
        Arbitraries.oneOf(
                Arbitraries.of(-18.0, 4.0, 7.9, 8.0, 8.1, 9.0, 12.0, 15.0, 15.1),
                Arbitraries.doubles().between(-30, 40).ofScale(3))
            .<@Nullable Value>map(Value.Num::new)
            .injectNull(0.2);
    Arbitrary<@Nullable Value> humidity =
        Arbitraries.doubles()
            .between(0, 100)
            .ofScale(1)
            .<@Nullable Value>map(Value.Num::new)
            .injectNull(0.7);
    Arbitrary<@Nullable Value> door =
        Arbitraries.of(true, false).<@Nullable Value>map(Value.Flag::new).injectNull(0.3);
    Arbitrary<@Nullable Value> mode =
        Arbitraries.of("cool", "cool", "defrost")
            .<@Nullable Value>map(Value.Text::new)
            .injectNull(0.6);
    Arbitrary<@Nullable Value> location =
        Arbitraries.of(52.5200, 52.5201, 52.5300, 52.6000)
            .<@Nullable Value>map(lat -> new Value.Geo(lat, 13.4050, null))
            .injectNull(0.5);
    Arbitrary<@Nullable Value> shock =
        Arbitraries.of(0.1, 1.0, 2.6)
            .<@Nullable Value>map(g -> new Value.Vec(0, 0, g))
            .injectNull(0.8);
    return Combinators.combine(temperature, humidity, door, mode, location, shock)
        .as(
            (t, h, d, m, l, s) -> {
              SortedMap<String, Value> values = new TreeMap<>();
              put(values, "temperature", t);
              put(values, "humidity", h);
              put(values, "door.open", d);
              put(values, "mode", m);
              put(values, "location", l);
              put(values, "shock", s);
              return values;
            });
  }

  private static void put(SortedMap<String, Value> values, String path, @Nullable Value value) {
    if (value != null) {
      values.put(path, value);
    }
  }

  /** A device in Berlin with two places, properties that change, and an asset that moves house. */
  public static Arbitrary<DeviceContext> contexts() {
    Arbitrary<NavigableMap<Instant, String>> setPoints =
        history(Arbitraries.of("4", "6", "7.5", "no number"));
    Arbitrary<NavigableMap<Instant, String>> loads = history(Arbitraries.of("full", "empty"));
    Arbitrary<Instant> moved =
        Arbitraries.integers().between(0, 100).map(h -> START.plus(Duration.ofHours(h)));
    return Combinators.combine(setPoints, loads, moved)
        .as(
            (setPoint, load, move) -> {
              Map<String, NavigableMap<Instant, String>> properties = new TreeMap<>();
              if (!setPoint.isEmpty()) {
                properties.put("setPoint", setPoint);
              }
              if (!load.isEmpty()) {
                properties.put("load", load);
              }
              return context(
                  properties,
                  new Home("store", START.minus(Duration.ofDays(1)), move),
                  new Home("depot", move.plus(Duration.ofHours(3)), null));
            });
  }

  /** What is known of the assets of {@link #contextsWithAssets()}. */
  public static final AssetType ASSETS = assets();

  /** The device groups that rules may name. */
  public static final Map<String, String> GROUPS =
      Map.of(
          "full", "property.load == \"full\" || property.setPoint > 6",
          "mine", "asset.owner == \"ours\"",
          "at-store", "template == \"Chest\" && place == \"store\"");

  private static AssetType assets() {
    var drafts =
        List.of(
            new PropertyDraft("limit", null, null, "double", null, null, List.of()),
            new PropertyDraft("owner", null, null, "string", null, null, List.of()));
    return switch (AssetTypes.read("box", "Box", drafts)) {
      case AssetTypeOutcome.Read(AssetType type) -> type;
      case AssetTypeOutcome.Faults(var faults) -> throw new AssertionError(faults);
    };
  }

  /**
   * As {@link #contexts()}, but attached to one asset until some time, to none for a while, then to
   * another; both stand where the device would.
   */
  public static Arbitrary<DeviceContext> contextsWithAssets() {
    Arbitrary<Map<String, NavigableMap<Instant, String>>> properties =
        Combinators.combine(
                history(Arbitraries.of("4.0", "8.0", "12.0")),
                history(Arbitraries.of("ours", "theirs")))
            .as(
                (limit, owner) -> {
                  Map<String, NavigableMap<Instant, String>> known = new TreeMap<>();
                  known.put("limit", limit);
                  known.put("owner", owner);
                  known.values().removeIf(Map::isEmpty);
                  return known;
                });
    Arbitrary<Integer> hours = Arbitraries.integers().between(-10, 60);
    return Combinators.combine(contexts(), properties, properties, hours, hours, hours)
        .as(
            (context, first, second, a, b, c) -> {
              List<Instant> times =
                  Stream.of(a, b, c).sorted().map(h -> START.plus(Duration.ofHours(h))).toList();
              List<Attachment> attached = new ArrayList<>();
              if (times.get(0).isBefore(times.get(1))) {
                attached.add(new Attachment(times.get(0), times.get(1), first));
              }
              attached.add(new Attachment(times.get(2), null, second));
              return new DeviceContext(
                  context.device(),
                  context.zone(),
                  context.properties(),
                  attached.stream().flatMap(asset -> within(asset, context.homes())).toList(),
                  attached,
                  context.places(),
                  context.routes());
            });
  }

  private static Stream<Home> within(Attachment asset, List<Home> homes) {
    return homes.stream()
        .map(
            home ->
                new Home(
                    home.place(),
                    home.from().isAfter(asset.from()) ? home.from() : asset.from(),
                    Stream.of(Optional.ofNullable(home.to()), Optional.ofNullable(asset.to()))
                        .flatMap(Optional::stream)
                        .min(Instant::compareTo)
                        .orElse(null)))
        .filter(home -> home.to() == null || home.to().isAfter(home.from()));
  }

  private static Arbitrary<NavigableMap<Instant, String>> history(Arbitrary<String> values) {
    return Arbitraries.maps(
            Arbitraries.integers().between(-5, 60).map(h -> START.plus(Duration.ofHours(h))),
            values)
        .ofMaxSize(4)
        .map(TreeMap::new);
  }

  /** A device in Berlin with the places {@code store} and {@code depot}. */
  public static DeviceContext context(
      Map<String, NavigableMap<Instant, String>> properties, Home... homes) {
    return new DeviceContext(
        new DeviceRef(new AppId("app"), new DeviceId("chest-1")),
        BERLIN,
        properties,
        List.of(homes),
        List.of(
            new Site("store", "store", new Shape.Circle(new GeoPosition(52.52, 13.405), 100)),
            new Site("depot", "depot", new Shape.Circle(new GeoPosition(52.60, 13.405), 200))),
        List.of());
  }
}
