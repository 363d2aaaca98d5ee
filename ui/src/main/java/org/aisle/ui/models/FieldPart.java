package org.aisle.ui.models;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.List;
import org.aisle.templates.dtdl.FieldDraft;
import org.aisle.templates.dtdl.FieldDraft.Kind;
import org.aisle.templates.dtdl.ModelEdit;
import org.aisle.ui.models.EntryDialog.Names;
import org.aisle.ui.models.EntryDialog.Target;
import org.jspecify.annotations.Nullable;

/** What is particular about a measured field or a property. */
final class FieldPart implements EntryDialog.Part {

  private final @Nullable FieldDraft before;
  private final RadioButtonGroup<Kind> kind = new RadioButtonGroup<>("It is");
  private final SchemaField schema = new SchemaField("Type");
  private final QuantityFields quantity = new QuantityFields(this::changed);
  private final NumberField minimum = new NumberField("Least believable value");
  private final NumberField maximum = new NumberField("Greatest believable value");
  private final Checkbox event = new Checkbox("An event: none may get lost");
  private final Checkbox writable = new Checkbox("Can be set from here");
  private final Div limits = new Div(minimum, maximum);
  private @Nullable EntryDialog dialog;

  private FieldPart(@Nullable FieldDraft before) {
    this.before = before;
    kind.setItems(Kind.values());
    kind.setItemLabelGenerator(
        k -> k == Kind.TELEMETRY ? "measured (telemetry)" : "known about the device (property)");
    kind.addClassName("range");
    kind.setValue(Kind.TELEMETRY);
    schema.setValue("double");
    for (NumberField limit : List.of(minimum, maximum)) {
      limit.setValueChangeMode(ValueChangeMode.LAZY);
      limit.setManualValidation(true);
      limit.setClearButtonVisible(true);
      limit.addValueChangeListener(change -> changed());
    }
    limits.addClassName("field-row");
    if (before != null) {
      kind.setValue(before.kind());
      schema.setValue(before.schema());
      quantity.show(before.semanticType(), before.unit());
      minimum.setValue(before.minimum());
      maximum.setValue(before.maximum());
      event.setValue(before.event());
      writable.setValue(before.writable());
    }
    arrange();
    kind.addValueChangeListener(change -> changed());
    schema.addValueChangeListener(change -> changed());
    event.addValueChangeListener(change -> changed());
    writable.addValueChangeListener(change -> changed());
  }

  /**
   * @param before null for a new one
   */
  static EntryDialog dialog(Target target, @Nullable FieldDraft before) {
    FieldPart part = new FieldPart(before);
    EntryDialog dialog =
        new EntryDialog(
            before == null ? "Add a field" : "Change " + before.name(),
            target,
            part,
            before == null
                ? null
                : new Names(before.name(), before.displayName(), before.description()));
    part.dialog = dialog;
    return dialog;
  }

  private void changed() {
    arrange();
    if (dialog != null) {
      dialog.look();
    }
  }

  private void arrange() {
    boolean number = SchemaField.isNumber(schema.getValue());
    boolean measures = number || schema.getValue().equals("vector");
    quantity.setVisible(measures);
    limits.setVisible(number);
    String unit = FieldRow.unit(quantity.unit());
    String in = unit.isEmpty() ? "" : "In " + unit + ". ";
    minimum.setHelperText(in + "Less is refused as implausible.");
    maximum.setHelperText(in + "More is refused as implausible.");
    event.setVisible(kind.getValue() == Kind.TELEMETRY);
    writable.setVisible(kind.getValue() == Kind.PROPERTY);
  }

  @Override
  public List<Component> components() {
    return List.of(kind, schema, quantity, limits, event, writable);
  }

  @Override
  public ModelEdit edit(Names names) {
    boolean number = limits.isVisible();
    FieldDraft field =
        new FieldDraft(
            kind.getValue() == null ? Kind.TELEMETRY : kind.getValue(),
            names.name(),
            names.displayName(),
            names.description(),
            schema.getValue(),
            quantity.semanticType(),
            quantity.unit(),
            kind.getValue() == Kind.TELEMETRY && event.getValue(),
            kind.getValue() == Kind.PROPERTY && writable.getValue(),
            number ? minimum.getValue() : null,
            number ? maximum.getValue() : null);
    return before == null
        ? new ModelEdit.AddField(field)
        : new ModelEdit.ChangeField(before.name(), field);
  }
}
