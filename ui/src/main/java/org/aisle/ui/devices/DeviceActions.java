package org.aisle.ui.devices;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.notification.Notification;
import java.util.List;
import java.util.function.Supplier;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.Outcome;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.DeviceRef;

/** What a builder may do with a device: edit it, switch it off and on, remove it. */
final class DeviceActions extends Div {

  private final Devices devices;
  private final Runnable changed;
  private final Button power = new Button();
  private Device device;

  /**
   * @param templates what the device may speak, asked when it is edited
   * @param changed called after the device changed, not after it was removed
   */
  DeviceActions(
      Device device, Devices devices, Supplier<List<DeviceTemplate>> templates, Runnable changed) {
    this.device = device;
    this.devices = devices;
    this.changed = changed;
    addClassName("page-actions");
    Button edit = new Button("Edit…", VaadinIcon.PENCIL.create());
    edit.addClickListener(
        click -> new EditDialog(this.device, templates.get(), this::change).open());
    power.addClickListener(click -> power());
    Button remove = new Button("Remove…", VaadinIcon.TRASH.create(), click -> askToRemove());
    remove.addThemeVariants(ButtonVariant.ERROR);
    add(edit, power, remove);
    show(device);
  }

  void show(Device now) {
    device = now;
    power.setText(now.enabled() ? "Switch off" : "Switch on");
    Component icon = now.enabled() ? VaadinIcon.POWER_OFF.create() : VaadinIcon.PLAY.create();
    power.setIcon(icon);
  }

  private Outcome<Device> change(Devices.Change change) {
    Outcome<Device> outcome = devices.change(device.ref(), change);
    if (outcome instanceof Outcome.Done<Device>) {
      changed.run();
      Notification.show("Saved.");
    }
    return outcome;
  }

  private void power() {
    if (!device.enabled()) {
      enable(true);
      return;
    }
    ConfirmDialog dialog =
        new ConfirmDialog(
            "Switch off " + device.name() + "?",
            "What it sends is refused until it is switched on again. What it sent so far stays.",
            "Switch off",
            confirmed -> enable(false));
    dialog.setCancelable(true);
    dialog.open();
  }

  private void enable(boolean enabled) {
    switch (devices.setEnabled(device.ref(), enabled)) {
      case Outcome.Done<Device> done -> changed.run();
      case Outcome.Refused<Device> refused ->
          Notification.show(refused.problems().getFirst().sentence());
    }
  }

  private void askToRemove() {
    ConfirmDialog dialog =
        new ConfirmDialog(
            "Remove " + device.name() + "?",
            "Its credentials stop working at once and it leaves every page. Its readings stay in"
                + " the database until the app's retention drops them.",
            "Remove",
            confirmed -> remove());
    dialog.setCancelable(true);
    dialog.setConfirmButtonTheme("error primary");
    dialog.open();
  }

  private void remove() {
    DeviceRef ref = device.ref();
    String name = device.name();
    boolean removed = devices.remove(ref);
    getUI().ifPresent(ui -> ui.navigate(DevicesNavigation.listPath(ref.app())));
    Notification.show(removed ? name + " was removed." : name + " was removed already.");
  }
}
