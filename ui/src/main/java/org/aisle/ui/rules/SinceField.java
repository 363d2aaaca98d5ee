package org.aisle.ui.rules;

import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Span;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** From when a rule that is saved judges: from now on, or also the stored history since a day. */
final class SinceField extends DatePicker {

  private final ZoneId zone;

  /**
   * @param today of the app
   */
  SinceField(ZoneId zone, LocalDate today) {
    this.zone = zone;
    setAriaLabel("Judge the stored history too, since this day; empty means from now on");
    setPlaceholder("from now on");
    setPrefixComponent(new Span("Judges"));
    setClearButtonVisible(true);
    setMax(today);
    addClassName("rule-since");
    addValueChangeListener(
        change ->
            setPrefixComponent(new Span(change.getValue() == null ? "Judges" : "Judges since")));
  }

  /** The start of the chosen day in the app's zone; null means from now on. */
  @Nullable Instant since() {
    LocalDate day = getValue();
    return day == null ? null : day.atStartOfDay(zone).toInstant();
  }
}
