package org.aisle.ui.format;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JavaScript;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An age that grows in the browser, also while nothing arrives from the server; the wording is that
 * of {@link Ages}. The browser's clock may be wrong: only its pace is used.
 */
@Tag("aisle-age")
@JavaScript("context://aisle/draw.js")
public final class AgeLabel extends Component implements HasStyle {

  /**
   * @param at when it was, or null for never
   * @param now the server's time
   */
  public void show(@Nullable Instant at, Instant now) {
    getElement().setAttribute("now", Long.toString(now.toEpochMilli()));
    if (at == null) {
      getElement().removeAttribute("at");
    } else {
      getElement().setAttribute("at", Long.toString(at.toEpochMilli()));
    }
  }
}
