package org.aisle.ui.devices;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.InstantSource;
import java.util.List;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.rejections.Rejections;
import org.aisle.templates.outcome.Rejection;
import org.aisle.ui.shell.AppParameter;
import org.aisle.ui.shell.Titles;
import org.jspecify.annotations.Nullable;

/** What an app refused, unknown devices included. */
@Route("app/:app/rejections")
@PermitAll
final class RejectionsView extends Main implements BeforeEnterObserver, HasDynamicTitle {

  private static final int SHOWN = 200;

  private final Apps apps;
  private final Rejections rejections;
  private final InstantSource clock;
  private @Nullable App app;

  RejectionsView(Apps apps, Rejections rejections, InstantSource clock) {
    this.apps = apps;
    this.rejections = rejections;
    this.clock = clock;
    addClassNames("page", "page-fill");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    App shown = AppParameter.of(event.getRouteParameters(), apps);
    app = shown;
    removeAll();
    List<Rejection> newest = rejections.of(shown.id(), SHOWN);
    long count = rejections.count(shown.id());
    Paragraph summary =
        new Paragraph(
            count == 0
                ? "Every message so far could be stored."
                : "%,d refused so far; the newest %,d are listed. Times are in %s."
                    .formatted(count, newest.size(), Shown.zone(shown.zone())));
    Div words = new Div(new H1("Rejections"), summary);
    words.addClassName("page-head-words");
    Div head = new Div(words);
    head.addClassName("page-head");
    RejectionList list = new RejectionList(Shown.format(shown), true);
    list.show(newest, clock.instant());
    add(head, list);
  }

  @Override
  public String getPageTitle() {
    return app == null ? Titles.of("Rejections") : Titles.of("Rejections", app.name());
  }
}
