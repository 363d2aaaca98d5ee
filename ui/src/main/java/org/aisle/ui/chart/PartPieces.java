package org.aisle.ui.chart;

import com.vaadin.flow.component.html.Div;
import java.util.List;

/** The pieces of one bar: one for each part that is more than nothing. */
final class PartPieces {

  private final Kept<Div> pieces;
  private final String length;
  private final boolean titled;
  private List<Part> shown = List.of();

  /**
   * @param length the style property that says how long a piece is
   * @param titled whether a piece says what it is to who points at it
   */
  PartPieces(Div bar, String length, boolean titled) {
    this.pieces = new Kept<>(bar, Div::new);
    this.length = length;
    this.titled = titled;
  }

  void show(List<Part> parts) {
    if (parts.equals(shown)) {
      return;
    }
    shown = parts;
    List<Part> seen = parts.stream().filter(part -> part.value() > 0).toList();
    double sum = seen.stream().mapToDouble(Part::value).sum();
    List<Div> all = pieces.first(seen.size());
    for (int i = 0; i < seen.size(); i++) {
      Part part = seen.get(i);
      Div piece = all.get(i);
      piece.setClassName(part.classes());
      piece.getStyle().set(length, Bars.percent(100 * part.value() / sum));
      if (titled) {
        piece.getElement().setAttribute("title", part.name() + ": " + part.text());
      }
    }
  }
}
