package org.aisle.ui.alerts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextArea;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.aisle.backend.access.Access;
import org.aisle.backend.alerts.Alert;
import org.aisle.backend.alerts.Alerts;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;

/**
 * What people do with alerts, each with the question that belongs to it. {@code done} is called
 * when something was changed.
 */
final class AlertChanges {

  private static final int LONGEST_COMMENT = 2_000;

  private final Alerts alerts;
  private final AppId app;
  private final String me;
  private final ZoneId zone;
  private final InstantSource clock;

  /**
   * @param me who asks
   * @param zone in which a day and hour to shelve until is meant
   */
  AlertChanges(Alerts alerts, AppId app, String me, ZoneId zone, InstantSource clock) {
    this.alerts = alerts;
    this.app = app;
    this.me = me;
    this.zone = zone;
    this.clock = clock;
  }

  void acknowledge(Set<Long> ids, Runnable done) {
    TextArea comment = comment("Comment, for instance what you are going to do");
    String many = ids.size() == 1 ? "this alert" : "%,d alerts".formatted(ids.size());
    ask(
        "Acknowledge " + many,
        "Others see that you know; nothing is repeated to anybody. "
            + (ids.size() == 1 ? "It clears" : "Each clears")
            + " when the data says so.",
        "Acknowledge",
        comment,
        () -> {
          Outcome<List<Alert>> outcome =
              alerts.acknowledge(app, Set.copyOf(ids), me, orNull(comment.getValue()));
          return switch (outcome) {
            case Outcome.Done<List<Alert>> ok -> null;
            case Outcome.Refused<List<Alert>> refused -> sentence(refused.problems());
          };
        },
        done);
  }

  void assign(Alert alert, List<Access.Principal> people, Runnable done) {
    ComboBox<String> who = new ComboBox<>("Who looks at it");
    List<String> names =
        new ArrayList<>(people.stream().map(Access.Principal::name).distinct().sorted().toList());
    String now = alert.assignee();
    for (String name : now == null ? List.of(me) : List.of(me, now)) {
      if (!names.contains(name)) {
        names.add(name);
      }
    }
    who.setItems(names);
    who.setItemLabelGenerator(name -> name.equals(me) ? name + " (me)" : name);
    who.setPlaceholder("Nobody");
    who.setClearButtonVisible(true);
    who.setValue(now == null ? me : now);
    who.setWidthFull();
    ask(
        "Assign",
        "Empty means that nobody in particular looks at it.",
        "Assign",
        who,
        () -> refusal(alerts.assign(app, alert.id(), who.getValue(), me)),
        done);
  }

  void comment(Alert alert, String text, Runnable done) {
    tell(refusal(alerts.comment(app, alert.id(), text, me)), done);
  }

  void close(Alert alert, Runnable done) {
    TextArea comment = comment("Comment, for instance what it was");
    ask(
        "Close this alert",
        "It leaves the inbox and stays in the history.",
        "Close it",
        comment,
        () -> refusal(alerts.close(app, alert.id(), orNull(comment.getValue()), me)),
        done);
  }

  void unshelve(Alert alert, Runnable done) {
    tell(refusal(alerts.shelve(app, alert.id(), null, me)), done);
  }

  /** Until when nobody wants to be bothered. */
  private enum Shelf {
    HOUR("1 hour", Duration.ofHours(1)),
    SHIFT("8 hours", Duration.ofHours(8)),
    DAY("1 day", Duration.ofDays(1)),
    WEEK("7 days", Duration.ofDays(7)),
    OTHER("Until…", Duration.ZERO);

    private final String label;
    private final Duration length;

    Shelf(String label, Duration length) {
      this.label = label;
      this.length = length;
    }
  }

