package org.aisle.ui.devices;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.aisle.backend.query.Telemetry;
import org.aisle.backend.registry.App;
import org.aisle.templates.definition.Field;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.shell.EmptyState;

/** The newest readings with everything they carried, and how far the device's clock is off. */
final class MessagesPart implements DeviceParts.Part {

  private static final int SHOWN = 50;
  private static final Duration LATE = Duration.ofMinutes(5);

  private final Telemetry telemetry;
  private final ValueFormat format;
  private final Div root = new Div();
  private final Div list = new Div();
  private final Span waiting = new Span();
  private Fleet.Line line;

  MessagesPart(App app, Fleet.Line line, Telemetry telemetry) {
    this.telemetry = telemetry;
    this.format = Shown.format(app);
    this.line = line;
    root.addClassName("stack");
    Paragraph about =
        new Paragraph(
            "The newest %d readings by the time they were observed, in %s."
                .formatted(SHOWN, Shown.zone(app.zone())));
    about.addClassName("muted");
    Button look = new Button("Look again", VaadinIcon.REFRESH.create(), click -> load());
    waiting.getElement().setAttribute("role", "status");
    waiting.addClassName("muted");
    Div bar = new Div(about, waiting, look);
    bar.addClassName("bar");
    list.addClassName("messages");
    root.add(bar, list);
    load();
  }

  @Override
  public Component component() {
    return root;
  }

  /** Readings are not pushed under the reader's eyes; the page says that there are newer ones. */
  @Override
  public void update(Fleet.Line now, boolean readings) {
    line = now;
    if (readings) {
      waiting.setText("Newer readings arrived.");
    }
  }

  private void load() {
    waiting.setText("");
    list.removeAll();
    List<Telemetry.Row> rows = telemetry.newest(line.device().ref(), SHOWN);
    if (rows.isEmpty()) {
      list.add(
          new EmptyState(
              VaadinIcon.ENVELOPE_O,
              "No readings yet",
              "What this device sends appears here. Messages that could not be read are under"
                  + " Rejections."));
      return;
    }
    rows.forEach(row -> list.add(entry(row)));
  }

  private Details entry(Telemetry.Row row) {
    Span when = new Span(format.moment(row.observedAt()));
    when.addClassName("message-time");
    Span glance = new Span(glance(row));
    glance.addClassName("message-glance");
    Div summary = new Div(when, glance);
    summary.addClassName("message-summary");
    if (Duration.between(row.observedAt(), row.receivedAt()).compareTo(LATE) > 0) {
      summary.add(tag("arrived " + Shown.offset(row.observedAt(), row.receivedAt()) + " later"));
    }
    if (row.claimedAt() != null) {
      summary.add(tag("clock off by " + Shown.offset(row.observedAt(), row.claimedAt())));
    }
    Details details = new Details(summary);
    details.addClassName("message");
    details.addOpenedChangeListener(
        opened -> {
          if (opened.isOpened() && details.getContent().findAny().isEmpty()) {
            details.add(everything(row));
          }
        });
    return details;
  }

  private static Span tag(String text) {
    Span tag = new Span(text);
    tag.addClassName("tag");
    return tag;
  }

  private String glance(Telemetry.Row row) {
    StringBuilder glance = new StringBuilder();
    for (String path : line.order(row.values().keySet())) {
      if (glance.length() > 110) {
        return glance.append(" …").toString();
      }
      glance
          .append(glance.isEmpty() ? "" : " · ")
          .append(label(path))
          .append(' ')
          .append(
              Shown.value(format, line, path, Objects.requireNonNull(row.values().get(path)))
                  .text());
    }
    return glance.isEmpty() ? "only unmodelled fields" : glance.toString();
  }

  private String label(String path) {
    return line.field(path).map(Field::displayName).orElse(path);
  }

  private DescriptionList everything(Telemetry.Row row) {
    DescriptionList all = new DescriptionList();
    all.addClassName("facts");
    fact(all, "Observed", format.moment(row.observedAt()));
    fact(
        all,
        "Received",
        format.moment(row.receivedAt())
            + " ("
            + Shown.offset(row.observedAt(), row.receivedAt())
            + ")");
    if (row.claimedAt() != null) {
      fact(
          all,
          "Claimed by the device",
          format.moment(row.claimedAt())
              + " ("
              + Shown.offset(row.observedAt(), row.claimedAt())
              + "; too far ahead to be believed)");
    }
    if (row.seq() != null) {
      fact(all, "Sequence", Long.toString(row.seq()));
    }
    row.values()
        .forEach(
            (path, value) -> fact(all, label(path), Shown.value(format, line, path, value).text()));
    row.extra().forEach((path, value) -> fact(all, path + " (not in the template)", value.json()));
    return all;
  }

  private static void fact(DescriptionList all, String name, String text) {
    all.add(new DescriptionList.Term(name), new DescriptionList.Description(text));
  }
}
