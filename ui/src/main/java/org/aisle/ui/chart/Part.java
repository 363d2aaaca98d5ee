package org.aisle.ui.chart;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;

/**
 * A part of a bar or of a whole.
 *
 * @param style the suffix of a style class: a tone, or {@link #series}
 * @param value at least 0
 * @param text the value with its unit
 */
public record Part(String name, String style, double value, String text) {

  private static final int SERIES = 8;

  /** The style of the nth part: a colour and a pattern, repeated after eight. */
  public static String series(int number) {
    return "part-" + (number % SERIES + 1);
  }

  /** A piece with the part's colour and pattern. */
  Div piece() {
    Div piece = new Div();
    piece.addClassNames("aisle-part", "aisle-" + style);
    return piece;
  }

  /** Names what the colours and patterns stand for. */
  static UnorderedList legend(List<Part> parts) {
    UnorderedList legend = new UnorderedList();
    legend.addClassName("aisle-parts");
    for (Part part : parts) {
      Div swatch = part.piece();
      swatch.addClassName("aisle-swatch");
      swatch.getElement().setAttribute("aria-hidden", "true");
      ListItem item = new ListItem(swatch, new Span(part.name()));
      if (!part.text().isEmpty()) {
        Span text = new Span(part.text());
        text.addClassName("aisle-parts-text");
        item.add(text);
      }
      legend.add(item);
    }
    return legend;
  }
}
