package org.aisle.ui.alerts;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.rule.Severity;
import org.aisle.ui.format.SeverityMark;
import org.jspecify.annotations.Nullable;

/** The fields with which the inbox is filtered. */
final class AlertFilters extends Div {

  private final Select<AlertFilter.Show> show = new Select<>();
  private final Select<Severity> severity = new Select<>();
  private final ComboBox<String> place = new ComboBox<>();
  private final ComboBox<String> rule = new ComboBox<>();
  private final ComboBox<String> group = new ComboBox<>();
  private final TextField text = new TextField();
  private final Checkbox mine = new Checkbox("Mine");
  private final Select<Boolean> order = new Select<>();
  private final Button anyDevice = new Button();
  private final Consumer<AlertFilter> changed;
  private @Nullable DeviceId device;
  private Map<String, String> places = Map.of();
  private Map<String, String> rules = Map.of();
  private Map<String, String> groups = Map.of();
  private boolean setting;

  AlertFilters(Consumer<AlertFilter> changed) {
    this.changed = changed;
    addClassNames("filters", "alert-filters");
    getElement().setAttribute("role", "search");
    text.setPlaceholder("Device, asset or place");
    text.setAriaLabel("Search device, asset or place");
    text.setPrefixComponent(VaadinIcon.SEARCH.create());
    text.setClearButtonVisible(true);
    text.setValueChangeMode(ValueChangeMode.LAZY);
    text.setMaxLength(100);
    text.addClassName("filter-search");
    show.setAriaLabel("State");
    show.setItems(AlertFilter.Show.values());
    show.setItemLabelGenerator(AlertFilter.Show::label);
    severity.setAriaLabel("Severity");
    severity.setPlaceholder("Any severity");
    severity.setEmptySelectionAllowed(true);
    severity.setEmptySelectionCaption("Any severity");
    severity.setItems(Severity.WARNING, Severity.CRITICAL);
    severity.setItemLabelGenerator(
        s ->
            s == null
                ? "Any severity"
                : s == Severity.WARNING ? "Warning or worse" : SeverityMark.word(s));
    place.setAriaLabel("Place");
    place.setPlaceholder("Any place");
    place.setClearButtonVisible(true);
    place.setItemLabelGenerator(id -> places.getOrDefault(id, id));
    rule.setAriaLabel("Rule");
    rule.setPlaceholder("Any rule");
    rule.setClearButtonVisible(true);
    rule.setItemLabelGenerator(id -> rules.getOrDefault(id, id));
    group.setAriaLabel("Device group");
    group.setPlaceholder("Any group");
    group.setClearButtonVisible(true);
    group.setItemLabelGenerator(id -> groups.getOrDefault(id, id));
    order.setAriaLabel("Order");
    order.setItems(false, true);
    order.setItemLabelGenerator(newest -> newest ? "Newest first" : "Worst first");
    anyDevice.setIcon(VaadinIcon.CLOSE_SMALL.create());
    anyDevice.setIconAfterText(true);
    anyDevice.addClickListener(
        click -> {
          device = null;
          tell();
        });
    text.addValueChangeListener(change -> tell());
    show.addValueChangeListener(change -> tell());
    severity.addValueChangeListener(change -> tell());
    place.addValueChangeListener(change -> tell());
    rule.addValueChangeListener(change -> tell());
    group.addValueChangeListener(change -> tell());
    mine.addValueChangeListener(change -> tell());
    order.addValueChangeListener(change -> tell());
    add(anyDevice, text, show, severity, place, rule, group, order, mine);
  }

  private void tell() {
    if (!setting) {
      anyDevice.setVisible(device != null);
      changed.accept(filter());
    }
  }

  AlertFilter filter() {
    return new AlertFilter(
        show.getValue() == null ? AlertFilter.Show.OPEN : show.getValue(),
        severity.getValue(),
        place.getValue(),
        rule.getValue(),
        device,
        group.getValue(),
        text.getValue().strip(),
        mine.getValue(),
        Boolean.TRUE.equals(order.getValue()));
  }

  /** Shows a filter without telling anybody. */
  void show(
      AlertFilter filter,
      Map<String, String> placeNames,
      Map<String, String> ruleNames,
      Map<String, String> groupNames) {
    setting = true;
    places = placeNames;
    rules = ruleNames;
    groups = groupNames;
    group.setItems(known(groups, filter.group()));
    group.setVisible(!groups.isEmpty() || filter.group() != null);
    place.setItems(known(places, filter.place()));
    rule.setItems(known(rules, filter.rule()));
    show.setValue(filter.show());
    severity.setValue(filter.atLeast());
    place.setValue(filter.place());
    rule.setValue(filter.rule());
    group.setValue(filter.group());
    text.setValue(filter.text());
    mine.setValue(filter.mine());
    order.setValue(filter.newestFirst());
    device = filter.device();
    anyDevice.setVisible(device != null);
    anyDevice.setText("Device " + device);
    anyDevice.setAriaLabel("Alerts of all devices instead of " + device);
    setting = false;
  }

  private static List<String> known(Map<String, String> names, @Nullable String chosen) {
    List<String> ids =
        new ArrayList<>(
            names.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(String.CASE_INSENSITIVE_ORDER))
                .map(Map.Entry::getKey)
                .toList());
    if (chosen != null && !ids.contains(chosen)) {
      ids.add(chosen);
    }
    return ids;
  }
}
