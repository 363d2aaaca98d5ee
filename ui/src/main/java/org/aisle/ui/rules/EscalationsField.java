package org.aisle.ui.rules;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.aisle.templates.condition.Vocabulary;
import org.aisle.templates.rule.Rule.Escalation;
import org.aisle.templates.rule.Severity;
import org.aisle.ui.format.SeverityMark;
import org.jspecify.annotations.Nullable;

/** When an alert matters more than at first, step by step. */
final class EscalationsField extends CustomField<List<Escalation>> {

  private final Div rows = new Div();
  private final List<Row> steps = new ArrayList<>();
  private final Button more = new Button("Add a step", VaadinIcon.PLUS.create());
  private @Nullable Vocabulary vocabulary;

  private final class Row extends Div {
    private final Select<Severity> severity = new Select<>();
    private final Select<Boolean> byTime = new Select<>();
    private final DurationField after = new DurationField("After");
    private final ConditionField condition = new ConditionField("Condition");

    Row(Escalation step) {
      addClassNames("form", "escalation");
      severity.setLabel("Becomes");
      severity.setItems(Severity.WARNING, Severity.CRITICAL);
      severity.setItemLabelGenerator(SeverityMark::word);
      severity.setValue(step.severity());
      byTime.setLabel("When");
      byTime.setItems(true, false);
      byTime.setItemLabelGenerator(time -> time ? "it was active for" : "a condition holds");
      byTime.setValue(step.condition() == null);
      after.setValue(step.after() == null ? Duration.ofHours(1) : step.after());
      condition.setValue(step.condition() == null ? "" : step.condition());
      if (vocabulary != null) {
        condition.setVocabulary(vocabulary);
      }
      severity.addValueChangeListener(change -> updateValue());
      byTime.addValueChangeListener(
          change -> {
            arrange();
            updateValue();
          });
      after.addValueChangeListener(change -> updateValue());
      condition.addValueChangeListener(change -> updateValue());
      Button remove =
          new Button(
              "Remove this step",
              VaadinIcon.CLOSE_SMALL.create(),
              click -> {
                steps.remove(this);
                rows.remove(this);
                updateValue();
              });
      remove.addThemeVariants(ButtonVariant.TERTIARY);
      Div choice = new Div(severity, byTime);
      choice.addClassName("field-row");
      add(choice, after, condition, remove);
      arrange();
    }

    private void arrange() {
      after.setVisible(byTime.getValue());
      condition.setVisible(!byTime.getValue());
    }

    Escalation step() {
      return byTime.getValue()
          ? new Escalation(severity.getValue(), after.or(Duration.ZERO), null)
          : new Escalation(severity.getValue(), null, condition.getValue());
    }
  }

  EscalationsField() {
    super(List.of());
    setLabel("It matters more when it stays, or when it gets worse");
    rows.addClassName("form");
    more.addClickListener(
        click -> {
          add(new Escalation(Severity.CRITICAL, Duration.ofHours(1), null));
          updateValue();
        });
    Div all = new Div(rows, more);
    all.addClassName("form");
    add(all);
  }

  void setVocabulary(Vocabulary names) {
    vocabulary = names;
    steps.forEach(row -> row.condition.setVocabulary(names));
  }

  private void add(Escalation step) {
    Row row = new Row(step);
    steps.add(row);
    rows.add(row);
  }

  @Override
  protected List<Escalation> generateModelValue() {
    return steps.stream().map(Row::step).toList();
  }

  @Override
  protected void setPresentationValue(List<Escalation> value) {
    steps.clear();
    rows.removeAll();
    value.forEach(this::add);
  }

  @Override
  public void setReadOnly(boolean readOnly) {
    super.setReadOnly(readOnly);
    rows.setEnabled(!readOnly);
    more.setVisible(!readOnly);
  }
}
