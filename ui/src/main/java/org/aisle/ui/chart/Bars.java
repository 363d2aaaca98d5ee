package org.aisle.ui.chart;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.aisle.ui.format.Tone;
import org.jspecify.annotations.Nullable;

/** Lying bars, one below the other, each with its name and value as text. */
@StyleSheet("context://aisle/data.css")
@StyleSheet("context://aisle/tiles.css")
public final class Bars extends Div {

  /**
   * One bar.
   *
   * @param path where its name leads inside the application, or null
   * @param text the value with its unit
   * @param tone said in symbol and word too unless it is plain
   * @param parts of it, in order; empty when it is one piece
   */
  public record Bar(
      String name, @Nullable String path, double value, String text, Tone tone, List<Part> parts) {
    public Bar {
      parts = List.copyOf(parts);
    }
  }

  private final PartLegend legend = new PartLegend();
  private final OrderedList list = new OrderedList();
  private final List<Row> rows = new ArrayList<>();
  private List<Bar> shown = List.of();
  private List<Part> named = List.of();

  public Bars() {
    addClassName("aisle-bars");
  }

  /**
   * @param parts what the parts are called; empty when no bar has parts
   */
  public void show(List<Bar> bars, List<Part> parts) {
    if (bars.equals(shown) && parts.equals(named)) {
      return;
    }
    if (list.getParent().isEmpty()) {
      add(list);
    }
    if (!parts.isEmpty() && legend.getParent().isEmpty()) {
      addComponentAsFirst(legend);
    }
    legend.show(parts);
    double low = Math.min(0, bars.stream().mapToDouble(Bar::value).min().orElse(0));
    double high = Math.max(0, bars.stream().mapToDouble(Bar::value).max().orElse(0));
    double span = high > low ? high - low : 1;
    while (rows.size() > bars.size()) {
      list.remove(rows.removeLast().item);
    }
    while (rows.size() < bars.size()) {
      Row row = new Row();
      rows.add(row);
      list.add(row.item);
    }
    for (int i = 0; i < bars.size(); i++) {
      rows.get(i).show(bars.get(i), low, span);
    }
    shown = List.copyOf(bars);
    named = List.copyOf(parts);
  }

  /** The elements of one bar stay while its values change, so that nothing loses the focus. */
  private static final class Row {
    private final Span name = new Span();
    private final Anchor link = new Anchor();
    private final Div whole = new Div();
    private final PartPieces pieces = new PartPieces(whole, "width", true);
    private final Span value = new Span();
    private final Span spoken = hidden("");
    private final ListItem item = new ListItem();

    Row() {
      name.addClassName("aisle-bar-name");
      link.getElement().setAttribute("router-link", "");
      Div track = new Div(whole);
      track.addClassName("aisle-bar-track");
      track.getElement().setAttribute("aria-hidden", "true");
      item.add(name, track, value, spoken);
    }

    void show(Bar bar, double low, double span) {
      name(bar);
      Tone tone = bar.tone();
      whole.setClassName(
          bar.parts().isEmpty() ? "aisle-bar aisle-tone-" + tone.key() : "aisle-bar");
      whole
          .getStyle()
          .set("left", percent(100 * (Math.min(0, bar.value()) - low) / span))
          .set("width", percent(100 * Math.abs(bar.value()) / span));
      pieces.show(bar.parts());
      boolean noted = tone == Tone.BAD || tone == Tone.WARN || tone == Tone.STALE;
      value.setClassName(
          noted ? "aisle-bar-value aisle-standing-" + tone.key() : "aisle-bar-value");
      value.setText(noted ? tone.symbol() + "\u00a0" + bar.text() : bar.text());
      if (noted) {
        value.getElement().setAttribute("title", tone.word());
      } else {
        value.getElement().removeAttribute("title");
      }
      spoken.setText(words(bar));
    }

    private void name(Bar bar) {
      name.getElement().setAttribute("title", bar.name());
      if (bar.path() == null) {
        name.setText(bar.name());
      } else {
        link.setHref(bar.path());
        link.setText(bar.name());
        if (link.getParent().isEmpty()) {
          name.add(link);
        }
      }
    }

    private static String words(Bar bar) {
      String tone =
          bar.tone() == Tone.PLAIN || bar.tone() == Tone.GOOD ? "" : ", " + bar.tone().word();
      return bar.parts().isEmpty()
          ? tone
          : tone
              + bar.parts().stream()
                  .map(part -> part.name() + " " + part.text())
                  .collect(Collectors.joining(", ", ": ", ""));
    }
  }

  /** For those who do not see the drawing. */
  static Span hidden(String text) {
    Span span = new Span(text);
    span.addClassName("aisle-only-spoken");
    return span;
  }

  static String percent(double value) {
    return String.format(Locale.ROOT, "%.2f%%", value);
  }
}
