package org.aisle.ui.rules;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aisle.backend.notification.Destination;
import org.aisle.templates.rule.Rule.Notification;
import org.aisle.templates.rule.Rule.Notification.Past;

/** Who is told of a rule's alerts, and when. */
final class NotifyForm extends Div {

  private final MultiSelectComboBox<String> to = new MultiSelectComboBox<>("Tell");
  private final DurationField digest = new DurationField("Collect for (0 tells at once)");
  private final ScheduleField quiet =
      new ScheduleField("Quiet hours: only critical alerts are told, the others after them");
  private final Checkbox repeats = new Checkbox("Tell again until somebody acknowledges");
  private final DurationField repeatEvery = new DurationField("Every");
  private final Select<Past> past = new Select<>();
  private final DurationField pastAfter = new DurationField("About the past means older than");

  NotifyForm(RuleScope scope, Runnable changed) {
    addClassName("form");
    to.setItems(scope.destinations().stream().map(Destination::id).toList());
    to.setItemLabelGenerator(scope::destinationName);
    to.setHelperText(
        scope.destinations().isEmpty()
            ? "There is no destination yet; the page Destinations makes them. Without one, alerts"
                + " are in the inbox only."
            : "Nobody means that alerts are in the inbox only.");
    past.setLabel("Alerts about the past");
    past.setItems(Past.values());
    past.setItemLabelGenerator(
        choice ->
            switch (choice) {
              case TELL -> "are told like others, marked as late";
              case DIGEST -> "are collected for a day";
              case INBOX -> "are in the inbox only";
            });
    to.addValueChangeListener(change -> changed.run());
    digest.addValueChangeListener(change -> changed.run());
    quiet.addValueChangeListener(change -> changed.run());
    repeats.addValueChangeListener(
        change -> {
          repeatEvery.setVisible(change.getValue());
          changed.run();
        });
    repeatEvery.addValueChangeListener(change -> changed.run());
    past.addValueChangeListener(change -> changed.run());
    pastAfter.addValueChangeListener(change -> changed.run());
    add(to, digest, repeats, repeatEvery, quiet, past, pastAfter);
    show(Notification.NOBODY);
  }

  Notification notification() {
    return new Notification(
        to.getValue().stream().sorted().toList(),
        digest.or(Duration.ZERO),
        quiet.getValue(),
        repeats.getValue() ? repeatEvery.or(Duration.ZERO) : null,
        past.getValue() == null ? Notification.NOBODY.past() : past.getValue(),
        pastAfter.or(Duration.ZERO));
  }

  void show(Notification notification) {
    Set<String> chosen = new LinkedHashSet<>(notification.to());
    List<String> unknown =
        chosen.stream().filter(id -> !to.getListDataView().contains(id)).toList();
    if (!unknown.isEmpty()) {
      to.getListDataView().addItems(unknown);
    }
    to.setValue(chosen);
    digest.setValue(notification.digest());
    quiet.setValue(notification.quietHours());
    Duration every = notification.repeatEvery();
    repeats.setValue(every != null);
    repeatEvery.setVisible(every != null);
    repeatEvery.setValue(every == null ? Duration.ofHours(1) : every);
    past.setValue(notification.past());
    pastAfter.setValue(notification.pastAfter());
  }

  Map<String, HasValidation> fields() {
    return Map.of(
        "notify.to", to,
        "notify.digest", digest,
        "notify.quietHours", quiet,
        "notify.repeat", repeatEvery,
        "notify.pastAfter", pastAfter);
  }

  void setReadOnly(boolean readOnly) {
    to.setReadOnly(readOnly);
    List.of(digest, repeatEvery, pastAfter).forEach(field -> field.setReadOnly(readOnly));
    quiet.setReadOnly(readOnly);
    repeats.setReadOnly(readOnly);
    past.setReadOnly(readOnly);
  }
}
