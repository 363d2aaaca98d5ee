package org.aisle.ui.imports;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** What a list of rows says of one of them: beside each other, and on a phone below each other. */
public final class RowLine extends Div {

  /**
   * @param refused whether what stands last says why nothing becomes of it
   */
  public RowLine(boolean refused, String... parts) {
    addClassName("row-line");
    if (refused) {
      addClassName("row-refused");
    }
    for (String part : parts) {
      add(new Span(part));
    }
  }
}
