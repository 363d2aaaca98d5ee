package org.aisle.ui.chart;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
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

  private List<Bar> shown = List.of();

  public Bars() {
    addClassName("aisle-bars");
  }

  /**
   * @param legend what the parts are called; empty when no bar has parts
   */
  public void show(List<Bar> bars, List<Part> legend) {
    if (bars.equals(shown)) {
      return;
    }
    shown = List.copyOf(bars);
    removeAll();
    if (!legend.isEmpty()) {
      add(Part.legend(legend));
    }
    double low = Math.min(0, bars.stream().mapToDouble(Bar::value).min().orElse(0));
    double high = Math.max(0, bars.stream().mapToDouble(Bar::value).max().orElse(0));
    double span = high > low ? high - low : 1;
    OrderedList list = new OrderedList();
    bars.forEach(bar -> list.add(row(bar, low, span)));
    add(list);
  }

  private static ListItem row(Bar bar, double low, double span) {
    Div track = new Div();
    track.addClassName("aisle-bar-track");
    track.getElement().setAttribute("aria-hidden", "true");
    Div whole = new Div();
    whole.addClassName("aisle-bar");
    whole
        .getStyle()
        .set("left", percent(100 * (Math.min(0, bar.value()) - low) / span))
        .set("width", percent(100 * Math.abs(bar.value()) / span));
    if (bar.parts().isEmpty()) {
      whole.addClassName("aisle-tone-" + bar.tone().key());
    }
    double sum = bar.parts().stream().mapToDouble(Part::value).sum();
    for (Part part : bar.parts()) {
      if (part.value() > 0 && sum > 0) {
        Div piece = part.piece();
        piece.getStyle().set("width", percent(100 * part.value() / sum));
        piece.getElement().setAttribute("title", part.name() + ": " + part.text());
        whole.add(piece);
      }
    }
    track.add(whole);
    Span value = new Span(bar.text());
    value.addClassName("aisle-bar-value");
    if (bar.tone() == Tone.BAD || bar.tone() == Tone.WARN || bar.tone() == Tone.STALE) {
      value.addClassNames("aisle-standing-" + bar.tone().key());
      value.setText(bar.tone().symbol() + "\u00a0" + bar.text());
      value.getElement().setAttribute("title", bar.tone().word());
    }
    ListItem row = new ListItem(name(bar), track, value);
    if (bar.tone() != Tone.PLAIN && bar.tone() != Tone.GOOD) {
      row.add(hidden(", " + bar.tone().word()));
    }
    if (!bar.parts().isEmpty()) {
      row.add(
          hidden(
              bar.parts().stream()
                  .map(part -> part.name() + " " + part.text())
                  .collect(Collectors.joining(", ", ": ", ""))));
    }
    return row;
  }

  private static Span name(Bar bar) {
    Span name = new Span();
    name.addClassName("aisle-bar-name");
    name.getElement().setAttribute("title", bar.name());
    if (bar.path() == null) {
      name.setText(bar.name());
    } else {
      Anchor anchor = new Anchor(bar.path(), bar.name());
      anchor.getElement().setAttribute("router-link", "");
      name.add(anchor);
    }
    return name;
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
