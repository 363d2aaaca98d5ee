package org.aisle.ui.dashboard;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import java.time.Instant;
import org.aisle.templates.dashboard.Tile;
import org.aisle.ui.format.AgeLabel;
import org.jspecify.annotations.Nullable;

/** The frame of every tile: heading, what the numbers are, how old they are, and the content. */
@StyleSheet("context://aisle/data.css")
@StyleSheet("context://aisle/tiles.css")
final class TilePanel extends Section {

  private final Span subtitle = new Span();
  private final AgeLabel age = new AgeLabel();
  private final Div body = new Div();
  private final Paragraph empty = new Paragraph();

  TilePanel(Tile tile, int number, String kind) {
    addClassNames("aisle-tile", "aisle-tile-" + kind);
    H2 heading = new H2(tile.title());
    heading.setId("tile-" + number);
    getElement().setAttribute("aria-labelledby", "tile-" + number);
    subtitle.addClassName("aisle-tile-subtitle");
    age.addClassName("aisle-tile-age");
    age.setVisible(false);
    Div words = new Div(heading, subtitle);
    words.addClassName("aisle-tile-words");
    Div head = new Div(words, age);
    head.addClassName("aisle-tile-head");
    body.addClassName("aisle-tile-body");
    empty.addClassName("aisle-empty");
    empty.setVisible(false);
    add(head, body, empty);
    Tile.Area area = tile.area();
    getStyle()
        .set("--c", String.valueOf(area.column() + 1))
        .set("--r", String.valueOf(area.row() + 1))
        .set("--w", String.valueOf(area.width()))
        .set("--h", String.valueOf(area.height()));
  }

  /** Shows that the content is on its way, until {@link #arrived}. */
  TilePanel waiting() {
    getElement().setAttribute("aria-busy", "true");
    return this;
  }

  void arrived() {
    getElement().removeAttribute("aria-busy");
  }

  TilePanel with(Component... content) {
    body.add(content);
    return this;
  }

  void subtitle(String text) {
    subtitle.setText(text);
  }

  void age(@Nullable Instant newest, Instant now) {
    age.setVisible(newest != null);
    age.show(newest, now);
  }

  /** Shows a sentence in place of the content, or the content again for null. */
  void instead(@Nullable String sentence) {
    empty.setVisible(sentence != null);
    empty.setText(sentence == null ? "" : sentence);
    body.setVisible(sentence == null);
  }
}
