package org.aisle.ui.rules;

import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.aisle.backend.evaluation.Occurrence;
import org.aisle.backend.query.Telemetry.Stretch;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.rules.Rules;
import org.aisle.backend.rules.Rules.Found;
import org.aisle.backend.rules.Rules.Preview;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.Severity;
import org.aisle.ui.chart.StateTimeline;
import org.aisle.ui.devices.DevicesNavigation;
import org.aisle.ui.format.SeverityMark;
import org.aisle.ui.format.ValueFormat;
import org.jspecify.annotations.Nullable;

/** What the rule would have done on the stored history, beside what the one it replaces would. */
final class PreviewPanel extends Div {

  private static final int MOST_LISTED = 100;
  private static final int MOST_ROWS = 40;
  private static final List<Integer> DAYS = List.of(1, 7, 30);
  private static final String NONE = "none";

  private final App app;
  private final Rules rules;
  private final PreviewRuns runs;
  private final Supplier<Rule> rule;
  private final Function<DeviceRef, String> names;
  private final ValueFormat format;
  private final RadioButtonGroup<Integer> back = new RadioButtonGroup<>();
  private final Button start = new Button("Try it", VaadinIcon.PLAY.create());
  private final Button cancel = new Button("Cancel");
  private final ProgressBar bar = new ProgressBar(0, 1);
  private final Paragraph said = new Paragraph();
  private final Div result = new Div();
  private @Nullable Future<?> running;

  /**
   * @param rule as it stands in the editor
   * @param names of devices
   */
  PreviewPanel(
      App app,
      Rules rules,
      PreviewRuns runs,
      Supplier<Rule> rule,
      Function<DeviceRef, String> names) {
    this.app = app;
    this.rules = rules;
    this.runs = runs;
    this.rule = rule;
    this.names = names;
    this.format = ValueFormat.ofReader(app.zone());
    addClassNames("panel", "preview");
    back.setAriaLabel("How far back");
    back.setItems(DAYS);
    back.setItemLabelGenerator(days -> days == 1 ? "1 day" : days + " days");
    back.setValue(7);
    back.addClassName("range");
    start.addClickListener(click -> start());
    cancel.addClickListener(click -> cancel());
    cancel.setVisible(false);
    bar.setVisible(false);
    bar.getElement().setAttribute("aria-label", "Progress of the preview");
    said.getElement().setAttribute("role", "status");
    said.addClassName("preview-said");
    said.setText("See what this rule would have done before you save it. Nothing is changed.");
    result.addClassName("stack");
    Div bar1 = new Div(back, start, cancel);
    bar1.addClassName("field-row");
    add(new H2("Preview"), bar1, bar, said, result);
  }

  /** Whether the rule can be tried now. */
  void setPossible(boolean possible) {
    start.setEnabled(possible);
    start.setTooltipText(possible ? "" : "Mend the rule's faults first.");
  }

  private void start() {
    Rule tried = rule.get();
    Duration length = Duration.ofDays(back.getValue() == null ? 7 : back.getValue());
    result.removeAll();
    said.setText("Looking at the history…");
    busy(true);
    getUI()
        .ifPresent(
            ui ->
                running =
                    runs.run(
                        ui,
                        this,
                        progress -> rules.preview(app.id(), tried, length, progress),
                        this::progress,
                        outcome -> show(outcome, length),
                        this::failed));
  }

  private void busy(boolean busy) {
    start.setVisible(!busy);
    cancel.setVisible(busy);
    bar.setVisible(busy);
    bar.setIndeterminate(busy);
    bar.setValue(0);
  }

  private void progress(int done, int of) {
    bar.setIndeterminate(of <= 0);
    bar.setValue(of <= 0 ? 0 : Math.clamp((double) done / of, 0, 1));
    said.setText("Looked at %,d of %,d devices…".formatted(done, of));
  }

  private void cancel() {
    if (running != null) {
      running.cancel(true);
    }
    busy(false);
    said.setText("Cancelled; nothing was changed.");
  }

  @Override
  protected void onDetach(DetachEvent event) {
    if (running != null) {
      running.cancel(true);
      busy(false);
    }
  }

  private void failed() {
    busy(false);
    said.setText("The history could not be read; try again in a moment.");
  }

  private void show(Outcome<Preview> outcome, Duration length) {
    busy(false);
    switch (outcome) {
      case Outcome.Refused<Preview> refused ->
          said.setText(
              String.join(
                  " ", refused.problems().stream().map(Outcome.Problem::sentence).toList()));
      case Outcome.Done<Preview> done -> show(done.value(), length);
    }
  }

