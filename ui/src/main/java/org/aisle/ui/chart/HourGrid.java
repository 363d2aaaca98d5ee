package org.aisle.ui.chart;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JavaScript;
import com.vaadin.flow.component.dependency.StyleSheet;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.aisle.ui.format.Tone;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A number per day and hour of the day: the darker the more; hatched where nothing is known. */
@Tag("aisle-hours")
@StyleSheet("context://aisle/data.css")
@StyleSheet("context://aisle/tiles.css")
@JavaScript("context://aisle/draw.js")
@JavaScript("context://aisle/hours.js")
public final class HourGrid extends Component implements HasStyle {

  private static final int HOURS = 24;

  /** One hour of one day. */
  public record Hour(LocalDate day, int hour) {}

  /**
   * What was measured in an hour.
   *
   * @param text the value with its unit
   */
  public record Cell(double value, String text, Tone tone) {}

  /**
   * A day.
   *
   * @param label short, for the head of its column
   * @param title in full
   */
  public record Day(LocalDate date, String label, String title) {}

  private Map<Hour, Cell> shown = Map.of();
  private List<Day> days = List.of();

  public HourGrid() {
    addClassName("aisle-hours");
  }

  /**
   * @param label what the grid shows, for people who do not see it
   * @param least the least value as text
   * @param most the greatest value as text
   */
  public void show(
      String label,
      List<Day> wanted,
      Map<Hour, Cell> cells,
      String least,
      String most,
      String caption) {
    if (cells.equals(shown) && wanted.equals(days)) {
      return;
    }
    shown = Map.copyOf(cells);
    days = List.copyOf(wanted);
    ObjectNode model =
        Wire.object()
            .put("label", label)
            .put("least", least)
            .put("most", most)
            .put("caption", caption);
    ArrayNode columns = model.putArray("days");
    double low = cells.values().stream().mapToDouble(Cell::value).min().orElse(0);
    double high = cells.values().stream().mapToDouble(Cell::value).max().orElse(1);
    for (Day day : days) {
      ArrayNode hours =
          columns.addObject().put("label", day.label()).put("title", day.title()).putArray("hours");
      for (int hour = 0; hour < HOURS; hour++) {
        Cell cell = shown.get(new Hour(day.date(), hour));
        if (cell == null) {
          hours.addNull();
        } else {
          hours.add(wire(cell, high > low ? (cell.value() - low) / (high - low) : 0.5));
        }
      }
    }
    getElement().setPropertyJson("model", model);
  }

  /** A tone is told in a word too where it is to be noted. */
  private static ArrayNode wire(Cell cell, double share) {
    ArrayNode wire = Wire.array().add(Math.round(100 * share)).add(cell.text());
    boolean noted = cell.tone() == Tone.BAD || cell.tone() == Tone.WARN;
    return noted ? wire.add(cell.tone().key()).add(cell.tone().word()) : wire;
  }
}
