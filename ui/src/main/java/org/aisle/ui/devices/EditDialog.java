package org.aisle.ui.devices;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.templates.definition.DeviceTemplate;

/** Asks for a device's name and the version of its template that it speaks. */
final class EditDialog extends Dialog {

  private final Device device;
  private final TextField name = new TextField("Name");
  private final ComboBox<DeviceTemplate> template = new ComboBox<>("Device template");
  private final Div refusal = new Div();
  private final Function<Devices.Change, Outcome<Device>> change;

  EditDialog(
      Device device,
      List<DeviceTemplate> templates,
      Function<Devices.Change, Outcome<Device>> change) {
    this.device = device;
    this.change = change;
    setHeaderTitle("Edit " + device.ref().device().value());
    setWidth("min(460px, 94vw)");
    name.setMaxLength(200);
    name.setRequiredIndicatorVisible(true);
    name.setValue(device.name());
    name.setAutofocus(true);
    template.setItems(
        templates.stream()
            .filter(offered -> offered.id().line().equals(device.template().line()))
            .toList());
    template.setItemLabelGenerator(t -> t.displayName() + " (version " + t.id().version() + ")");
    template.setRequiredIndicatorVisible(true);
    template.setHelperText("What it sends is read by this version from now on.");
    templates.stream()
        .filter(offered -> offered.id().equals(device.template()))
        .findFirst()
        .ifPresent(template::setValue);
    refusal.addClassName("sign-in-notice");
    refusal.getElement().setAttribute("role", "alert");
    refusal.setVisible(false);
    Div form = new Div(refusal, name, template);
    form.addClassName("form");
    add(form);
    Button cancel = new Button("Cancel", click -> close());
    cancel.addThemeVariants(ButtonVariant.TERTIARY);
    Button save = new Button("Save", click -> save());
    save.addThemeVariants(ButtonVariant.PRIMARY);
    save.addClickShortcut(Key.ENTER);
    getFooter().add(cancel, save);
  }

  private void save() {
    refusal.setVisible(false);
    name.setInvalid(false);
    template.setInvalid(false);
    if (name.getValue().isBlank()) {
      refuse(name, "Enter a name.");
    }
    if (template.getValue() == null) {
      refuse(template, "Choose what kind of device it is.");
    }
    if (name.isInvalid() || template.isInvalid()) {
      return;
    }
    String newName = name.getValue().strip();
    Devices.Change wanted =
        new Devices.Change(
            newName.equals(device.name()) ? null : newName,
            template.getValue().id().equals(device.template())
                ? null
                : template.getValue().id().value(),
            null,
            Map.of());
    switch (change.apply(wanted)) {
      case Outcome.Done<Device> done -> close();
      case Outcome.Refused<Device> refused -> refused.problems().forEach(this::show);
    }
  }

  private void show(Problem problem) {
    if (problem.code().startsWith("template.")) {
      refuse(template, problem.sentence());
    } else if (problem.code().contains("name")) {
      refuse(name, problem.sentence());
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