  void shelve(Set<Long> ids, Runnable done) {
    RadioButtonGroup<Shelf> length = new RadioButtonGroup<>("For how long");
    length.setItems(Shelf.values());
    length.setItemLabelGenerator(shelf -> shelf.label);
    length.setValue(Shelf.SHIFT);
    DateTimePicker until = new DateTimePicker("Until, in " + zone.getId());
    until.setStep(Duration.ofMinutes(15));
    until.setVisible(false);
    length.addValueChangeListener(
        change -> {
          until.setVisible(change.getValue() == Shelf.OTHER);
          if (until.isVisible() && until.getValue() == null) {
            until.setValue(
                LocalDateTime.ofInstant(clock.instant().plus(Duration.ofDays(1)), zone)
                    .truncatedTo(ChronoUnit.HOURS));
          }
        });
    Div body = new Div(length, until);
    body.addClassName("form");
    ask(
        ids.size() == 1 ? "Shelve this alert" : "Shelve %,d alerts".formatted(ids.size()),
        "It leaves the open alerts until then; if it still lasts, it comes back by itself.",
        "Shelve",
        body,
        () -> shelve(ids, end(length.getValue(), until.getValue())),
        done);
  }

  private @Nullable Instant end(Shelf shelf, @Nullable LocalDateTime chosen) {
    if (shelf != Shelf.OTHER) {
      return clock.instant().plus(shelf.length);
    }
    return chosen == null ? null : chosen.atZone(zone).toInstant();
  }

  private @Nullable String shelve(Set<Long> ids, @Nullable Instant end) {
    if (end == null || !end.isAfter(clock.instant())) {
      return "Choose a moment in the future.";
    }
    for (long id : ids) {
      String refused = refusal(alerts.shelve(app, id, end, me));
      if (refused != null) {
        return refused;
      }
    }
    return null;
  }

  private static TextArea comment(String label) {
    TextArea comment = new TextArea(label);
    comment.setMaxLength(LONGEST_COMMENT);
    comment.setMinRows(3);
    comment.setWidthFull();
    return comment;
  }

  private static @Nullable String orNull(String text) {
    return text.isBlank() ? null : text.strip();
  }

  private static @Nullable String refusal(Outcome<Alert> outcome) {
    return switch (outcome) {
      case Outcome.Done<Alert> ok -> null;
      case Outcome.Refused<Alert> refused -> sentence(refused.problems());
    };
  }

  private static String sentence(List<Problem> problems) {
    return String.join(" ", problems.stream().map(Problem::sentence).toList());
  }

  private static void tell(@Nullable String refused, Runnable done) {
    if (refused == null) {
      done.run();
    } else {
      Notification.show(refused, 6_000, Notification.Position.BOTTOM_CENTER)
          .addThemeVariants(NotificationVariant.ERROR);
    }
  }

  /**
   * @param act does it; returns why not, or null when it was done
   */
  private static void ask(
      String title,
      String sentence,
      String verb,
      Component body,
      Supplier<@Nullable String> act,
      Runnable done) {
    Dialog dialog = new Dialog();
    dialog.setHeaderTitle(title);
    dialog.setWidth("min(480px, 94vw)");
    Div refusal = new Div();
    refusal.addClassName("sign-in-notice");
    refusal.getElement().setAttribute("role", "alert");
    refusal.setVisible(false);
    Paragraph why = new Paragraph(sentence);
    why.addClassName("muted");
    Div form = new Div(refusal, why, body);
    form.addClassName("form");
    dialog.add(form);
    Button cancel = new Button("Cancel", click -> dialog.close());
    cancel.addThemeVariants(ButtonVariant.TERTIARY);
    Function<@Nullable String, Boolean> refused =
        text -> {
          refusal.setText(text == null ? "" : text);
          refusal.setVisible(text != null);
          return text != null;
        };
    Button go =
        new Button(
            verb,
            click -> {
              if (!refused.apply(act.get())) {
                dialog.close();
                done.run();
              }
            });
    go.addThemeVariants(ButtonVariant.PRIMARY);
    dialog.getFooter().add(cancel, go);
    dialog.addOpenedChangeListener(
        opened -> {
          if (opened.isOpened() && body instanceof Focusable<?> focusable) {
            focusable.focus();
          }
        });
    dialog.open();
  }
}
