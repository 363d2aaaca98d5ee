package org.aisle.ui.map;

import com.vaadin.flow.component.AttachEvent;
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
import org.aisle.backend.registry.Place;
import org.aisle.ui.format.Tone;
import org.aisle.ui.format.ValueFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Places as circles and devices as markers, coloured and shaped by how they stand; neighbours that
 * would overlap are shown as one marker with a list. Works without internet on a bundled outline of
 * the world. Only devices that changed are sent again.
 */
@Tag("aisle-map")
@StyleSheet("context://webjars/leaflet/1.9.4/dist/leaflet.css")
@StyleSheet("context://aisle/data.css")
@JavaScript("context://webjars/leaflet/1.9.4/dist/leaflet.js")
@JavaScript("context://aisle/draw.js")
@JavaScript("context://aisle/map.js")
public final class DeviceMap extends Component implements HasSize, HasStyle {

  /**
   * A device on the map.
   *
   * @param value its latest value with unit, or what stands for it
   * @param at when that was observed, or null for never
   * @param path its page inside the application, or null
   */
  public record Marker(
      String id,
      String name,
      double lat,
      double lon,
      Tone tone,
      String value,
      @Nullable Instant at,
      @Nullable String path) {}

  private final String label;
  private final ValueFormat format;
  private final MapTiles tiles;
  private final String empty;
  private List<Place> places = List.of();
  private Map<String, Marker> markers = Map.of();
  private @Nullable Instant now;

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

  /**
   * Shows these places and devices and no others.
   *
   * @param now the server's time, from which ages count
   */
  public void show(List<Place> places, List<Marker> devices, Instant now) {
    Map<String, Marker> before = markers;
    Map<String, Marker> after = new LinkedHashMap<>();
    devices.forEach(device -> after.put(device.id(), device));
    boolean same = isAttached() && this.now != null && places.equals(this.places);
    this.places = List.copyOf(places);
    this.markers = after;
    this.now = now;
    if (!same) {
      if (isAttached()) {
        send();
      }
      return;
    }
    ArrayNode changed = JsonNodeFactory.instance.arrayNode();
    after.values().stream()
        .filter(marker -> !marker.equals(before.get(marker.id())))
        .forEach(marker -> changed.add(node(marker)));
    ArrayNode gone = JsonNodeFactory.instance.arrayNode();
    before.keySet().stream().filter(id -> !after.containsKey(id)).forEach(gone::add);
    if (!changed.isEmpty() || !gone.isEmpty()) {
      getElement().callJsFunction("update", changed, gone, (double) now.toEpochMilli());
    }
  }

  @Override
  protected void onAttach(AttachEvent event) {
    send();
  }

  private void send() {
    Instant shownAt = now;
    if (shownAt == null) {
      return;
    }
    ObjectNode model =
        JsonNodeFactory.instance
            .objectNode()
            .put("label", label)
            .put("empty", empty)
            .put("locale", format.locale().toLanguageTag())
            .put("now", shownAt.toEpochMilli())
            .put("tileUrl", tiles.url())
            .put("tileCredit", tiles.credit());
    ArrayNode circles = model.putArray("places");
    for (Place place : places) {
      circles
          .addObject()
          .put("name", place.name())
          .put("lat", place.lat())
          .put("lon", place.lon())
          .put("radius", place.radiusMetres());
    }
    ArrayNode devices = model.putArray("devices");
    markers.values().forEach(marker -> devices.add(node(marker)));
    getElement().setPropertyJson("model", model);
  }

  private static ObjectNode node(Marker marker) {
    Instant at = marker.at();
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", marker.id())
        .put("name", marker.name())
        .put("lat", marker.lat())
        .put("lon", marker.lon())
        .put("tone", marker.tone().key())
        .put("word", marker.tone().word())
        .put("value", marker.value())
        .put("at", at == null ? null : (Long) at.toEpochMilli())
        .put("path", marker.path());
  }
}
