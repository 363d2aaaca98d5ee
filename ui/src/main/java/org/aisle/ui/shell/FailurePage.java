package org.aisle.ui.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import jakarta.servlet.http.HttpServletResponse;

/** A page could not be opened; the log has the reason under the code that is shown. */
@ParentLayout(MainLayout.class)
@AnonymousAllowed
final class FailurePage extends Main implements HasErrorParameter<Exception>, HasDynamicTitle {

  private final Div place = new Div();

  FailurePage() {
    addClassName("page");
    add(place);
  }

  @Override
  public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
    String code = Incidents.record("opening a page", parameter.getCaughtException());
    Button again =
        new Button(
            "Try again", click -> click.getSource().getUI().ifPresent(ui -> ui.getPage().reload()));
    again.addThemeVariants(ButtonVariant.PRIMARY);
    place.removeAll();
    place.add(
        new EmptyState(
            VaadinIcon.TOOLS,
            "This page could not be opened",
            "The data is safe; the page is not. Try again in a moment. If it stays like this, give"
                + " your administrator the code "
                + code
                + ".",
            again));
    return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
  }

  @Override
  public String getPageTitle() {
    return Titles.of("Failure");
  }
}
