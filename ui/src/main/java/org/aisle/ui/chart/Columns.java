package org.aisle.ui.chart;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import org.aisle.ui.format.Tone;
import org.jspecify.annotations.Nullable;

/** Standing bars along time; where nothing was measured the place is hatched. */
@StyleSheet("context://aisle/data.css")
@StyleSheet("context://aisle/tiles.css")
public final class Columns extends Div {

  private static final int LABELS = 5;

  /**
   * One column.
   *
   * @param label of its time, short
   * @param title of its time, in full
   * @param value null where nothing was measured
   * @param text the value with its unit, or that there is none
   */
  public record Column(
      String label,
      String title,
      @Nullable Double value,
      String text,
      Tone tone,
      List<Part> parts) {
    public Column {
      parts = List.copyOf(parts);
    }
  }

  private List<Column> shown = List.of();

  public Columns() {
    addClassName("aisle-columns");
  }

  /**
   * @param caption whose time it is
   * @param scale writes a number of the scale
   */
  public void show(
      List<Column> columns, List<Part> legend, String caption, DoubleFunction<String> scale) {
    if (columns.equals(shown)) {
      return;
    }
    shown = List.copyOf(columns);
    removeAll();
    if (!legend.isEmpty()) {
      add(Part.legend(legend));
    }
    double low = Math.min(0, bound(columns, false));
    double high = Math.max(0, bound(columns, true));
    double span = high > low ? high - low : 1;
    Div stage = new Div();
    stage.addClassName("aisle-columns-stage");
    stage.getElement().setAttribute("role", "img").setAttribute("aria-label", words(columns));
    columns.forEach(column -> stage.add(column(column, low, span)));
    Div scaleWords = new Div(new Span(scale.apply(high)), new Span(scale.apply(low)));
    scaleWords.addClassName("aisle-columns-scale");
    scaleWords.getElement().setAttribute("aria-hidden", "true");
    Div upper = new Div(scaleWords, stage);
    upper.addClassName("aisle-columns-upper");
    Span zone = new Span(caption);
    zone.addClassName("aisle-chart-caption");
    add(upper, labels(columns), zone);
  }

  private static double bound(List<Column> columns, boolean highest) {
    double bound = 0;
    for (Column column : columns) {
      Double value = column.value();
      if (value != null) {
        bound = highest ? Math.max(bound, value) : Math.min(bound, value);
      }
    }
    return bound;
  }

  private static Div column(Column column, double low, double span) {
    Div place = new Div();
    place.addClassName("aisle-column");
    place.getElement().setAttribute("title", spoken(column));
    Double value = column.value();
    if (value == null) {
      place.addClassName("aisle-column-none");
      return place;
    }
    Div bar = new Div();
    bar.addClassName("aisle-column-bar");
    bar.getStyle()
        .set("bottom", Bars.percent(100 * (Math.min(0, value) - low) / span))
        .set("height", Bars.percent(100 * Math.abs(value) / span));
    if (column.parts().isEmpty()) {
      bar.addClassName("aisle-tone-" + column.tone().key());
    }
    double sum = column.parts().stream().mapToDouble(Part::value).sum();
    for (Part part : column.parts()) {
      if (part.value() > 0 && sum > 0) {
        Div piece = part.piece();
        piece.getStyle().set("height", Bars.percent(100 * part.value() / sum));
        bar.add(piece);
      }
    }
    place.add(bar);
    return place;
  }

  private static Div labels(List<Column> columns) {
    Div labels = new Div();
    labels.addClassName("aisle-columns-labels");
    labels.getElement().setAttribute("aria-hidden", "true");
    int step = Math.max(1, (columns.size() + LABELS - 1) / LABELS);
    for (int i = 0; i < columns.size(); i += step) {
      Span label = new Span(columns.get(i).label());
      label.getStyle().set("left", Bars.percent(100.0 * i / columns.size()));
      labels.add(label);
    }
    return labels;
  }

  private static String words(List<Column> columns) {
    return columns.stream().map(Columns::spoken).collect(Collectors.joining("; "));
  }

  private static String spoken(Column column) {
    String parts =
        column.parts().stream()
            .map(part -> part.name() + " " + part.text())
            .collect(Collectors.joining(", "));
    boolean noted = column.tone() == Tone.BAD || column.tone() == Tone.WARN;
    return column.title()
        + ": "
        + column.text()
        + (noted ? ", " + column.tone().word() : "")
        + (parts.isEmpty() ? "" : " (" + parts + ")");
  }
}
