package org.aisle.ui.rules;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import org.aisle.templates.condition.Vocabulary;
import org.aisle.templates.condition.Vocabulary.Name;
import org.aisle.templates.condition.Vocabulary.Source;
import org.aisle.ui.format.ValueFormat;

/**
 * A text in the condition language, with a searchable list of the names that it may use; choosing
 * one puts it where the cursor stands.
 */
public final class ConditionField extends CustomField<String> {

  private static final int LONGEST = 2_000;
  private static final String INSERT =
      """
      const area = this.inputElement;
      const from = area.selectionStart ?? area.value.length;
      const to = area.selectionEnd ?? from;
      const before = area.value.slice(0, from);
      const gap = before && !/[\\s(!,]$/.test(before) ? ' ' : '';
      area.value = before + gap + $0 + area.value.slice(to);
      const at = from + gap.length + $0.length;
      area.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      area.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
      this.focus();
      area.setSelectionRange(at, at);
      """;

  private final TextArea text = new TextArea();
  private final ComboBox<Name> names = new ComboBox<>();

  public ConditionField(String label) {
    super("");
    setLabel(label);
    text.addClassName("condition-text");
    text.setMaxLength(LONGEST);
    text.setMinRows(1);
    text.setMaxRows(6);
    text.setValueChangeMode(ValueChangeMode.LAZY);
    text.setWidthFull();
    text.getElement().setAttribute("spellcheck", "false");
    text.addValueChangeListener(change -> updateValue());
    names.setPlaceholder("Insert a name…");
    names.setItemLabelGenerator(ConditionField::searched);
    names.setRenderer(new ComponentRenderer<>(ConditionField::item));
    names.getStyle().set("--vaadin-combo-box-overlay-width", "min(420px, 92vw)");
    names.addClassName("condition-names");
    names.addValueChangeListener(
        change -> {
          if (change.getValue() != null && change.isFromClient()) {
            text.getElement().executeJs(INSERT, change.getValue().name());
            names.clear();
          }
        });
    Div row = new Div(text, names);
    row.addClassName("condition-row");
    add(row);
  }

  @Override
  public void setLabel(String label) {
    super.setLabel(label);
    text.setAriaLabel(label);
    names.setAriaLabel("Insert a name into: " + label);
  }

  public void setVocabulary(Vocabulary vocabulary) {
    names.setItems(vocabulary.names());
  }

  private static String searched(Name name) {
    return name.name() + " " + words(name);
  }

  private static Div item(Name name) {
    Span code = new Span(name.name());
    code.addClassName("mono");
    Span meaning = new Span(words(name));
    meaning.addClassName("muted");
    Div item = new Div(code, meaning);
    item.addClassName("name-item");
    return item;
  }

  /** What it is, with its unit: {@code Internal temperature, °C}. */
  private static String words(Name name) {
    String kind =
        switch (name.kind()) {
          case NUMBER -> "number";
          case FLAG -> "yes or no";
          case TEXT -> "text";
        };
    return switch (name.source()) {
      case Source.OfField field -> {
        String unit = ValueFormat.symbol(field.field());
        yield field.field().displayName()
            + (unit.isEmpty() ? ", " + kind : ", " + unit)
            + (field.derived() ? ", derived" : "");
      }
      case Source.OfProperty property -> {
        String unit = ValueFormat.symbol(property.field());
        yield "property " + property.field().displayName() + (unit.isEmpty() ? "" : ", " + unit);
      }
      case Source.OfAsset asset -> {
        String unit = ValueFormat.symbol(asset.field());
        yield "asset's "
            + asset.field().displayName()
            + (unit.isEmpty() ? ", " + kind : ", " + unit);
      }
      case Source.OfPlace place ->
          switch (place.relation()) {
            case HOME_INSIDE -> "where its asset stands: inside, yes or no";
            case HOME_METRES -> "metres from where its asset stands";
            case HERE_ID -> "id of the place around it, text";
            case HERE_KIND -> "kind of the place around it, text";
            case ROUTE_METRES -> "how far off its route, metres";
            case ROUTE_LEFT -> "how far to go on its route, metres";
            case ROUTE_MODE -> "truck or ship, text";
          };
    };
  }

  @Override
  protected String generateModelValue() {
    return text.getValue().strip();
  }

  @Override
  protected void setPresentationValue(String value) {
    text.setValue(value);
  }

  @Override
  public void setReadOnly(boolean readOnly) {
    super.setReadOnly(readOnly);
    text.setReadOnly(readOnly);
    names.setVisible(!readOnly);
  }

  @Override
  public void setInvalid(boolean invalid) {
    super.setInvalid(invalid);
    text.setInvalid(invalid);
  }
}
