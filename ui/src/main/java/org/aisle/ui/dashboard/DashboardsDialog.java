package org.aisle.ui.dashboard;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import java.util.ArrayList;
import java.util.List;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Dashboards;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.StoredDashboard;

/** The dashboards of an app in their order; the first is where people land. */
@StyleSheet("context://aisle/board-edit.css")
final class DashboardsDialog extends Dialog {

  private final App app;
  private final Dashboards dashboards;
  private final String me;
  private final OrderedList list = new OrderedList();
  private final Paragraph notice = new Paragraph();

  DashboardsDialog(App app, Dashboards dashboards, String me) {
    this.app = app;
    this.dashboards = dashboards;
    this.me = me;
    setHeaderTitle("Dashboards");
    list.addClassName("aisle-dashboards-list");
    notice.getElement().setAttribute("role", "alert");
    notice.setVisible(false);
    add(new Paragraph("The first one is shown when somebody opens the app."), notice, list);
    Button close = new Button("Close", click -> done());
    getFooter().add(close);
    addDialogCloseActionListener(event -> done());
    fill();
  }

  private void done() {
    UI ui = getUI().orElse(null);
    close();
    if (ui != null) {
      ui.refreshCurrentRoute(false);
    }
  }

  private void fill() {
    list.removeAll();
    List<StoredDashboard> all = dashboards.all(app.id(), me);
    for (int i = 0; i < all.size(); i++) {
      list.add(row(all, i));
    }
  }

  private ListItem row(List<StoredDashboard> all, int index) {
    StoredDashboard each = all.get(index);
    String title = each.dashboard().title();
    boolean mine = each.owner() != null;
    Element small = new Element("small");
    small.setText((mine ? "yours alone" : "for everybody") + (index == 0 ? ", shown first" : ""));
    Span name = new Span(title);
    name.getElement().appendChild(small);
    Button up = new Button("↑", click -> move(all, index, -1));
    up.setAriaLabel("Move up: " + title);
    up.setEnabled(index > 0 && (all.get(index - 1).owner() != null) == mine);
    Button down = new Button("↓", click -> move(all, index, 1));
    down.setAriaLabel("Move down: " + title);
    down.setEnabled(index < all.size() - 1 && (all.get(index + 1).owner() != null) == mine);
    Button copy = new Button("Duplicate", click -> copy(each));
    copy.setAriaLabel("Duplicate: " + title);
    Div tools = new Div(up, down, copy);
    tools.addClassName("aisle-edit-tools");
    return new ListItem(name, tools);
  }

  private void move(List<StoredDashboard> all, int index, int by) {
    List<String> ids = new ArrayList<>(all.stream().map(each -> each.dashboard().id()).toList());
    ids.add(index + by, ids.remove(index));
    tell(dashboards.order(app.id(), ids, me));
  }

  private void copy(StoredDashboard each) {
    String title = "Copy of " + each.dashboard().title();
    String base = Editing.idOf(title);
    String id = base;
    for (int i = 2; dashboards.find(app.id(), id, me).isPresent() && i < 100; i++) {
      id = Editing.idOf("%.50s-%d".formatted(base, i));
    }
    tell(dashboards.copy(app.id(), each.dashboard().id(), id, title, each.owner() != null, me));
  }

  private void tell(Outcome<?> outcome) {
    String sentence =
        switch (outcome) {
          case Outcome.Done<?> done -> "";
          case Outcome.Refused<?> refused ->
              String.join(" ", refused.problems().stream().map(Outcome.Problem::sentence).toList());
        };
    notice.setText(sentence);
    notice.setVisible(!sentence.isEmpty());
    fill();
  }
}
