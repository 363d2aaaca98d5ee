package org.aisle.ui.map;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JavaScript;
import com.vaadin.flow.component.dependency.StyleSheet;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aisle.backend.query.FleetHistory.Fix;
import org.aisle.backend.registry.Place;
import org.aisle.templates.place.GeoPosition;
import org.aisle.ui.format.Tone;
import org.aisle.ui.format.ValueFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Places with their outlines, devices as markers by how they stand or by a state, and the ways they
 * went; neighbours that would overlap are shown as one marker with a list. Of more than {@value
 * #MOST_DEVICES} devices the server puts neighbours together and sends what the view shows. Works
 * without internet on a bundled outline of the world. Only what changed is sent again.
 */
@Tag("aisle-map")
@StyleSheet("context://webjars/leaflet/1.9.4/dist/leaflet.css")
@StyleSheet("context://aisle/data.css")
@StyleSheet("context://aisle/things.css")
@JavaScript("context://webjars/leaflet/1.9.4/dist/leaflet.js")
@JavaScript("context://aisle/draw.js")
@JavaScript("context://aisle/map.js")
public final class DeviceMap extends Component implements HasSize, HasStyle {

  /** More devices than these are put together on the server. */
  static final int MOST_DEVICES = 200;

  /**
   * A device on the map.
   *
   * @param kind the key of one of the kinds that are shown
   * @param standing that kind in a word, for its label and its list
   * @param value its latest value with unit, or what stands for it
   * @param at when that was observed, or null for never
   * @param path its page inside the application, or null
   */
  public record Marker(
      String id,
      String name,
      double lat,
      double lon,
      String kind,
      String standing,
      String value,
      @Nullable Instant at,
      @Nullable String path) {

    /** One that is marked by its tone. */
    public Marker(
        String id,
        String name,
        double lat,
        double lon,
        Tone tone,
        String value,
        @Nullable Instant at,
        @Nullable String path) {
      this(id, name, lat, lon, tone.key(), tone.word(), value, at, path);
    }
  }

  /**
   * How markers look that have something in common.
   *
   * @param key {@code state-0} to {@code state-7} for the colours of states, else that of a tone
   * @param symbol at most two characters, so that nobody needs the colour
   */
  public record Kind(String key, String name, String symbol) {

    /** How something stands, worst first. */
    public static final List<Kind> TONES =
        List.of(of(Tone.BAD), of(Tone.WARN), of(Tone.STALE), of(Tone.PLAIN), of(Tone.GOOD));

    /** The kind of a tone. */
    public static Kind of(Tone tone) {
      return new Kind(tone.key(), tone.word(), tone.symbol());
    }
  }

  /** The way a device went; between two legs nothing is known. */
  public record Way(String name, List<List<Fix>> legs) {
    public Way {
      legs = legs.stream().map(List::copyOf).toList();
    }
  }

  /** A way that something is planned to go. */
  public record Plan(String name, List<GeoPosition> line) {
    public Plan {
      line = List.copyOf(line);
    }
  }

  /**
   * Everything a map shows.
   *
   * @param kinds those of the markers, the most important first
   */
  public record Scene(
      List<Place> places,
      List<Kind> kinds,
      List<Marker> devices,
      List<Way> ways,
      List<Plan> plans) {
    public Scene {
      places = List.copyOf(places);
      kinds = List.copyOf(kinds);
      devices = List.copyOf(devices);
      ways = List.copyOf(ways);
      plans = List.copyOf(plans);
    }

    /** One where nothing is planned. */
    public Scene(List<Place> places, List<Kind> kinds, List<Marker> devices, List<Way> ways) {
      this(places, kinds, devices, ways, List.of());
    }
  }

  private final String label;
  private final ValueFormat format;
  private final MapTiles tiles;
  private final String empty;
  private Scene scene = new Scene(List.of(), Kind.TONES, List.of(), List.of());
  private Map<String, ObjectNode> sent = Map.of();
  private MapArea area = MapArea.WORLD;
  private @Nullable Instant now;
  private @Nullable String things;
  private boolean nearby;

  /**
   * @param label what the map shows, for people who do not see it
   * @param empty the sentence shown while there is neither a place nor a device
   */
  public DeviceMap(String label, ValueFormat format, MapTiles tiles, String empty) {
    this.label = label;
    this.format = format;
    this.tiles = tiles;
    this.empty = empty;
  }

  /** Opens on the ways, when there are long ones, instead of on all places. */
  public DeviceMap nearby() {
    nearby = true;
    return this;
  }

  /** What the markers are in a word for several, when they are no devices. */
  public DeviceMap of(String things) {
    this.things = things;
    return this;
  }

  /**
   * Shows this and nothing else.
   *
   * @param now the server's time, from which ages count
   */
  public void show(Scene scene, Instant now) {
    boolean same =
        isAttached()
            && this.now != null
            && scene.places().equals(this.scene.places())
            && scene.kinds().equals(this.scene.kinds())
            && scene.ways().equals(this.scene.ways())
            && scene.plans().equals(this.scene.plans())
            && clustered(scene) == clustered(this.scene);
    this.scene = scene;
    this.now = now;
    if (same) {
      change(now);
    } else if (isAttached()) {
      send();
    }
  }

  private static boolean clustered(Scene scene) {
    return scene.devices().size() > MOST_DEVICES;
  }

  /** What the browser shows of the world; asked only while the server puts devices together. */
  @ClientCallable
  void look(double zoom, double south, double west, double north, double east) {
    Instant shownAt = now;
    if (shownAt != null && clustered(scene)) {
      area = MapArea.of(zoom, south, west, north, east);
      change(shownAt);
    }
  }

  private void change(Instant shownAt) {
    Map<String, ObjectNode> before = sent;
    sent = items();
    ArrayNode changed = JsonNodeFactory.instance.arrayNode();
    sent.forEach(
        (id, node) -> {
          if (!node.equals(before.get(id))) {
            changed.add(node);
          }
        });
    ArrayNode gone = JsonNodeFactory.instance.arrayNode();
    before.keySet().stream().filter(id -> !sent.containsKey(id)).forEach(gone::add);
    if (!changed.isEmpty() || !gone.isEmpty()) {
      getElement().callJsFunction("update", changed, gone, (double) shownAt.toEpochMilli());
    }
  }

  @Override
  protected void onAttach(AttachEvent event) {
    send();
  }

  private Map<String, ObjectNode> items() {
    Map<String, ObjectNode> items = new LinkedHashMap<>();
    if (clustered(scene)) {
      for (Cluster cluster : Cluster.of(scene.devices(), scene.kinds(), area)) {
        items.put(cluster.id(), cluster.size() == 1 ? node(cluster.first()) : node(cluster));
      }
    } else {
      scene.devices().forEach(marker -> items.put(marker.id(), node(marker)));
    }
    return items;
  }

  private void send() {
    Instant shownAt = now;
    if (shownAt == null) {
      return;
    }
    sent = items();
    ObjectNode model = ground(label, format, tiles, shownAt).put("empty", empty);
    if (things != null) {
      model.put("things", things);
    }
    model.put("nearby", nearby);
    ArrayNode kinds = model.putArray("kinds");
    for (Kind kind : scene.kinds()) {
      kinds.addObject().put("key", kind.key()).put("name", kind.name()).put("sign", kind.symbol());
    }
    ArrayNode circles = model.putArray("places");
    scene.places().forEach(place -> circles.add(node(place)));
    ArrayNode ways = model.putArray("ways");
    scene.ways().forEach(way -> ways.add(node(way)));
    ArrayNode plans = model.putArray("plans");
    scene.plans().forEach(plan -> plans.add(node(plan)));
    ArrayNode devices = model.putArray("devices");
    sent.values().forEach(devices::add);
    if (clustered(scene)) {
      MapArea all = MapArea.around(scene.devices());
      model.putArray("extent").add(all.south()).add(all.west()).add(all.north()).add(all.east());
    }
    getElement().setPropertyJson("model", model);
  }

  /** What every map is drawn on. */
  static ObjectNode ground(String label, ValueFormat format, MapTiles tiles, Instant now) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("label", label)
        .put("locale", format.locale().toLanguageTag())
        .put("zone", format.zone().getId())
        .put("now", now.toEpochMilli())
        .put("tileUrl", tiles.url())
        .put("tileCredit", tiles.credit());
  }

  static ObjectNode node(Place place) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", place.name())
            .put("lat", place.lat())
            .put("lon", place.lon())
            .put("radius", place.radiusMetres());
    ArrayNode outline = node.putArray("outline");
    place.outline().forEach(corner -> outline.addArray().add(corner.lat()).add(corner.lon()));
    return node;
  }

  private static ObjectNode node(Plan plan) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("name", plan.name());
    ArrayNode line = node.putArray("line");
    plan.line().forEach(point -> line.addArray().add(point.lat()).add(point.lon()));
    return node;
  }

  private static ObjectNode node(Way way) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("name", way.name());
    ArrayNode legs = node.putArray("legs");
    for (List<Fix> fixes : way.legs()) {
      ArrayNode leg = legs.addArray();
      fixes.forEach(
          fix -> leg.addArray().add(fix.lat()).add(fix.lon()).add(fix.at().toEpochMilli()));
    }
    return node;
  }

  private static ObjectNode node(Cluster cluster) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", cluster.id())
            .put("lat", cluster.lat())
            .put("lon", cluster.lon())
            .put("size", cluster.size());
    ObjectNode counts = node.putObject("counts");
    cluster.counts().forEach(counts::put);
    ArrayNode extent = node.putArray("extent");
    extent.add(cluster.extent().south()).add(cluster.extent().west());
    extent.add(cluster.extent().north()).add(cluster.extent().east());
    ArrayNode first = node.putArray("members");
    cluster.members().forEach(marker -> first.add(node(marker)));
    return node;
  }

  private static ObjectNode node(Marker marker) {
    Instant at = marker.at();
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", marker.id())
        .put("name", marker.name())
        .put("lat", marker.lat())
        .put("lon", marker.lon())
        .put("tone", marker.kind())
        .put("word", marker.standing())
        .put("value", marker.value())
        .put("at", at == null ? null : (Long) at.toEpochMilli())
        .put("path", marker.path());
  }
}
