package org.aisle.ui.rules;

import com.vaadin.flow.component.HasHelper;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A length of time as a number and a unit; null while there is no number. */
public final class DurationField extends CustomField<@Nullable Duration> implements HasHelper {

  private enum Step {
    SECONDS("s", 1_000),
    MINUTES("min", 60_000),
    HOURS("h", 3_600_000),
    DAYS("d", 86_400_000);

    private final String symbol;
    private final long millis;

    Step(String symbol, long millis) {
      this.symbol = symbol;
      this.millis = millis;
    }
  }

  private final NumberField number = new NumberField();
  private final Select<Step> step = new Select<>();

  public DurationField(String label) {
    super(null);
    setLabel(label);
    number.setAriaLabel(label);
    number.setMin(0);
    number.setValueChangeMode(ValueChangeMode.LAZY);
    number.setWidth("110px");
    number.setManualValidation(true);
    step.setAriaLabel(label + ", unit");
    step.setItems(Step.values());
    step.setItemLabelGenerator(s -> s.symbol);
    step.setValue(Step.MINUTES);
    step.setWidth("92px");
    number.addValueChangeListener(change -> updateValue());
    step.addValueChangeListener(change -> updateValue());
    Div row = new Div(number, step);
    row.addClassName("duration-row");
    add(row);
  }

  @Override
  protected @Nullable Duration generateModelValue() {
    Double count = number.getValue();
    if (count == null || !Double.isFinite(count) || count < 0 || count > 1e7) {
      return null;
    }
    Step unit = step.getValue() == null ? Step.MINUTES : step.getValue();
    return Duration.ofMillis(Math.round(count * unit.millis));
  }

  @Override
  protected void setPresentationValue(@Nullable Duration length) {
    if (length == null) {
      number.clear();
      return;
    }
    Step best = step.getValue() == null ? Step.MINUTES : step.getValue();
    long millis = length.toMillis();
    if (millis > 0) {
      best = Step.SECONDS;
      for (Step candidate : Step.values()) {
        if (millis % candidate.millis == 0) {
          best = candidate;
        }
      }
    }
    step.setValue(best);
    number.setValue((double) millis / best.millis);
  }

  /** The value, or {@code usual} while there is none. */
  public Duration or(Duration usual) {
    Duration length = getValue();
    return length == null ? usual : length;
  }

  @Override
  public void setReadOnly(boolean readOnly) {
    super.setReadOnly(readOnly);
    number.setReadOnly(readOnly);
    step.setReadOnly(readOnly);
  }
}
