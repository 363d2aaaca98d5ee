package org.aisle.ui.alerts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aisle.backend.alerts.Alert;
import org.aisle.backend.alerts.AlertEvent;
import org.aisle.backend.evaluation.Sample;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.reading.Value;
import org.aisle.ui.format.ValueFormat;
import org.jspecify.annotations.Nullable;

/** The parts of an alert's page that tell what happened; always text, never markup. */
final class AlertStory {

  /** Columns of the table of readings; the alert's own fields come first. */
  private static final int MOST_FIELDS = 5;

  private final ValueFormat format;

  AlertStory(ValueFormat format) {
    this.format = format;
  }

  /** The life cycle: what was reached when, and what comes next. */
  Component strip(Alert alert) {
    OrderedList strip = new OrderedList();
    strip.addClassName("alert-strip");
    strip.getElement().setAttribute("aria-label", "Life cycle");
    boolean withdrawn = alert.state() == Alert.State.WITHDRAWN;
    strip.add(
        step("Began", alert.occurrence().startedAt(), "in the data"),
        step("Raised", alert.occurrence().raisedAt(), "had lasted long enough"),
        step("Told", alert.told(), "became known here"));
    if (!withdrawn || alert.acknowledgedAt() != null) {
      strip.add(
          step(
              "Acknowledged",
              alert.acknowledgedAt(),
              alert.acknowledgedBy() == null ? "by nobody yet" : "by " + alert.acknowledgedBy()));
    }
    if (withdrawn) {
      ListItem item = step("Withdrawn", null, "it never was");
      item.addClassName("reached");
      strip.add(item);
      return strip;
    }
    strip.add(
        step(
            "Cleared",
            alert.occurrence().clearedAt(),
            AlertWords.cleared(alert).orElse("when the data says so")));
    ListItem closed = step("Closed", null, "by a person, or a week after");
    if (alert.state() == Alert.State.CLOSED) {
      closed.addClassName("reached");
    }
    strip.add(closed);
    return strip;
  }

  private ListItem step(String name, @Nullable Instant at, String note) {
    Span word = new Span(name);
    word.addClassName("alert-step-name");
    Span when = new Span(at == null ? "" : format.moment(at));
    when.addClassName("alert-step-time");
    Span why = new Span(note);
    why.addClassName("muted");
    ListItem item = new ListItem(word, when, why);
    if (at != null) {
      item.addClassName("reached");
    }
    return item;
  }

  /** Who did what when; the newest first. */
  Component history(List<AlertEvent> events) {
    OrderedList list = new OrderedList();
    list.addClassName("alert-history");
    for (AlertEvent event : events.reversed()) {
      Span when = new Span(format.moment(event.at()));
      when.addClassName("alert-event-time");
      Span who = new Span(event.by() == null ? "Aisle" : event.by());
      who.addClassName("alert-event-who");
      Span what = new Span(word(event.kind()));
      what.addClassName("tag");
      Paragraph sentence = new Paragraph(event.sentence());
      Div head = new Div(who, what, when);
      head.addClassName("alert-event-head");
      ListItem item = new ListItem(head, sentence);
      item.addClassName("alert-event-" + event.kind().name().toLowerCase(java.util.Locale.ROOT));
      list.add(item);
    }
    return list;
  }

  private static String word(AlertEvent.Kind kind) {
    return switch (kind) {
      case RAISED -> "raised";
      case AMENDED -> "amended";
      case SEVERITY -> "severity";
      case CLEARED -> "cleared";
      case WITHDRAWN -> "withdrawn";
      case ACKNOWLEDGED -> "acknowledged";
      case ASSIGNED -> "assigned";
      case COMMENTED -> "comment";
      case SHELVED -> "shelved";
      case UNSHELVED -> "shelved no longer";
      case CLOSED -> "closed";
      case NOTIFIED -> "told";
    };
  }

  /** The readings that made it, with units; empty when none are kept with it. */
  Optional<Component> readings(Alert alert, Optional<DeviceTemplate> template) {
    List<Sample> samples = alert.occurrence().evidence().samples();
    if (samples.isEmpty()) {
      return Optional.empty();
    }
    List<String> paths = paths(alert, samples);
    NativeTable table = new NativeTable();
    table.addClassName("plain-table");
    NativeTableRow head = new NativeTableRow();
    head.add(column("Observed, " + format.zone().getId()));
    paths.forEach(
        path ->
            head.add(
                column(template.flatMap(t -> t.field(path)).map(Field::displayName).orElse(path))));
    table.getHead().add(head);
    for (Sample sample : samples) {
      NativeTableRow row = new NativeTableRow();
      row.add(new NativeTableCell(format.moment(sample.observedAt())));
      for (String path : paths) {
        row.add(new NativeTableCell(text(template, path, sample.values().get(path))));
      }
      table.getBody().add(row);
    }
    long all = alert.occurrence().evidence().readings();
    Paragraph note =
        new Paragraph(
            all <= samples.size()
                ? "All readings it rests on."
                : "%,d of the %,d readings it rests on: the first, the most extreme and the one that raised it."
                    .formatted(samples.size(), all));
    Div scroll = new Div(table);
    scroll.addClassName("table-scroll");
    scroll.getElement().setAttribute("tabindex", "0").setAttribute("role", "region");
    scroll.getElement().setAttribute("aria-label", "Readings that made it");
    Div panel = new Div(new H2("Readings that made it"), note, scroll);
    panel.addClassName("panel");
    return Optional.of(panel);
  }

  private String text(Optional<DeviceTemplate> template, String path, @Nullable Value value) {
    if (value == null) {
      return "–";
    }
    return template
        .flatMap(t -> t.field(path))
        .map(field -> format.show(field, value).text())
        .orElseGet(value::toString);
  }

  private static List<String> paths(Alert alert, List<Sample> samples) {
    List<String> paths =
        new ArrayList<>(
            alert.occurrence().evidence().lines().stream().map(l -> l.field()).distinct().toList());
    for (Sample sample : samples) {
      for (String path : sample.values().keySet()) {
        if (!paths.contains(path) && paths.size() < MOST_FIELDS) {
          paths.add(path);
        }
      }
    }
    return paths;
  }

  private static NativeTableHeaderCell column(String text) {
    NativeTableHeaderCell cell = new NativeTableHeaderCell(text);
    cell.getElement().setAttribute("scope", "col");
    return cell;
  }
}
