package org.aisle.ui.gallery;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import org.aisle.backend.registry.App;
import org.aisle.templates.identity.AppId;
import org.aisle.ui.live.LiveReadings;
import org.aisle.ui.shell.AppMark;
import org.aisle.ui.shell.AppParameter;
import org.aisle.ui.shell.Crumb;
import org.aisle.ui.shell.Titles;

/** An app whose history is being made; opens its dashboard when it is there. */
@Route("app/:app/history")
@PermitAll
@StyleSheet("context://aisle/gallery.css")
final class MakingView extends Main implements BeforeEnterObserver, HasDynamicTitle, Crumb {

  private final AppDesk desk;
  private final LiveReadings live;
  private final boolean mayChange;

  MakingView(AppDesk desk, LiveReadings live, AuthenticationContext authentication) {
    this.desk = desk;
    this.live = live;
    this.mayChange = authentication.hasAnyRole("ADMINISTRATOR", "BUILDER");
    addClassNames("page", "page-fill", "making");
  }

  static String path(AppId app) {
    return "app/" + app.value() + "/history";
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    App app = AppParameter.of(event.getRouteParameters(), desk.apps());
    Anchor open = new Anchor(desk.entrance(app.id()), "Open the dashboard now");
    open.getElement().setAttribute("router-link", "");
    Div card =
        new Div(
            new AppMark(app, desk.themes().of(app.id())),
            new H1(app.name()),
            new Paragraph(
                "The app is there; its past is being made. You may leave this page and come back:"
                    + " it goes on, and the dashboard opens when it is done."),
            new HistoryPanel(
                desk,
                live,
                app,
                mayChange,
                () -> UI.getCurrent().navigate(desk.entrance(app.id()))),
            open);
    card.addClassNames("panel", "making-card");
    removeAll();
    add(card);
  }

  @Override
  public String crumb() {
    return "History";
  }

  @Override
  public String getPageTitle() {
    return Titles.of("History");
  }
}
