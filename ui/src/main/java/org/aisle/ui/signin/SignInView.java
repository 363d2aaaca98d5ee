package org.aisle.ui.signin;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.login.LoginI18n;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import org.aisle.backend.access.Access;

/** Name and password; whoever has a link never sees this page. */
@Route(value = "sign-in", autoLayout = false)
@PageTitle("Sign in · Aisle")
@AnonymousAllowed
final class SignInView extends Main implements BeforeEnterObserver {

  private final LoginForm form = new LoginForm();
  private final Div notice = new Div();

  SignInView(Access access) {
    addClassName("sign-in");
    LoginI18n words = LoginI18n.createDefault();
    words.getForm().setTitle("Sign in");
    words.getForm().setUsername("Name");
    words.getForm().setSubmit("Sign in");
    words.getErrorMessage().setTitle("That did not work");
    words
        .getErrorMessage()
        .setMessage("Name or password is wrong. After several attempts, wait a minute.");
    form.setI18n(words);
    form.setAction("sign-in");
    form.setForgotPasswordButtonVisible(false);
    notice.addClassName("sign-in-notice");
    notice.getElement().setAttribute("role", "alert");
    notice.setVisible(false);
    Paragraph hint =
        new Paragraph(
            access.firstStart()
                ? "This server has no accounts yet. Open the sign-in link that it printed when it"
                    + " started; then you can create one."
                : "No password at hand? The server prints a sign-in link each time it starts.");
    hint.addClassName("sign-in-hint");
    Span mark = new Span();
    mark.addClassName("brand-mark");
    H1 name = new H1("Aisle");
    Div brand = new Div(mark, name);
    brand.addClassName("sign-in-brand");
    Div card = new Div(brand, notice, form, hint);
    card.addClassName("sign-in-card");
    add(card);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    QueryParameters query = event.getLocation().getQueryParameters();
    form.setError(query.getParameters().containsKey("error"));
    boolean used = query.getSingleParameter("link").isPresent();
    notice.setVisible(used);
    notice.setText(
        used
            ? "This link was used already, or is too old. Restart the server for a new one, or sign"
                + " in with your password."
            : "");
  }
}
