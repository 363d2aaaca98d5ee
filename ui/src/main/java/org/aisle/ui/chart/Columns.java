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

  private final PartLegend legend = new PartLegend();
  private final Span greatest = new Span();
  private final Span least = new Span();
  private final Div stage = new Div();
  private final Kept<Place> places = new Kept<>(stage, Place::new);
  private final Div times = new Div();
  private final Kept<Span> labels = new Kept<>(times, Span::new);
  private final Span zone = new Span();
  private List<Column> shown = List.of();

  public Columns() {
    addClassName("aisle-columns");
    stage.addClassName("aisle-columns-stage");
    stage.getElement().setAttribute("role", "img");
    Div scale = new Div(greatest, least);
    scale.addClassName("aisle-columns-scale");
    scale.getElement().setAttribute("aria-hidden", "true");
    Div upper = new Div(scale, stage);
    upper.addClassName("aisle-columns-upper");
    times.addClassName("aisle-columns-labels");
    times.getElement().setAttribute("aria-hidden", "true");
    zone.addClassName("aisle-chart-caption");
    add(upper, times, zone);
  }

  /**
   * @param caption whose time it is
   * @param scale writes a number of the scale
   */
  public void show(
      List<Column> columns, List<Part> parts, String caption, DoubleFunction<String> scale) {
    if (columns.equals(shown)) {
      return;
    }
    shown = List.copyOf(columns);
    if (!parts.isEmpty() && legend.getParent().isEmpty()) {
      addComponentAsFirst(legend);
    }
    legend.show(parts);
    double low = Math.min(0, bound(columns, false));
    double high = Math.max(0, bound(columns, true));
    greatest.setText(scale.apply(high));
    least.setText(scale.apply(low));
    stage.getElement().setAttribute("aria-label", words(columns));
    List<Place> all = places.first(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      all.get(i).show(columns.get(i), low, high > low ? high - low : 1);
    }
    label(columns);
    zone.setText(caption);
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

  private void label(List<Column> columns) {
    int step = Math.max(1, (columns.size() + LABELS - 1) / LABELS);
    List<Span> all = labels.first((columns.size() + step - 1) / step);
    for (int i = 0; i < all.size(); i++) {
      all.get(i).setText(columns.get(i * step).label());
      all.get(i).getStyle().set("left", Bars.percent(100.0 * i * step / columns.size()));
    }
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

  /** Where a column stands, or would. */
  private static final class Place extends Div {
    private final Div bar = new Div();
    private final PartPieces pieces = new PartPieces(bar, "height", false);

    void show(Column column, double low, double span) {
      getElement().setAttribute("title", spoken(column));
      Double value = column.value();
      setClassName(value == null ? "aisle-column aisle-column-none" : "aisle-column");
      if (value == null) {
        bar.removeFromParent();
        return;
      }
      bar.setClassName(
          column.parts().isEmpty()
              ? "aisle-column-bar aisle-tone-" + column.tone().key()
              : "aisle-column-bar");
      bar.getStyle()
          .set("bottom", Bars.percent(100 * (Math.min(0, value) - low) / span))
          .set("height", Bars.percent(100 * Math.abs(value) / span));
      pieces.show(column.parts());
      if (bar.getParent().isEmpty()) {
        add(bar);
      }
    }
  }
}
