package org.aisle.ui.fake;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.Place;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.dashboard.Tile.Aggregate;
import org.aisle.templates.dashboard.Tile.Area;
import org.aisle.templates.dashboard.Tile.Band;
import org.aisle.templates.dashboard.Tile.Frame;
import org.aisle.templates.definition.Derivation;
import org.aisle.templates.definition.DerivedField;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.definition.Promise;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.aisle.templates.rule.Severity;
import org.aisle.templates.unit.Unit;
import org.jspecify.annotations.Nullable;

/** 25 coolers in five outlets of two regions, their dashboard, and what each measures when. */
public final class FakeFleet {

  public static final AppId APP = new AppId("coolers");
  public static final Dtmi COOLER = new Dtmi("dtmi:org:aisle:Cooler;1");
  public static final int DEVICES = 25;

  /** The one that runs too warm. */
  public static final String WARM = "cooler-07";

  /** The one that stopped reporting two hours ago. */
  public static final String SILENT = "cooler-19";

  private static final Band COLD = new Band(0.0, 7.0);

  private FakeFleet() {}

  public static App app(Instant now) {
    return new App(
        APP,
        "Connected coolers",
        "connected-cooler",
        ZoneId.of("Europe/Berlin"),
        Duration.ofDays(90),
        now.minus(Duration.ofDays(30)));
  }

  public static DeviceTemplate template() {
    return new DeviceTemplate(
        COOLER,
        "Cooler",
        null,
        List.of(
            field("internalTemperature", "Internal temperature", "degreeCelsius"),
            field("condenserTemperature", "Condenser temperature", "degreeCelsius"),
            field("humidity", "Humidity", "percent"),
            field("power", "Power", "watt"),
            flag("doorOpen", "Door open"),
            flag("compressorOn", "Compressor on"),
            new Field(
                "location",
                "Location",
                null,
                new FieldType.GeoPoint(),
                null,
                "Location",
                false,
                null,
                null)),
        derived(),
        List.of(
            new Promise(
                "internalTemperature",
                new Promise.Limit.Fixed(0),
                new Promise.Limit.Fixed(7),
                Duration.ofMinutes(30),
                null)),
        List.of(),
        List.of(),
        List.of(),
        FakeModelDrafts.COOLER);
  }

  private static List<DerivedField> derived() {
    return List.of(
        new DerivedField(
            field("productTemperature", "Product temperature", "degreeCelsius"),
            new Derivation.FirstOrderLag("internalTemperature", "45.0"),
            DerivedField.USUAL_EVERY,
            DerivedField.USUAL_GAP),
        new DerivedField(
            new Field(
                "placement",
                "Placement",
                null,
                new FieldType.Choice(
                    List.of(
                        new FieldType.Choice.Option("inPlace", "In place", "inPlace"),
                        new FieldType.Choice.Option("elsewhere", "Elsewhere", "elsewhere"))),
                null,
                null,
                false,
                null,
                null),
            new Derivation.StateMachine(
                "inPlace",
                List.of(
                    new Derivation.StateMachine.Transition(
                        null, "elsewhere", "!home.inside", Duration.ofMinutes(10)))),
            DerivedField.USUAL_EVERY,
            DerivedField.USUAL_GAP));
  }

  private static Field field(String path, String name, String unit) {
    return new Field(
        path,
        name,
        null,
        new FieldType.Decimal(),
        Unit.named(unit).orElseThrow(),
        null,
        false,
        null,
        null);
  }

  private static Field flag(String path, String name) {
    return new Field(path, name, null, new FieldType.Bool(), null, null, false, null, null);
  }

  public static List<Place> places() {
    return List.of(
        place("ber-mitte", "Berlin Mitte", "north", 52.5206, 13.4098),
        place("ber-nord", "Potsdam Center", "north", 52.3989, 13.0657),
        place("hh-altona", "Hamburg Altona", "north", 53.5503, 9.9352),
        place("muc-ost", "München Ost", "south", 48.1273, 11.6049),
        place("nue-sued", "Nürnberg Süd", "south", 49.4290, 11.0817));
  }

  private static Place place(String id, String name, String region, double lat, double lon) {
    return new Place(id, name, region, "outlet", lat, lon, 150, null);
  }

  public static DeviceRef ref(int number) {
    return DeviceRef.of(APP.value(), "cooler-%02d".formatted(number));
  }

  public static List<Device> devices(Instant now) {
    List<Device> devices = new ArrayList<>();
    for (int i = 1; i <= DEVICES; i++) {
      devices.add(
          new Device(
              ref(i),
              "Cooler %02d".formatted(i),
              COOLER,
              true,
              false,
              null,
              places().get(i % 5).id(),
              Map.of("serialNumber", "SN-%05d".formatted(i * 37)),
              true,
              now.minus(Duration.ofDays(30))));
    }
    return devices;
  }

