package org.aisle.ui.models;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import java.util.ArrayList;
import java.util.List;
import org.aisle.templates.dtdl.QuantityChoices;
import org.aisle.templates.unit.Unit;
import org.jspecify.annotations.Nullable;

/** What a number measures and in which unit; only units that go with it can be chosen. */
final class QuantityFields extends Div {

  private final ComboBox<String> semanticType = new ComboBox<>("Semantic type");
  private final ComboBox<String> unit = new ComboBox<>("Unit");
  private final Runnable changed;
  private @Nullable String kept;

  QuantityFields(Runnable changed) {
    this.changed = changed;
    addClassName("field-row");
    semanticType.setItems(QuantityChoices.semanticTypes());
    semanticType.setClearButtonVisible(true);
    semanticType.setPlaceholder("None");
    semanticType.setHelperText("What it measures.");
    semanticType.addValueChangeListener(
        change -> {
          if (change.isFromClient()) {
            kept = null;
            offer();
            changed.run();
          }
        });
    unit.setItemLabelGenerator(QuantityFields::label);
    unit.setClearButtonVisible(true);
    unit.addValueChangeListener(
        change -> {
          if (change.isFromClient()) {
            changed.run();
          }
        });
    add(semanticType, unit);
    offer();
  }

  private static String label(String name) {
    return Unit.named(name)
        .filter(u -> !u.symbol().isEmpty())
        .map(u -> u.symbol() + " · " + name)
        .orElse(name);
  }

  /** Keeps the unit where it goes with what is measured; else the most usual one. */
  private void offer() {
    List<String> units =
        new ArrayList<>(
            QuantityChoices.units(semanticType.getValue()).stream().map(Unit::name).toList());
    String before = kept != null ? kept : unit.getValue();
    if (kept != null && !units.contains(kept)) {
      units.addFirst(kept);
    }
    unit.setItems(units);
    unit.setEnabled(!units.isEmpty());
    unit.setHelperText(
        semanticType.getValue() == null
            ? "Choose what it measures first; counts have none."
            : "Stored and shown in it.");
    if (before != null && units.contains(before)) {
      unit.setValue(before);
    } else {
      unit.setValue(units.isEmpty() ? null : units.getFirst());
    }
  }

  void show(@Nullable String type, @Nullable String unitName) {
    kept = unitName;
    if (type != null && !semanticType.getListDataView().contains(type)) {
      semanticType.getListDataView().addItem(type);
    }
    semanticType.setValue(type);
    offer();
    if (unitName == null) {
      unit.clear();
    }
  }

  @Nullable String semanticType() {
    return isVisible() ? semanticType.getValue() : null;
  }

  @Nullable String unit() {
    return isVisible() ? unit.getValue() : null;
  }
}
