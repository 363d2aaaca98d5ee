package org.aisle.ui.gallery;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.templates.identity.AppId;

/** Asks for the name and id of a copy; the id follows the name until it is edited. */
final class CopyAppDialog extends Dialog {

  private final TextField name = new TextField("Name");
  private final TextField id = new TextField("Id");
  private final Div refusal = new Div();
  private final BiFunction<String, String, Outcome<App>> create;
  private final Consumer<App> created;
  private final Button go = new Button("Copy");
  private boolean ownId;

  /**
   * @param proposed for the name
   * @param create takes id and name
   * @param more fields below name and id
   */
  CopyAppDialog(
      String title,
      String proposed,
      BiFunction<String, String, Outcome<App>> create,
      Consumer<App> created,
      Component... more) {
    this.create = create;
    this.created = created;
    setHeaderTitle(title);
    setWidth("min(460px, 94vw)");
    name.setRequiredIndicatorVisible(true);
    name.setMaxLength(100);
    name.setAutofocus(true);
    name.setValueChangeMode(ValueChangeMode.EAGER);
    id.setRequiredIndicatorVisible(true);
    id.setMaxLength(40);
    id.setHelperText("Part of every device's user name; it cannot be changed later.");
    name.addValueChangeListener(
        change -> {
          if (!ownId) {
            id.setValue(AppIds.of(change.getValue()));
          }
        });
    id.addValueChangeListener(
        change -> {
          if (change.isFromClient()) {
            ownId = true;
          }
        });
    name.setValue(proposed);
    refusal.addClassName("sign-in-notice");
    refusal.getElement().setAttribute("role", "alert");
    refusal.setVisible(false);
    Div form = new Div(refusal, name, id);
    form.add(more);
    form.addClassName("form");
    add(form);
    Button cancel = new Button("Cancel", click -> close());
    cancel.addThemeVariants(ButtonVariant.TERTIARY);
    go.addClickListener(click -> create());
    go.addThemeVariants(ButtonVariant.PRIMARY);
    go.addClickShortcut(Key.ENTER);
    go.setDisableOnClick(true);
    getFooter().add(cancel, go);
  }

  private void create() {
    refusal.setVisible(false);
    name.setInvalid(false);
    id.setInvalid(false);
    if (name.getValue().isBlank()) {
      refuse(name, "Enter a name.");
    }
    if (!AppId.isValid(id.getValue().strip())) {
      refuse(id, "Use 2 to 40 characters a-z, 0-9 or '-', starting with a letter.");
    }
    if (!name.isInvalid() && !id.isInvalid()) {
      switch (create.apply(id.getValue().strip(), name.getValue().strip())) {
        case Outcome.Done<App> done -> {
          close();
          created.accept(done.value());
        }
        case Outcome.Refused<App> refused -> refused.problems().forEach(this::show);
      }
    }
    go.setEnabled(true);
  }

  private void show(Problem problem) {
    if (problem.code().contains("name")) {
      refuse(name, problem.sentence());
    } else if (problem.code().startsWith("app.")) {
      refuse(id, problem.sentence());
    } else {
      refusal.setText(problem.sentence());
      refusal.setVisible(true);
    }
  }

  private static void refuse(HasValidation field, String sentence) {
    field.setErrorMessage(sentence);
    field.setInvalid(true);
  }
}
