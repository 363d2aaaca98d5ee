package org.aisle.ui.rules;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.rule.Rule;
import org.jspecify.annotations.Nullable;

/** Which devices are meant: all whose properties have these values. */
final class WhereField extends CustomField<Map<String, String>> {

  private final Div rows = new Div();
  private final List<Row> filters = new ArrayList<>();
  private final Button more = new Button("Add a property", VaadinIcon.PLUS.create());
  private List<String> properties = List.of();

  private final class Row extends Div {
    private final ComboBox<String> property = new ComboBox<>();
    private final TextField value = new TextField();

    Row(String path, String wanted) {
      addClassName("field-row");
      property.setAriaLabel("Property");
      property.setPlaceholder("Property");
      property.setAllowCustomValue(true);
      property.setItems(properties);
      property.setValue(path.isEmpty() ? null : path);
      property.addCustomValueSetListener(set -> property.setValue(set.getDetail()));
      property.addValueChangeListener(change -> updateValue());
      value.setAriaLabel("Its value");
      value.setPlaceholder("is");
      value.setValue(wanted);
      value.setMaxLength(200);
      value.setValueChangeMode(ValueChangeMode.LAZY);
      value.addValueChangeListener(change -> updateValue());
      Button remove =
          new Button(
              VaadinIcon.CLOSE_SMALL.create(),
              click -> {
                filters.remove(this);
                rows.remove(this);
                updateValue();
              });
      remove.addThemeVariants(ButtonVariant.TERTIARY);
      remove.setAriaLabel("Remove this property");
      add(property, value, remove);
    }
  }

  WhereField() {
    super(Map.of());
    setLabel("Only devices whose properties have these values");
    rows.addClassName("form");
    more.addClickListener(click -> add("", ""));
    Div all = new Div(rows, more);
    all.addClassName("form");
    add(all);
  }

  void setTemplate(@Nullable DeviceTemplate template, List<Field> assets) {
    properties =
        template == null
            ? List.of()
            : Stream.concat(
                    template.properties().stream().map(p -> p.field().path()),
                    assets.stream().map(field -> Rule.ASSET + field.path()))
                .toList();
    for (Row row : filters) {
      String chosen = row.property.getValue();
      row.property.setItems(properties);
      row.property.setValue(chosen);
    }
  }

  private void add(String path, String value) {
    Row row = new Row(path, value);
    filters.add(row);
    rows.add(row);
  }

  @Override
  protected Map<String, String> generateModelValue() {
    Map<String, String> where = new TreeMap<>();
    for (Row row : filters) {
      if (row.property.getValue() != null) {
        where.put(row.property.getValue(), row.value.getValue().strip());
      }
    }
    return where;
  }

  @Override
  protected void setPresentationValue(Map<String, String> where) {
    filters.clear();
    rows.removeAll();
    where.forEach(this::add);
  }

  @Override
  public void setReadOnly(boolean readOnly) {
    super.setReadOnly(readOnly);
    rows.setEnabled(!readOnly);
    more.setVisible(!readOnly);
  }
}
