package org.aisle.ui.groups;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.aisle.templates.group.Attribute;
import org.aisle.ui.groups.Condition.Test;
import org.aisle.ui.groups.GroupVocabulary.Offer;

/** The fields of one condition. */
final class ConditionRow extends Div {

  private static final int MAX_VALUE = 500;

  private final Offer offer;
  private final ComboBox<Attribute> attribute = new ComboBox<>();
  private final Select<Test> test = new Select<>();
  private final ComboBox<String> value = new ComboBox<>();
  private final Runnable changed;
  private boolean setting = true;

  ConditionRow(Offer offer, Condition condition, Runnable changed, Consumer<ConditionRow> remove) {
    this.offer = offer;
    this.changed = changed;
    addClassName("condition");
    getElement().setAttribute("role", "group").setAttribute("aria-label", "Condition");
    attribute.setAriaLabel("What");
    attribute.setItemLabelGenerator(offer::name);
    List<Attribute> all = GroupVocabulary.attributes(offer);
    if (!all.contains(condition.attribute())) {
      all.add(condition.attribute());
    }
    attribute.setItems(all);
    attribute.setValue(condition.attribute());
    attribute.addValueChangeListener(change -> choose());
    test.setAriaLabel("Comparison");
    test.setItemLabelGenerator(Test::words);
    test.addValueChangeListener(change -> tell());
    value.setAriaLabel("Value");
    value.setPlaceholder("Value");
    value.setAllowCustomValue(true);
    value.addCustomValueSetListener(
        set -> {
          String typed = set.getDetail();
          value.setValue(typed.length() <= MAX_VALUE ? typed : typed.substring(0, MAX_VALUE));
        });
    value.addValueChangeListener(change -> tell());
    Button away = new Button(VaadinIcon.CLOSE_SMALL.create(), click -> remove.accept(this));
    away.addThemeVariants(ButtonVariant.TERTIARY);
    away.setAriaLabel("Remove this condition");
    add(attribute, test, value, away);
    offer(condition.attribute(), condition.test(), condition.value());
    setting = false;
  }

  private void choose() {
    if (attribute.getValue() != null) {
      setting = true;
      offer(attribute.getValue(), Test.IS, "");
      setting = false;
      changed.run();
    }
  }

  private void offer(Attribute of, Test chosen, String text) {
    test.setItems(Test.of(of));
    test.setValue(chosen);
    Map<String, String> names = offer.values(of);
    List<String> values = new ArrayList<>(names.keySet());
    if (!text.isEmpty() && !values.contains(text)) {
      values.add(text);
    }
    value.setItemLabelGenerator(
        one -> {
          String name = names.get(one);
          return name == null || name.equals(one) ? one : name;
        });
    value.setItems(values);
    value.setValue(text.isEmpty() ? null : text);
    value.setVisible(chosen != Test.KNOWN);
  }

  private void tell() {
    if (!setting) {
      value.setVisible(test.getValue() != Test.KNOWN);
      changed.run();
    }
  }

  /** What the fields say; empty while nothing is chosen. */
  Optional<Condition> condition() {
    return attribute.getValue() == null || test.getValue() == null
        ? Optional.empty()
        : Optional.of(
            new Condition(
                attribute.getValue(),
                test.getValue(),
                value.getValue() == null ? "" : value.getValue()));
  }
}
