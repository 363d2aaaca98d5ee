package org.aisle.ui.chart;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JavaScript;
import com.vaadin.flow.component.dependency.StyleSheet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aisle.backend.query.Telemetry.Stretch;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.ui.format.ValueFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The states of a boolean or enum field along time, one row per device; hatched where unknown. */
@Tag("aisle-timeline")
@StyleSheet("context://aisle/data.css")
@StyleSheet("context://aisle/things.css")
@JavaScript("context://aisle/draw.js")
@JavaScript("context://aisle/timeline.js")
public final class StateTimeline extends Component implements HasSize, HasStyle {

  /** Stretches sent per row; of more, those shorter than this part of the range are left out. */
  private static final int MOST_STRETCHES = 400;

  /**
   * One device.
   *
   * @param path where its name links to, inside the application, or null
   * @param marked stretches that are marked below the states
   */
  public record Row(
      String name, @Nullable String path, List<Stretch> stretches, List<Stretch> marked) {
    public Row {
      stretches = List.copyOf(stretches);
      marked = List.copyOf(marked);
    }

    /** One without marks. */
    public Row(String name, @Nullable String path, List<Stretch> stretches) {
      this(name, path, stretches, List.of());
    }
  }

  private final String label;
  private final ValueFormat format;
  private final String empty;

  public StateTimeline(String label, ValueFormat format, String empty) {
    this.label = label;
    this.format = format;
    this.empty = empty;
  }

  /**
   * One of the states.
   *
   * @param value as it stands in a stretch
   * @param tone the suffix of a style class, or null for the next colour
   */
  public record State(String value, String name, @Nullable String tone) {}

  /** Shows the rows in their order; {@code field} names the states. */
  public void show(TimeRange range, Field field, List<Row> rows) {
    show(range, field, rows, null);
  }

  /**
   * Shows the rows in their order.
   *
   * @param marks what the marked stretches of the rows mean, or null when there are none
   */
  public void show(TimeRange range, Field field, List<Row> rows, @Nullable String marks) {
    ObjectNode model = model(range, known(field), rows, true);
    model.put("marks", marks);
    getElement().setPropertyJson("model", model);
  }

  /** Shows the rows in their order, with these states; something is known of every moment. */
  public void show(TimeRange range, List<State> known, List<Row> rows) {
    getElement().setPropertyJson("model", model(range, known, rows, false));
  }

  private ObjectNode model(TimeRange range, List<State> known, List<Row> rows, boolean gaps) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    ObjectNode model = Wire.head(label, format, range, empty).put("gaps", gaps);
    ArrayNode states = Wire.object().putArray("states");
    for (State state : known) {
      numbers.put(state.value(), numbers.size());
      states.addObject().put("name", state.name()).put("tone", state.tone());
    }
    ArrayNode array = model.putArray("rows");
    for (Row row : rows) {
      ObjectNode node = array.addObject().put("name", row.name()).put("path", row.path());
      ArrayNode stretches = node.putArray("stretches");
      for (Stretch stretch : visible(range, row.stretches())) {
        Integer number = numbers.get(stretch.state());
        if (number == null) {
          number = numbers.size();
          numbers.put(stretch.state(), number);
          states.addObject().put("name", stretch.state());
        }
        stretches
            .addArray()
            .add(stretch.from().toEpochMilli())
            .add(stretch.to().toEpochMilli())
            .add(number);
      }
      ArrayNode marked = node.putArray("marked");
      for (Stretch stretch : visible(range, row.marked())) {
        marked.addArray().add(stretch.from().toEpochMilli()).add(stretch.to().toEpochMilli());
      }
    }
    model.set("states", states);
    return model;
  }

  private static List<State> known(Field field) {
    List<State> states = new ArrayList<>();
    switch (field.type()) {
      case FieldType.Bool b -> {
        states.add(new State("true", "Yes", "on"));
        states.add(new State("false", "No", "rest"));
      }
      case FieldType.Choice c ->
          c.options().forEach(o -> states.add(new State(o.name(), o.displayName(), null)));
      case FieldType.Decimal d -> {}
      case FieldType.Whole w -> {}
      case FieldType.Text t -> {}
      case FieldType.Moment m -> {}
      case FieldType.GeoPoint g -> {}
      case FieldType.Vector v -> {}
      case FieldType.Tree t -> {}
    }
    return states;
  }

  private static List<Stretch> visible(TimeRange range, List<Stretch> stretches) {
    if (stretches.size() <= MOST_STRETCHES) {
      return stretches;
    }
    long pixel = java.time.Duration.between(range.from(), range.to()).toMillis() / MOST_STRETCHES;
    List<Stretch> kept = new ArrayList<>();
    long end = Long.MIN_VALUE;
    for (Stretch stretch : stretches) {
      boolean shorter = stretch.to().toEpochMilli() - stretch.from().toEpochMilli() < pixel;
      if (!shorter || stretch.from().toEpochMilli() - end >= pixel) {
        kept.add(stretch);
        end = stretch.to().toEpochMilli();
      }
    }
    return kept.subList(Math.max(0, kept.size() - MOST_STRETCHES), kept.size());
  }
}
