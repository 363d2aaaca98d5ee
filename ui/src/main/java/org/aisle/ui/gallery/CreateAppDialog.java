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
import java.text.Normalizer;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;

/** Asks for a new app's name and id; the id follows the name until it is edited. */
final class CreateAppDialog extends Dialog {

  private final TextField name = new TextField("Name");
  private final TextField id = new TextField("Id");
  private final Div refusal = new Div();
  private final BiFunction<String, String, Outcome<App>> create;
  private final Consumer<App> created;
  private final Button go = new Button("Create");
  private boolean ownId;

  /**
   * @param create takes id and name
   */
  CreateAppDialog(
      @Nullable AppTemplate template,
      BiFunction<String, String, Outcome<App>> create,
      Consumer<App> created) {
    this(
        template == null ? "Create an empty app" : "Create " + template.name(),
        template == null ? "" : template.name(),
        create,
        created);
  }

  /**
   * @param proposed for the name
   * @param more fields below name and id
   */
  CreateAppDialog(
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
            id.setValue(idOf(change.getValue()));
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

  /** A proposal for an id: what of a name an id may contain. */
  static String idOf(String name) {
    String plain =
        Normalizer.normalize(name, Normalizer.Form.NFD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\p{M}", "")
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^[^a-z]+", "");
    String cut = plain.length() > 40 ? plain.substring(0, 40) : plain;
    return cut.replaceAll("-+$", "");
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