  private void show(Preview preview, Duration length) {
    said.setText(sentence(preview, length));
    if (preview.alerts().isEmpty()) {
      return;
    }
    StateTimeline timeline =
        new StateTimeline("Alerts of the preview per device", format, "No alerts.");
    TimeRange range = new TimeRange(preview.from(), preview.until());
    Map<DeviceRef, List<Found>> byDevice = byDevice(preview.alerts());
    timeline.show(
        range,
        states(),
        byDevice.entrySet().stream()
            .limit(MOST_ROWS)
            .map(
                entry ->
                    new StateTimeline.Row(
                        names.apply(entry.getKey()),
                        DevicesNavigation.path(entry.getKey()),
                        stretches(entry.getValue(), range)))
            .toList());
    result.add(timeline);
    if (byDevice.size() > MOST_ROWS) {
      result.add(muted("%d of %,d devices are drawn.".formatted(MOST_ROWS, byDevice.size())));
    }
    result.add(list(preview.alerts(), preview.until()));
    if (preview.alerts().size() > MOST_LISTED) {
      result.add(
          muted(
              "The newest %d of %,d are listed.".formatted(MOST_LISTED, preview.alerts().size())));
    }
  }

  private static Paragraph muted(String text) {
    Paragraph paragraph = new Paragraph(text);
    paragraph.addClassName("muted");
    return paragraph;
  }

  /** {@code In the last 30 days: 12 alerts on 4 of 25 devices; the rule you replace: 57 on 19.} */
  static String sentence(Preview preview, Duration length) {
    long days = length.toDays();
    String first =
        "In the last %s: %s on %,d of %,d devices"
            .formatted(
                days == 1 ? "day" : "%d days".formatted(days),
                count(preview.alerts().size()),
                byDevice(preview.alerts()).size(),
                preview.devices());
    List<Found> replaced = preview.replaced();
    return replaced == null
        ? first + "."
        : "%s; the rule you replace: %,d on %,d."
            .formatted(first, replaced.size(), byDevice(replaced).size());
  }

  private static String count(int alerts) {
    return alerts == 1 ? "1 alert" : "%,d alerts".formatted(alerts);
  }

  private static Map<DeviceRef, List<Found>> byDevice(List<Found> alerts) {
    Map<DeviceRef, List<Found>> byDevice = new LinkedHashMap<>();
    alerts.forEach(f -> byDevice.computeIfAbsent(f.device(), d -> new ArrayList<>()).add(f));
    return byDevice;
  }

  private static List<StateTimeline.State> states() {
    List<StateTimeline.State> states = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      String key = SeverityMark.key(severity);
      states.addFirst(new StateTimeline.State(key, SeverityMark.word(severity), key));
    }
    states.add(new StateTimeline.State(NONE, "no alert", "rest"));
    return states;
  }

  private static List<Stretch> stretches(List<Found> alerts, TimeRange range) {
    List<Stretch> stretches = new ArrayList<>();
    Instant at = range.from();
    for (Found found : alerts) {
      Occurrence what = found.occurrence();
      Instant end = Objects.requireNonNullElse(what.clearedAt(), range.to());
      if (what.raisedAt().isAfter(at)) {
        stretches.add(new Stretch(at, what.raisedAt(), NONE));
      }
      stretches.add(new Stretch(what.raisedAt(), end, SeverityMark.key(what.severity())));
      at = end.isAfter(at) ? end : at;
    }
    if (at.isBefore(range.to())) {
      stretches.add(new Stretch(at, range.to(), NONE));
    }
    return stretches;
  }

  private OrderedList list(List<Found> alerts, Instant now) {
    OrderedList list = new OrderedList();
    list.addClassName("preview-list");
    for (Found found : alerts.reversed().stream().limit(MOST_LISTED).toList()) {
      Occurrence what = found.occurrence();
      Anchor device =
          new Anchor(DevicesNavigation.path(found.device()), names.apply(found.device()));
      device.getElement().setAttribute("router-link", "");
      Span when = new Span(format.shortMoment(what.raisedAt(), now));
      when.setTitle(format.moment(what.raisedAt()) + ", " + format.zone().getId());
      when.addClassName("preview-when");
      Div head = new Div(new SeverityMark(what.severity()), device, when);
      head.addClassName("preview-head");
      Span sentence = new Span(what.evidence().sentence());
      sentence.addClassName("muted");
      list.add(new ListItem(head, sentence));
    }
    return list;
  }
}
