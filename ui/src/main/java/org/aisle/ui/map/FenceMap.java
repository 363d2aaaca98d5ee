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
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.aisle.backend.registry.Place;
import org.aisle.templates.place.GeoPosition;
import org.aisle.ui.format.ValueFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A map on which somebody draws a geofence: a click sets the middle of a circle, the next corner or
 * the next point of a corridor's line, handles are dragged, or moved with the arrow keys. The same
 * map as {@link DeviceMap}.
 */
@Tag("aisle-fence-map")
@StyleSheet("context://webjars/leaflet/1.9.4/dist/leaflet.css")
@StyleSheet("context://aisle/data.css")
@StyleSheet("context://aisle/things.css")
@StyleSheet("context://aisle/places.css")
@JavaScript("context://webjars/leaflet/1.9.4/dist/leaflet.js")
@JavaScript("context://aisle/draw.js")
@JavaScript("context://aisle/map.js")
@JavaScript("context://aisle/fence-map.js")
public final class FenceMap extends Component implements HasSize, HasStyle {

  private static final double MOST_RADIUS = 1_000_000;

  private final boolean editable;
  private final Consumer<Fence> drawn;
  private Fence fence = Fence.circle(null, 100);
  private boolean adding;

  /**
   * @param others places that are shown beside it
   * @param drawn told what somebody drew
   */
  public FenceMap(
      String label,
      ValueFormat format,
      MapTiles tiles,
      List<Place> others,
      Instant now,
      boolean editable,
      Consumer<Fence> drawn) {
    this.editable = editable;
    this.drawn = drawn;
    ObjectNode model = DeviceMap.ground(label, format, tiles, now).put("empty", "");
    model.putArray("kinds");
    model.putArray("devices");
    ArrayNode places = model.putArray("places");
    others.forEach(place -> places.add(DeviceMap.node(place)));
    getElement().setPropertyJson("model", model);
  }

  /** Shows this fence, and the place of it when it would be out of sight. */
  public void show(Fence shown) {
    fence = shown;
    if (isAttached()) {
      send();
    }
  }

  /** Whether a click on the map sets the middle, or another corner. */
  public void adding(boolean now) {
    adding = now;
    if (isAttached()) {
      send();
    }
  }

  @Override
  protected void onAttach(AttachEvent event) {
    send();
  }

  private void send() {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("round", fence.round())
            .put("open", fence.form() == Fence.Form.CORRIDOR)
            .put("radius", fence.radiusMetres())
            .put("editable", editable)
            .put("adding", editable && adding);
    GeoPosition centre = fence.centre();
    if (centre != null) {
      node.putArray("centre").add(centre.lat()).add(centre.lon());
    }
    ArrayNode corners = node.putArray("corners");
    fence.points().forEach(corner -> corners.addArray().add(corner.lat()).add(corner.lon()));
    if (fence.form() == Fence.Form.CORRIDOR) {
      ArrayNode band = node.putArray("band");
      fence.border().forEach(corner -> band.addArray().add(corner.lat()).add(corner.lon()));
    }
    getElement().callJsFunction("draw", node);
  }

  /** What a browser says was drawn, which may say anything; nonsense is passed over. */
  @ClientCallable
  void drewCircle(double lat, double lon, double radius) {
    Optional<GeoPosition> centre = Fence.position(lat, lon);
    if (editable && fence.round() && centre.isPresent() && radius >= 0) {
      take(fence.around(centre.get(), Math.clamp(radius, 1, MOST_RADIUS)));
    }
  }

  /** As {@link #drewCircle}. */
  @ClientCallable
  void drewOutline(@Nullable String text) {
    Optional<List<GeoPosition>> corners = Fence.corners(text == null ? "" : text);
    if (editable && !fence.round() && corners.isPresent()) {
      take(fence.with(corners.get()));
    }
  }

  private void take(Fence now) {
    fence = now;
    drawn.accept(now);
  }
}
