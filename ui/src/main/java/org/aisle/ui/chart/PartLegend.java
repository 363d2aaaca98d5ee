package org.aisle.ui.chart;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;

/** Names what the colours and patterns of parts stand for. */
final class PartLegend extends UnorderedList {

  private final Kept<Entry> entries = new Kept<>(this, Entry::new);

  PartLegend() {
    addClassName("aisle-parts");
  }

  void show(List<Part> parts) {
    List<Entry> shown = entries.first(parts.size());
    for (int i = 0; i < parts.size(); i++) {
      shown.get(i).show(parts.get(i));
    }
  }

  private static final class Entry extends ListItem {
    private final Div swatch = new Div();
    private final Span name = new Span();
    private final Span text = new Span();

    Entry() {
      swatch.getElement().setAttribute("aria-hidden", "true");
      text.addClassName("aisle-parts-text");
      add(swatch, name);
    }

    void show(Part part) {
      swatch.setClassName(part.classes() + " aisle-swatch");
      name.setText(part.name());
      text.setText(part.text());
      if (part.text().isEmpty()) {
        text.removeFromParent();
      } else if (text.getParent().isEmpty()) {
        add(text);
      }
    }
  }
}
