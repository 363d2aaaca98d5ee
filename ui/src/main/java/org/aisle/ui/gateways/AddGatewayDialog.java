package org.aisle.ui.gateways;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.aisle.backend.gateways.Gateways.Invited;
import org.aisle.backend.gateways.Gateways.NewGateway;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.registry.Place;
import org.aisle.templates.identity.DeviceId;

/** Asks what a new gateway is called and whom it serves. */
final class AddGatewayDialog extends Dialog {

  private final TextField id = new TextField("Gateway id");
  private final TextField name = new TextField("Name");
  private final ComboBox<Place> place = new ComboBox<>("Place (optional)");
  private final RadioButtonGroup<Boolean> serves = new RadioButtonGroup<>("It serves");
  private final Div refusal = new Div();
  private final Function<NewGateway, Outcome<Invited>> add;
  private final Consumer<Invited> added;

  AddGatewayDialog(
      List<Place> places, Function<NewGateway, Outcome<Invited>> add, Consumer<Invited> added) {
    this.add = add;
    this.added = added;
    setHeaderTitle("Add a gateway");
    setWidth("min(520px, 94vw)");
    id.setHelperText("Stays for ever and is part of its user name, for instance store-12.");
    id.setMaxLength(128);
    id.setRequiredIndicatorVisible(true);
    id.setAutofocus(true);
    name.setHelperText("What people call it; the id if empty.");
    name.setMaxLength(200);
    place.setItems(places);
    place.setItemLabelGenerator(Place::name);
    place.setClearButtonVisible(true);
    serves.setItems(false, true);
    serves.setItemLabelGenerator(GatewaysView::serves);
    serves.setValue(false);
    refusal.addClassName("sign-in-notice");
    refusal.getElement().setAttribute("role", "alert");
    refusal.setVisible(false);
    Div form = new Div(refusal, id, name, place, serves);
    form.addClassName("form");
    add(form);
    Button cancel = new Button("Cancel", click -> close());
    cancel.addThemeVariants(ButtonVariant.TERTIARY);
    Button go = new Button("Add", click -> save());
    go.addThemeVariants(ButtonVariant.PRIMARY);
    go.addClickShortcut(Key.ENTER);
    getFooter().add(cancel, go);
  }

  private void save() {
    refusal.setVisible(false);
    id.setInvalid(false);
    name.setInvalid(false);
    String newId = id.getValue().strip();
    if (!DeviceId.isValid(newId)) {
      refuse(
          id,
          "Use 1 to 128 characters A-Z, a-z, 0-9, '.', '_', ':' or '-', starting with a letter or"
              + " digit.");
      return;
    }
    NewGateway request =
        new NewGateway(
            newId,
            name.getValue().isBlank() ? null : name.getValue().strip(),
            place.getValue() == null ? null : place.getValue().id(),
            Boolean.TRUE.equals(serves.getValue()));
    switch (add.apply(request)) {
      case Outcome.Done<Invited>(var invited) -> {
        close();
        added.accept(invited);
      }
      case Outcome.Refused<Invited>(var problems) -> problems.forEach(this::show);
    }
  }

  private void show(Problem problem) {
    if (problem.code().contains("name-invalid")) {
      refuse(name, problem.sentence());
    } else if (problem.code().startsWith("device.")) {
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
