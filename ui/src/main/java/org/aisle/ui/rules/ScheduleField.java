package org.aisle.ui.rules;

import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.timepicker.TimePicker;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.aisle.templates.rule.Rule.Schedule;
import org.jspecify.annotations.Nullable;

/** Days and hours in the time zone of the device's place; null while no day is chosen. */
final class ScheduleField extends CustomField<@Nullable Schedule> {

  private final CheckboxGroup<DayOfWeek> days = new CheckboxGroup<>();
  private final TimePicker from = new TimePicker("From");
  private final TimePicker until = new TimePicker("Until");

  ScheduleField(String label) {
    super(null);
    setLabel(label);
    days.setAriaLabel(label + ", days");
    days.setItems(DayOfWeek.values());
    days.setItemLabelGenerator(day -> day.getDisplayName(TextStyle.SHORT, Locale.UK));
    days.addValueChangeListener(change -> updateValue());
    for (TimePicker time : new TimePicker[] {from, until}) {
      time.setStep(Duration.ofMinutes(15));
      time.setLocale(Locale.UK);
      time.setWidth("130px");
      time.setValue(LocalTime.MIDNIGHT);
      time.addValueChangeListener(change -> updateValue());
    }
    Div hours = new Div(from, until);
    hours.addClassName("duration-row");
    Div all = new Div(days, hours);
    all.addClassName("form");
    add(all);
  }

  @Override
  protected @Nullable Schedule generateModelValue() {
    Set<DayOfWeek> chosen = days.getValue();
    return chosen.isEmpty() ? null : new Schedule(EnumSet.copyOf(chosen), time(from), time(until));
  }

  private static LocalTime time(TimePicker picker) {
    return picker.getValue() == null ? LocalTime.MIDNIGHT : picker.getValue();
  }

  @Override
  protected void setPresentationValue(@Nullable Schedule schedule) {
    days.setValue(schedule == null ? Set.of() : schedule.days());
    from.setValue(schedule == null ? LocalTime.MIDNIGHT : schedule.from());
    until.setValue(schedule == null ? LocalTime.MIDNIGHT : schedule.until());
  }

  @Override
  public void setReadOnly(boolean readOnly) {
    super.setReadOnly(readOnly);
    days.setReadOnly(readOnly);
    from.setReadOnly(readOnly);
    until.setReadOnly(readOnly);
  }
}
