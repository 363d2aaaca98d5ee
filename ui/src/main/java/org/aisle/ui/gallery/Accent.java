package org.aisle.ui.gallery;

import com.vaadin.flow.component.HasStyle;

/** A template's colour on a card; what is no colour is ignored. */
final class Accent {

  private Accent() {}

  static void paint(HasStyle card, String colour) {
    if (colour.matches("#[0-9a-fA-F]{6}")) {
      card.getStyle().set("--app-accent", colour);
    }
  }
}
