package org.aisle.ui.gateways;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.aisle.backend.gateways.Gateways;
import org.aisle.backend.gateways.StoreGateway;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.ServedDevices;
import org.jspecify.annotations.Nullable;

/** Chooses the devices that a gateway acts for. */
final class ServesDialog extends Dialog {

  private final StoreGateway gateway;
  private final Gateways gateways;
  private final ServedDevices served;
  private final RadioButtonGroup<Boolean> whole = new RadioButtonGroup<>("It serves");
  private final MultiSelectComboBox<Device> devices = new MultiSelectComboBox<>("Devices");
  private final Div refusal = new Div();
  private final Set<Device> before;
  private final Runnable done;

  ServesDialog(
      StoreGateway gateway,
      List<Device> all,
      Gateways gateways,
      ServedDevices served,
      Runnable done) {
    this.gateway = gateway;
    this.gateways = gateways;
    this.served = served;
    this.done = done;
    setHeaderTitle("Devices of " + gateway.device().name());
    setWidth("min(560px, 94vw)");
    Predicate<Device> own = d -> gateway.ref().device().value().equals(d.via());
    before = all.stream().filter(own).collect(Collectors.toCollection(LinkedHashSet::new));
    whole.setItems(false, true);
    whole.setItemLabelGenerator(GatewaysView::serves);
    whole.setValue(gateway.servesApp());
    devices.setItems(all.stream().filter(device -> !device.ref().equals(gateway.ref())).toList());
    devices.setItemLabelGenerator(ServesDialog::label);
    devices.setHelperText(
        "A device has one gateway: choosing it here takes it from the one it has. It may still"
            + " connect elsewhere by itself.");
    devices.setValue(before);
    devices.setWidthFull();
    refusal.addClassName("sign-in-notice");
    refusal.getElement().setAttribute("role", "alert");
    refusal.setVisible(false);
    Div form = new Div(refusal, whole, devices);
    form.addClassName("form");
    add(form);
    Button cancel = new Button("Cancel", click -> close());
    cancel.addThemeVariants(ButtonVariant.TERTIARY);
    Button save = new Button("Save", click -> save());
    save.addThemeVariants(ButtonVariant.PRIMARY);
    getFooter().add(cancel, save);
  }

  private static String label(Device device) {
    String id = device.ref().device().value();
    String name = device.name().equals(id) ? id : device.name() + " (" + id + ")";
    return device.via() == null ? name : name + ", via " + device.via();
  }

  private void save() {
    List<String> refused = new ArrayList<>();
    boolean app = Boolean.TRUE.equals(whole.getValue());
    if (app != gateway.servesApp()) {
      tell(gateways.change(gateway.ref(), new Gateways.Change(null, app, null)), refused);
    }
    Set<Device> chosen = devices.getValue();
    for (Device device : chosen) {
      if (!before.contains(device)) {
        assign(device, gateway.ref().device().value(), refused);
      }
    }
    for (Device device : before) {
      if (!chosen.contains(device)) {
        assign(device, null, refused);
      }
    }
    if (refused.isEmpty()) {
      close();
    } else {
      refusal.setText(String.join(" ", refused));
      refusal.setVisible(true);
    }
    done.run();
  }

  private void assign(Device device, @Nullable String via, List<String> refused) {
    tell(served.assign(device.ref(), via), refused);
  }

  private static void tell(Outcome<?> outcome, List<String> refused) {
    if (outcome instanceof Outcome.Refused<?>(var problems)) {
      problems.forEach(problem -> refused.add(problem.sentence()));
    }
  }
}
