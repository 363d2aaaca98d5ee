package org.aisle.ui.plan;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JavaScript;
import com.vaadin.flow.component.dependency.StyleSheet;
import java.util.List;
import org.aisle.ui.format.Tone;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A picture with devices on it, each a mark with its value, that is a link to the device. */
@Tag("aisle-plan")
@StyleSheet("context://aisle/data.css")
@StyleSheet("context://aisle/things.css")
@JavaScript("context://aisle/draw.js")
@JavaScript("context://aisle/plan.js")
public final class FloorPlan extends Component implements HasSize, HasStyle {

  /**
   * A device on the plan.
   *
   * @param x 0 at the left edge of the picture to 1 at its right edge
   * @param y 0 at its top to 1 at its bottom
   * @param value its latest value with unit, or nothing
   * @param path its page inside the application, or null
   */
  public record Item(
      String id, String name, double x, double y, Tone tone, String value, @Nullable String path) {}

  private final String label;
  private final String alt;

  /**
   * @param label what the plan shows
   * @param alt the picture in words
   */
  public FloorPlan(String label, String alt) {
    this.label = label;
    this.alt = alt;
  }

  /** Shows these devices and no others. */
  public void show(String picture, List<Item> items) {
    ObjectNode model =
        JsonNodeFactory.instance
            .objectNode()
            .put("label", label)
            .put("alt", alt)
            .put("picture", picture)
            .put("empty", "No device is on this plan yet.");
    ArrayNode tones = model.putArray("tones");
    for (Tone tone : Tone.values()) {
      tones.addObject().put("key", tone.key()).put("word", tone.word()).put("sign", tone.symbol());
    }
    ArrayNode array = model.putArray("items");
    for (Item item : items) {
      array
          .addObject()
          .put("name", item.name())
          .put("x", item.x())
          .put("y", item.y())
          .put("tone", item.tone().key())
          .put("word", item.tone().word())
          .put("sign", item.tone().symbol())
          .put("value", item.value())
          .put("path", item.path());
    }
    getElement().setPropertyJson("model", model);
  }
}
