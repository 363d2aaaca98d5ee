package org.aisle.ui.dashboard;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.NumberField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Lines that one adds and removes: the colours of numbers, or where devices stand on a plan. */
abstract class ListField extends Div {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Div lines = new Div();

  private ListField(String label, String more) {
    addClassNames("aisle-edit-list", "aisle-edit-wide");
    getElement().setAttribute("role", "group").setAttribute("aria-label", label);
    Span heading = new Span(label);
    heading.addClassName("aisle-edit-list-label");
    add(heading, lines, new Button(more, click -> more()));
  }

  /** Adds a line that is not filled yet. */
  abstract void more();

  void line(String what, Runnable remove, Component... fields) {
    Button away = new Button("×");
    away.setAriaLabel("Remove " + what);
    Div line = new Div(fields);
    line.addClassName("aisle-edit-list-line");
    line.add(away);
    away.addClickListener(
        click -> {
          lines.remove(line);
          remove.run();
        });
    lines.add(line);
  }

  static NumberField number(String label, @Nullable Double now) {
    NumberField field = new NumberField();
    field.setAriaLabel(label);
    field.setPlaceholder(label);
    if (now != null) {
      field.setValue(now);
    }
    return field;
  }

  static Select<String> choice(String label, Map<String, String> words, String now) {
    Select<String> field = new Select<>();
    field.setAriaLabel(label);
    field.setItems(words.keySet());
    field.setItemLabelGenerator(word -> words.getOrDefault(word, word));
    field.setValue(words.containsKey(now) ? now : words.keySet().iterator().next());
    return field;
  }

  /** Colours of a number; the first that fits decides. */
  static ListField colours(JsonNode now, String unit, Consumer<@Nullable JsonNode> changed) {
    return new Colours(now, unit, changed);
  }

  /** Positions of devices on a plan. */
  static ListField positions(
      JsonNode now, Map<String, String> devices, Consumer<@Nullable JsonNode> changed) {
    return new Positions(now, devices, changed);
  }

  private static final class Colours extends ListField {

    private static final Map<String, String> SIDES = words("above", "above", "below", "below");
    private static final Map<String, String> TONES =
        words("good", "good", "warning", "warning", "bad", "bad", "neutral", "neutral");

    private record Line(Select<String> side, NumberField limit, Select<String> tone) {}

    private final List<Line> all = new ArrayList<>();
    private final String unit;
    private final Consumer<@Nullable JsonNode> changed;

    Colours(JsonNode now, String unit, Consumer<@Nullable JsonNode> changed) {
      super("Colours, the first that fits", "Add a colour");
      this.unit = unit;
      this.changed = changed;
      now.forEach(
          colour -> {
            String side = colour.has("below") ? "below" : "above";
            JsonNode limit = colour.path(side);
            add(side, limit.isNumber() ? limit.asDouble() : null, colour.path("tone").asString(""));
          });
    }

    private static Map<String, String> words(String... pairs) {
      Map<String, String> words = new LinkedHashMap<>();
      for (int i = 0; i < pairs.length; i += 2) {
        words.put(pairs[i], pairs[i + 1]);
      }
      return words;
    }

    @Override
    void more() {
      add("above", null, "warning");
    }

    private void add(String side, @Nullable Double limit, String tone) {
      Line line =
          new Line(
              choice("Side", SIDES, side), number("Limit", limit), choice("Meaning", TONES, tone));
      line.limit().setSuffixComponent(new Span(unit));
      line.side().addValueChangeListener(change -> tell());
      line.limit().addValueChangeListener(change -> tell());
      line.tone().addValueChangeListener(change -> tell());
      all.add(line);
      line(
          "colour",
          () -> {
            all.remove(line);
            tell();
          },
          line.side(),
          line.limit(),
          line.tone());
    }

    /** Lines without a limit are not said. */
    private void tell() {
      ArrayNode colours = JSON.arrayNode();
      for (Line line : all) {
        Double limit = line.limit().getValue();
        if (limit != null) {
          ObjectNode colour = colours.addObject();
          colour.set(line.side().getValue(), TileForm.plain(limit));
          colour.put("tone", line.tone().getValue());
        }
      }
      changed.accept(colours.isEmpty() ? null : colours);
    }
  }

  private static final class Positions extends ListField {

    private record Line(ComboBox<String> device, NumberField right, NumberField down) {}

    private final List<Line> all = new ArrayList<>();
    private final Map<String, String> devices;
    private final Consumer<@Nullable JsonNode> changed;

    Positions(JsonNode now, Map<String, String> devices, Consumer<@Nullable JsonNode> changed) {
      super("Where devices stand that do not report it", "Place a device");
      this.devices = new LinkedHashMap<>(devices);
      this.changed = changed;
      now.properties()
          .forEach(
              at -> {
                this.devices.putIfAbsent(at.getKey(), at.getKey());
                add(
                    at.getKey(),
                    at.getValue().path(0).asDouble(),
                    at.getValue().path(1).asDouble());
              });
    }

    @Override
    void more() {
      add(null, null, null);
    }

    private void add(@Nullable String id, @Nullable Double right, @Nullable Double down) {
      ComboBox<String> device = new ComboBox<>();
      device.setAriaLabel("Device");
      device.setPlaceholder("Device");
      device.setItems(new TreeSet<>(devices.keySet()));
      device.setItemLabelGenerator(each -> devices.getOrDefault(each, each));
      if (id != null) {
        device.setValue(id);
      }
      Line line = new Line(device, number("To the right", right), number("Down", down));
      device.addValueChangeListener(change -> tell());
      line.right().addValueChangeListener(change -> tell());
      line.down().addValueChangeListener(change -> tell());
      all.add(line);
      line(
          "position",
          () -> {
            all.remove(line);
            tell();
          },
          device,
          line.right(),
          line.down());
    }

    /** Lines that are not full are not said. */
    private void tell() {
      ObjectNode positions = JSON.objectNode();
      for (Line line : all) {
        String device = line.device().getValue();
        Double right = line.right().getValue();
        Double down = line.down().getValue();
        if (device != null && right != null && down != null) {
          positions.putArray(device).add(TileForm.plain(right)).add(TileForm.plain(down));
        }
      }
      changed.accept(positions.isEmpty() ? null : positions);
    }
  }
}