  public static Dashboard dashboard() {
    return new Dashboard(
        "operations",
        "Store operations",
        "Cooler",
        Duration.ofHours(24),
        List.of(
            new Tile.Kpi(
                new Frame("In temperature range", new Area(0, 0, 3, 2)),
                "internalTemperature",
                Aggregate.AVG,
                COLD,
                true,
                95.0,
                Tile.Goal.AT_LEAST,
                Tile.Over.LATEST,
                null),
            new Tile.LastValue(
                new Frame("Internal temperature", new Area(3, 0, 3, 2)),
                "internalTemperature",
                null,
                COLD),
            new Tile.Kpi(
                new Frame("Power now", new Area(6, 0, 3, 2)),
                "power",
                Aggregate.SUM,
                null,
                false,
                null,
                Tile.Goal.AT_LEAST,
                Tile.Over.LATEST,
                null),
            new Tile.DeviceCount(
                new Frame("Coolers reporting", new Area(9, 0, 3, 2)),
                Duration.ofMinutes(15),
                Map.of()),
            new Tile.LineChart(
                new Frame("Temperature by outlet", new Area(0, 2, 8, 4)),
                List.of("internalTemperature"),
                null,
                List.of(),
                Aggregate.AVG,
                Tile.BY_PLACE,
                COLD,
                true,
                false),
            new Tile.MapTile(
                new Frame("Where they stand", new Area(8, 2, 4, 4)),
                "location",
                "internalTemperature",
                COLD,
                false,
                null),
            new Tile.WorstTable(
                new Frame("Warmest coolers", new Area(0, 6, 6, 4)),
                "internalTemperature",
                List.of("condenserTemperature", "doorOpen"),
                6,
                true,
                COLD,
                Tile.Over.LATEST,
                Aggregate.AVG),
            new Tile.AlertList(
                new Frame("Open alerts", new Area(0, 14, 6, 4)), Severity.INFORMATION, 6),
            new Tile.StateTimeline(
                new Frame("Placement", new Area(6, 14, 6, 4)), "placement", null, 6),
            new Tile.StateTimeline(
                new Frame("Door open", new Area(6, 6, 6, 4)), "doorOpen", null, 8),
            new Tile.LineChart(
                new Frame("Cooler 07 in detail", new Area(0, 10, 12, 4)),
                List.of("internalTemperature", "condenserTemperature", "power"),
                WARM,
                List.of(),
                Aggregate.AVG,
                Tile.BY_PLACE,
                COLD,
                true,
                true)));
  }

  /** What a cooler measures: nothing but a function of the cooler and the time. */
  public static @Nullable Reading reading(int number, Instant at, Instant now) {
    DeviceRef device = ref(number);
    boolean silent =
        device.device().value().equals(SILENT) && at.isAfter(now.minus(Duration.ofHours(2)));
    boolean outage =
        number % 5 == 3
            && at.isAfter(now.minus(Duration.ofHours(9)))
            && at.isBefore(now.minus(Duration.ofHours(7)));
    if (silent || outage) {
      return null;
    }
    double hours = at.toEpochMilli() / 3_600_000.0;
    double noise = noise(number, at.getEpochSecond() / 60);
    boolean compressor = Math.sin(hours * Math.PI * 2 / 0.7 + number) > -0.2;
    boolean door = noise(number + 100, at.getEpochSecond() / 240) > 0.88 && dayTime(hours);
    double warm = device.device().value().equals(WARM) ? 5.2 : 0;
    double inside =
        3.6
            + (number % 5) * 0.45
            + Math.sin(hours * Math.PI / 12) * 0.7
            + Math.sin(hours * Math.PI * 2 / 0.7 + number) * 0.5
            + noise * 0.4
            + warm
            + (door ? 1.4 : 0);
    Map<String, Value> values = new TreeMap<>();
    values.put("internalTemperature", new Value.Num(round(inside)));
    values.put(
        "condenserTemperature", new Value.Num(round(31 + (compressor ? 9 : 0) + noise + warm * 2)));
    values.put("humidity", new Value.Num(round(48 + noise * 6)));
    values.put("power", new Value.Num(round(compressor ? 182 + noise * 14 : 9)));
    values.put("doorOpen", new Value.Flag(door));
    values.put("compressorOn", new Value.Flag(compressor));
    values.put("productTemperature", new Value.Num(round(3.4 + (number % 5) * 0.45 + warm)));
    boolean away = number == 11 && at.isAfter(now.minus(Duration.ofHours(5)));
    values.put("placement", new Value.Text(away ? "elsewhere" : "inPlace"));
    Place place = places().get(number % 5);
    values.put(
        "location",
        new Value.Geo(place.lat() + number * 0.00002, place.lon() - number * 0.00003, null));
    return Reading.of(device, at, at.plusMillis(180), values);
  }

  private static boolean dayTime(double hours) {
    double hour = hours % 24;
    return hour > 6 && hour < 20;
  }

  private static double noise(int number, long step) {
    long x = step * 2862933555777941757L + number * 3037000493L;
    x ^= x >>> 29;
    x *= 0xbf58476d1ce4e5b9L;
    x ^= x >>> 32;
    return (x & 0xffff) / 65536.0;
  }

  private static double round(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
