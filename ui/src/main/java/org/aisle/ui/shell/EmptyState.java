package org.aisle.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;

/** What a page shows when it has nothing to show: why, and what to do next. */
public final class EmptyState extends Div {

  /**
   * @param next buttons or links that do what the sentence says
   */
  public EmptyState(VaadinIcon icon, String heading, String sentence, Component... next) {
    addClassName("empty-state");
    Div badge = new Div(icon.create());
    badge.addClassName("empty-state-icon");
    badge.getElement().setAttribute("aria-hidden", "true");
    Div actions = new Div(next);
    actions.addClassName("empty-state-next");
    add(badge, new H2(heading), new Paragraph(sentence));
    if (next.length > 0) {
      add(actions);
    }
  }
}
