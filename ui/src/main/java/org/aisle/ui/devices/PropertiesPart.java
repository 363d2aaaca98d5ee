package org.aisle.ui.devices;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.TextField;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.templates.definition.DeviceTemplate.Property;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.shell.EmptyState;

/** What the device is: what it reports about itself, and what is set here. */
final class PropertiesPart implements DeviceParts.Part {

  private final ValueFormat format;
  private final Devices devices;
  private final boolean mayChange;
  private final Runnable changed;
  private final Div root = new Div();
  private final Map<String, TextField> inputs = new LinkedHashMap<>();
  private final Div refusal = new Div();
  private Fleet.Line line;

  PropertiesPart(
      Fleet.Line line, ValueFormat format, Devices devices, boolean mayChange, Runnable changed) {
    this.line = line;
    this.format = format;
    this.devices = devices;
    this.mayChange = mayChange;
    this.changed = changed;
    root.addClassName("two-columns");
    refusal.addClassName("sign-in-notice");
    refusal.getElement().setAttribute("role", "alert");
    build();
  }

  @Override
  public Component component() {
    return root;
  }

  @Override
  public void update(Fleet.Line now, boolean readings) {
    line = now;
  }

  private void build() {
    root.removeAll();
    inputs.clear();
    Map<String, String> rest = new TreeMap<>(line.device().properties());
    List<Property> properties = line.template() == null ? List.of() : line.template().properties();
    DescriptionList reported = new DescriptionList();
    reported.addClassName("facts");
    Div form = new Div(refusal);
    form.addClassName("form");
    refusal.setVisible(false);
    for (Property property : properties) {
      String value = rest.remove(property.field().path());
      if (property.writable()) {
        form.add(input(property, value == null ? "" : value));
      } else if (value != null) {
        fact(reported, property.field().displayName(), format.text(property.field(), value));
      }
    }
    rest.forEach((path, value) -> fact(reported, path, value));
    if (reported.getChildren().findAny().isEmpty() && inputs.isEmpty()) {
      root.add(
          new EmptyState(
              VaadinIcon.LIST,
              "No properties",
              "This device's template declares none, and the device reported none."));
      return;
    }
    if (reported.getChildren().findAny().isPresent()) {
      Div panel = new Div(new H2("Reported"), reported);
      panel.addClassName("panel");
      root.add(panel);
    }
    if (!inputs.isEmpty()) {
      Div panel =
          new Div(
              new H2("Set here"),
              new Paragraph(
                  mayChange
                      ? "Kept by Aisle, and wanted of the device where it can be written."
                      : "Builders and administrators can change these."),
              form);
      panel.addClassName("panel");
      if (mayChange) {
        Button save = new Button("Save", click -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        form.add(save);
      }
      root.add(panel);
    }
  }

  private TextField input(Property property, String value) {
    TextField input = new TextField(property.field().displayName());
    input.setValue(value);
    input.setReadOnly(!mayChange);
    input.setMaxLength(2000);
    String unit = ValueFormat.symbol(property.field());
    if (!unit.isEmpty()) {
      input.setSuffixComponent(new com.vaadin.flow.component.html.Span(unit));
    }
    if (property.field().description() != null) {
      input.setHelperText(property.field().description());
    }
    inputs.put(property.field().path(), input);
    return input;
  }

  private static void fact(DescriptionList all, String name, String text) {
    all.add(new DescriptionList.Term(name), new DescriptionList.Description(text));
  }

  private void save() {
    Map<String, String> edited = new HashMap<>();
    inputs.forEach(
        (path, input) -> {
          input.setInvalid(false);
          if (!input.getValue().equals(line.device().properties().getOrDefault(path, ""))) {
            edited.put(path, input.getValue());
          }
        });
    refusal.setVisible(false);
    if (edited.isEmpty()) {
      Notification.show("Nothing was changed.");
      return;
    }
    switch (devices.setProperties(line.device().ref(), edited)) {
      case Outcome.Done<Device> done -> {
        changed.run();
        Notification.show("Saved.");
      }
      case Outcome.Refused<Device> refused -> {
        refusal.setText(
            String.join(" ", refused.problems().stream().map(Problem::sentence).toList()));
        refusal.setVisible(true);
      }
    }
  }
}
