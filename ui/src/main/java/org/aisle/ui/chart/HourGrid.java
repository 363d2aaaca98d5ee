package org.aisle.ui.chart;

import com.vaadin.flow.component.Html;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.aisle.ui.format.Tone;
import org.jspecify.annotations.Nullable;

/** A number per day and hour of the day: the darker the more; hatched where nothing is known. */
@StyleSheet("context://aisle/data.css")
@StyleSheet("context://aisle/tiles.css")
public final class HourGrid extends Div {

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
    removeAll();
    double low = cells.values().stream().mapToDouble(Cell::value).min().orElse(0);
    double high = cells.values().stream().mapToDouble(Cell::value).max().orElse(1);
    StringBuilder html = new StringBuilder("<table class=\"aisle-hours-table\"><caption>");
    html.append(escaped(label)).append("</caption><thead><tr><th scope=\"col\">Hour</th>");
    int step = Math.max(1, (wanted.size() + 7) / 8);
    for (int i = 0; i < wanted.size(); i++) {
      html.append("<th scope=\"col\" title=\"")
          .append(escaped(wanted.get(i).title()))
          .append("\">")
          .append(i % step == 0 ? "<span>" + escaped(wanted.get(i).label()) + "</span>" : "")
          .append("</th>");
    }
    html.append("</tr></thead><tbody>");
    for (int hour = 0; hour < 24; hour++) {
      html.append("<tr><th scope=\"row\">")
          .append(String.format(Locale.ROOT, hour % 3 == 0 ? "%02d" : "<i>%02d</i>", hour))
          .append("</th>");
      for (Day day : wanted) {
        append(html, day, hour, cells.get(new Hour(day.date(), hour)), low, high);
      }
      html.append("</tr>");
    }
    add(new Html(html.append("</tbody></table>").toString()), key(least, most, caption));
  }

  private static void append(
      StringBuilder html, Day day, int hour, @Nullable Cell cell, double low, double high) {
    String when = "%s, %02d:00 to %02d:00".formatted(day.title(), hour, hour + 1);
    if (cell == null) {
      html.append("<td class=\"none\" title=\"").append(escaped(when)).append(": no data\"></td>");
      return;
    }
    boolean noted = cell.tone() == Tone.BAD || cell.tone() == Tone.WARN;
    double share = high > low ? (cell.value() - low) / (high - low) : 0.5;
    html.append("<td style=\"--v:")
        .append(String.format(Locale.ROOT, "%.0f%%", 100 * share))
        .append("\" title=\"")
        .append(escaped(when + ": " + cell.text() + (noted ? ", " + cell.tone().word() : "")))
        .append(noted ? "\" class=\"" + cell.tone().key() : "")
        .append("\"><span>")
        .append(escaped(cell.text()))
        .append("</span></td>");
  }

  private static Div key(String least, String most, String caption) {
    Div ramp = new Div();
    ramp.addClassName("aisle-hours-ramp");
    Div none = new Div();
    none.addClassName("aisle-hours-none");
    Div key = new Div(new Span(least), ramp, new Span(most), none, new Span("no data"));
    key.addClassName("aisle-hours-key");
    key.getElement().setAttribute("aria-hidden", "true");
    Span zone = new Span(caption);
    zone.addClassName("aisle-chart-caption");
    Div foot = new Div(key, zone);
    foot.addClassName("aisle-hours-foot");
    return foot;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
