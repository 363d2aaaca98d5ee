package org.aisle.ui.signin;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinServletRequest;
import com.vaadin.flow.server.VaadinServletResponse;
import jakarta.annotation.security.RolesAllowed;
import org.aisle.backend.access.Access;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/** Creates the first account; afterwards the page is closed. */
@Route(value = "welcome", autoLayout = false)
@PageTitle("Create your account · Aisle")
@RolesAllowed("ADMINISTRATOR")
final class WelcomeView extends Main implements BeforeEnterObserver {

  static final int SHORTEST_PASSWORD = 12;

  private final Access access;
  private final TextField name = new TextField("Name");
  private final PasswordField password = new PasswordField("Password");
  private final PasswordField again = new PasswordField("Password again");
  private final Div refusal = new Div();

  WelcomeView(Access access) {
    this.access = access;
    addClassName("sign-in");
    name.setAutocomplete(com.vaadin.flow.component.textfield.Autocomplete.USERNAME);
    name.setRequiredIndicatorVisible(true);
    name.setMaxLength(100);
    name.focus();
    password.setAutocomplete(com.vaadin.flow.component.textfield.Autocomplete.NEW_PASSWORD);
    password.setHelperText("At least " + SHORTEST_PASSWORD + " characters; a sentence is fine.");
    password.setRequiredIndicatorVisible(true);
    again.setAutocomplete(com.vaadin.flow.component.textfield.Autocomplete.NEW_PASSWORD);
    again.setRequiredIndicatorVisible(true);
    refusal.addClassName("sign-in-notice");
    refusal.getElement().setAttribute("role", "alert");
    refusal.setVisible(false);
    Button create = new Button("Create account", click -> create());
    create.addThemeVariants(ButtonVariant.PRIMARY);
    create.addClickShortcut(Key.ENTER);
    Button later =
        new Button("Later", click -> click.getSource().getUI().ifPresent(ui -> ui.navigate("")));
    later.addThemeVariants(ButtonVariant.TERTIARY);
    Div actions = new Div(create, later);
    actions.addClassName("sign-in-actions");
    Paragraph why =
        new Paragraph(
            "You came by a link that works once. With an account you can sign in again at any"
                + " time; you will be this server's first administrator.");
    Div card = new Div(new H1("Create your account"), why, refusal, name, password, again, actions);
    card.addClassName("sign-in-card");
    add(card);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    if (!access.firstStart()) {
      event.forwardTo("");
    }
  }

  private void create() {
    boolean nameMissing = name.getValue().isBlank();
    name.setErrorMessage("Enter a name.");
    name.setInvalid(nameMissing);
    boolean tooShort = password.getValue().length() < SHORTEST_PASSWORD;
    password.setErrorMessage(
        "Enter at least " + SHORTEST_PASSWORD + " characters; a sentence is fine.");
    password.setInvalid(tooShort);
    boolean differs = !password.getValue().equals(again.getValue());
    again.setErrorMessage("Enter the same password again.");
    again.setInvalid(differs);
    if (nameMissing || tooShort || differs || !access.firstStart()) {
      return;
    }
    switch (access.createUser(
        name.getValue().strip(), password.getValue().toCharArray(), Access.Role.ADMINISTRATOR)) {
      case Outcome.Done<Access.Principal> done -> {
        become(done.value());
        getUI().ifPresent(ui -> ui.getPage().setLocation("."));
      }
      case Outcome.Refused<Access.Principal> refused -> {
        refusal.setText(
            String.join(" ", refused.problems().stream().map(Problem::sentence).toList()));
        refusal.setVisible(true);
      }
    }
  }

  private static void become(Access.Principal principal) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(SignedIn.authentication(principal));
    SecurityContextHolder.setContext(context);
    new HttpSessionSecurityContextRepository()
        .saveContext(
            context,
            VaadinServletRequest.getCurrent().getHttpServletRequest(),
            VaadinServletResponse.getCurrent().getHttpServletResponse());
  }
}
