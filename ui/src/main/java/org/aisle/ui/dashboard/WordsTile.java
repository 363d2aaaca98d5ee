package org.aisle.ui.dashboard;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Paragraph;
import java.util.Locale;
import org.aisle.templates.dashboard.Tile;

/** Words that never change. */
final class WordsTile implements TileView {

  private final TilePanel panel;

  WordsTile(TilePanel panel, Component words) {
    this.panel = panel.with(words);
  }

  static Component label(Tile.Label label) {
    Paragraph words = new Paragraph(label.text());
    words.addClassNames(
        "aisle-label", "aisle-label-" + label.size().name().toLowerCase(Locale.ROOT));
    return words;
  }

  @Override
  public TilePanel panel() {
    return panel;
  }

  @Override
  public Runnable read(Fleet fleet) {
    return NOTHING;
  }
}
