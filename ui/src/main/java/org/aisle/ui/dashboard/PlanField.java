package org.aisle.ui.dashboard;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.aisle.ui.plan.PlanPicker;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Where devices stand on a plan: a click on its picture, or numbers. */
final class PlanField extends Div {

  private static final double PERCENT = 100;
  private static final double STEPS = 1000;

  private final EditScope scope;
  private final Supplier<ObjectNode> tile;
  private final Consumer<@Nullable JsonNode> changed;
  private final ComboBox<String> next = new ComboBox<>("A click on the plan places");
  private final PlanPicker picker = new PlanPicker(this::placed, this::place);
  private final Div numbers = new Div();

  /**
   * @param tile as it is now
   * @param changed told the positions whenever one was changed, null for none
   */
  PlanField(EditScope scope, Supplier<ObjectNode> tile, Consumer<@Nullable JsonNode> changed) {
    this.scope = scope;
    this.tile = tile;
    this.changed = changed;
    addClassNames("aisle-edit-list", "aisle-edit-wide");
    next.setItems(new TreeSet<>(scope.devices().keySet()));
    next.setItemLabelGenerator(id -> scope.devices().getOrDefault(id, id));
    next.setPlaceholder("Choose a device");
    next.setWidthFull();
    add(next, picker, numbers);
    boolean picture = !tile.get().path("image").asString("").isEmpty();
    next.setVisible(picture);
    picker.setVisible(picture);
    lines();
    marks();
  }

  private ObjectNode positions() {
    return tile.get().get("positions") instanceof ObjectNode there
        ? there
        : JsonNodeFactory.instance.objectNode();
  }

  private double length(String key) {
    JsonNode length = tile.get().path(key);
    return length.isNumber() && length.asDouble() > 0 ? length.asDouble() : PERCENT;
  }

  private void lines() {
    numbers.removeAll();
    numbers.add(
        ListField.positions(
            positions(),
            scope.devices(),
            value -> {
              changed.accept(value);
              marks();
            }));
  }

  private void marks() {
    List<PlanPicker.Mark> marks = new ArrayList<>();
    for (Map.Entry<String, JsonNode> at : positions().properties()) {
      marks.add(
          new PlanPicker.Mark(
              at.getKey(),
              scope.devices().getOrDefault(at.getKey(), at.getKey()),
              at.getValue().path(0).asDouble() / length("width"),
              at.getValue().path(1).asDouble() / length("depth")));
    }
    picker.show(
        scope.shelf().path(tile.get().path("image").asString("")),
        tile.get().path("alt").asString("The plan"),
        marks);
  }

  /** The chosen device stands there; the next one that stands nowhere is chosen. */
  private void placed(double x, double y) {
    String device = next.getValue();
    if (device == null) {
      next.setErrorMessage("Choose the device that stands there first.");
      next.setInvalid(true);
      next.focus();
      return;
    }
    place(device, x, y);
    ObjectNode placed = positions();
    next.setValue(
        new TreeSet<>(scope.devices().keySet())
            .tailSet(device, false).stream()
                .filter(id -> !placed.has(id))
                .findFirst()
                .orElse(null));
  }

  private void place(String device, double x, double y) {
    if (!scope.devices().containsKey(device) && !positions().has(device)) {
      return;
    }
    ObjectNode positions = positions().deepCopy();
    positions
        .putArray(device)
        .add(TileForm.plain(rounded(x, length("width"))))
        .add(TileForm.plain(rounded(y, length("depth"))));
    changed.accept(positions);
    lines();
    marks();
  }

  /** To a thousandth of the plan. */
  private static double rounded(double share, double length) {
    double whole = Math.pow(10, Math.ceil(Math.log10(STEPS / length)));
    return Math.min(length, Math.round(share * length * whole) / whole);
  }
}
