package org.aisle.ui.assets;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.aisle.templates.asset.AssetTypes;
import org.aisle.templates.asset.PropertyDraft;
import org.aisle.templates.dtdl.QuantityChoices;
import org.aisle.templates.unit.Unit;
import org.jspecify.annotations.Nullable;

/** One property of an asset type. */
final class PropertyLine extends Div {

  private static final String ENUM = "enum";
  private static final Set<String> NUMBERS = Set.of("double", "float", "integer", "long");

  private final TextField name = new TextField("Name");
  private final TextField displayName = new TextField("Shown as");
  private final Select<String> schema = new Select<>();
  private final ComboBox<String> semanticType = new ComboBox<>("What it measures");
  private final ComboBox<String> unit = new ComboBox<>("Unit");
  private final TextField values = new TextField("Values, with commas between");
  private final Button remove = new Button("Remove");
  private final @Nullable String description;

  PropertyLine(@Nullable PropertyDraft draft) {
    addClassNames("field-row", "asset-property");
    description = draft == null ? null : draft.description();
    name.setMaxLength(64);
    displayName.setMaxLength(200);
    values.setMaxLength(4_000);
    schema.setLabel("Kind");
    schema.setItems(AssetTypes.SCHEMAS);
    schema.setItemLabelGenerator(
        s -> AssetTypeDialog.words(s).equals(s) ? s : AssetTypeDialog.words(s) + " (" + s + ")");
    schema.setValue("double");
    semanticType.setItems(QuantityChoices.semanticTypes());
    semanticType.setClearButtonVisible(true);
    unit.setItemLabelGenerator(
        u ->
            Unit.named(u)
                .filter(known -> !known.symbol().isEmpty())
                .map(known -> known.symbol() + " · " + u)
                .orElse(u));
    unit.setClearButtonVisible(true);
    if (draft != null) {
      name.setValue(draft.name());
      displayName.setValue(draft.displayName() == null ? "" : draft.displayName());
      schema.setValue(draft.schema());
      values.setValue(String.join(", ", draft.values()));
      offer(draft.semanticType());
      semanticType.setValue(draft.semanticType());
      unit.setValue(draft.unit());
    }
    schema.addValueChangeListener(change -> arrange());
    semanticType.addValueChangeListener(
        change -> {
          offer(change.getValue());
          List<Unit> fitting = QuantityChoices.units(change.getValue());
          unit.setValue(fitting.isEmpty() ? null : fitting.getFirst().name());
        });
    remove.addThemeVariants(ButtonVariant.TERTIARY);
    remove.setAriaLabel("Remove this property");
    add(name, displayName, schema, semanticType, unit, values, remove);
    arrange();
  }

  private void offer(@Nullable String type) {
    unit.setItems(QuantityChoices.units(type).stream().map(Unit::name).toList());
  }

  private void arrange() {
    boolean number = NUMBERS.contains(schema.getValue());
    semanticType.setVisible(number);
    unit.setVisible(number);
    values.setVisible(ENUM.equals(schema.getValue()));
  }

  void onRemove(Runnable run) {
    remove.addClickListener(click -> run.run());
  }

  void focus() {
    name.focus();
  }

  /** What was written, sound or not. */
  PropertyDraft draft() {
    boolean number = semanticType.isVisible();
    return new PropertyDraft(
        name.getValue().strip(),
        displayName.getValue().isBlank() ? null : displayName.getValue().strip(),
        description,
        schema.getValue() == null ? "" : schema.getValue(),
        number ? semanticType.getValue() : null,
        number ? unit.getValue() : null,
        values.isVisible()
            ? Arrays.stream(values.getValue().split(",", -1))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList()
            : List.of());
  }
}
