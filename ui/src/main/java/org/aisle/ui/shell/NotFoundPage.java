package org.aisle.ui.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import jakarta.servlet.http.HttpServletResponse;

/** The address names nothing that exists, or nothing this person may see. */
@ParentLayout(MainLayout.class)
@AnonymousAllowed
final class NotFoundPage extends Main
    implements HasErrorParameter<NotFoundException>, HasDynamicTitle {

  NotFoundPage() {
    addClassName("page");
    Button home =
        new Button("All apps", click -> click.getSource().getUI().ifPresent(ui -> ui.navigate("")));
    home.addThemeVariants(ButtonVariant.PRIMARY);
    add(
        new EmptyState(
            VaadinIcon.MAP_MARKER,
            "Nothing here",
            "This address names no page. It may have been removed, or mistyped; your apps are"
                + " where they were.",
            home));
  }

  @Override
  public int setErrorParameter(
      BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
    return HttpServletResponse.SC_NOT_FOUND;
  }

  @Override
  public String getPageTitle() {
    return Titles.of("Not found");
  }
}
