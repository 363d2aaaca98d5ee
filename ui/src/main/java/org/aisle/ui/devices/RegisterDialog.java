package org.aisle.ui.devices;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.NewDevice;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.registry.Place;
import org.aisle.backend.registry.Registered;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.DeviceId;

/** Asks what a new device is; every refusal stands at the field it is about. */
final class RegisterDialog extends Dialog {

  private final TextField id = new TextField("Device id");
  private final TextField name = new TextField("Name");
  private final ComboBox<DeviceTemplate> template = new ComboBox<>("Device template");
  private final ComboBox<Place> place = new ComboBox<>("Place (optional)");
  private final TextField via = new TextField("Reports through gateway (optional)");
  private final Checkbox gateway = new Checkbox("It is a gateway: it may act for other devices");
  private final Div refusal = new Div();
  private final Function<NewDevice, Outcome<Registered>> register;
  private final Consumer<Registered> registered;

  RegisterDialog(
      App app,
      List<DeviceTemplate> templates,
      List<Place> places,
      Function<NewDevice, Outcome<Registered>> register,
      Consumer<Registered> registered) {
    this.register = register;
    this.registered = registered;
    setHeaderTitle("Register a device in " + app.name());
    setWidth("min(520px, 94vw)");
    id.setHelperText("Part of its user name; a serial number or MAC address is a good id.");
    id.setMaxLength(128);
    id.setRequiredIndicatorVisible(true);
    id.setAutofocus(true);
    name.setHelperText("What people call it; the id if empty.");
    name.setMaxLength(200);
    template.setItems(templates);
    template.setItemLabelGenerator(t -> t.displayName() + " (version " + t.id().version() + ")");
    template.setRequiredIndicatorVisible(true);
    if (templates.size() == 1) {
      template.setValue(templates.getFirst());
    }
    if (templates.isEmpty()) {
      template.setHelperText(
          "This app has no device template yet; publish one under Device templates first.");
    }
    place.setItems(places);
    place.setItemLabelGenerator(Place::name);
    place.setClearButtonVisible(true);
    refusal.addClassName("sign-in-notice");
    refusal.getElement().setAttribute("role", "alert");
    refusal.setVisible(false);
    Div form = new Div(refusal, id, name, template, place, via, gateway);
    form.addClassName("form");
    add(form);
    Button cancel = new Button("Cancel", click -> close());
    cancel.addThemeVariants(ButtonVariant.TERTIARY);
    Button go = new Button("Register", click -> register());
    go.addThemeVariants(ButtonVariant.PRIMARY);
    go.addClickShortcut(Key.ENTER);
    getFooter().add(cancel, go);
  }

  private void register() {
    refusal.setVisible(false);
    List.<HasValidation>of(id, name, template, place, via)
        .forEach(field -> field.setInvalid(false));
    String newId = id.getValue().strip();
    if (!DeviceId.isValid(newId)) {
      refuse(
          id,
          "Use 1 to 128 characters A-Z, a-z, 0-9, '.', '_', ':' or '-', starting with a letter or"
              + " digit.");
    }
    if (template.getValue() == null) {
      refuse(template, "Choose what kind of device it is.");
    }
    if (id.isInvalid() || template.isInvalid()) {
      return;
    }
    NewDevice request =
        new NewDevice(
            newId,
            name.getValue().isBlank() ? null : name.getValue().strip(),
            template.getValue().id().value(),
            gateway.getValue(),
            via.getValue().isBlank() ? null : via.getValue().strip(),
            place.getValue() == null ? null : place.getValue().id(),
            Map.of(),
            false);
    switch (register.apply(request)) {
      case Outcome.Done<Registered> done -> {
        close();
        registered.accept(done.value());
      }
      case Outcome.Refused<Registered> refused -> refused.problems().forEach(this::show);
    }
  }

  private void show(Problem problem) {
    String code = problem.code();
    if (code.startsWith("template.")) {
      refuse(template, problem.sentence());
    } else if (code.contains("name")) {
      refuse(name, problem.sentence());
    } else if (code.contains("via") || code.contains("gateway")) {
      refuse(via, problem.sentence());
    } else if (code.startsWith("place.")) {
      refuse(place, problem.sentence());
    } else if (code.startsWith("device.")) {
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
