package org.aisle.ui.devices;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.RouterLink;
import java.time.Instant;
import java.util.List;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.Rejection;
import org.aisle.ui.format.Ages;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.shell.EmptyState;

/** Refused messages, newest first: when, what was wrong, what to do, and the bytes themselves. */
final class RejectionList extends Div {

  private final ValueFormat format;
  private final boolean nameDevices;

  RejectionList(ValueFormat format, boolean nameDevices) {
    this.format = format;
    this.nameDevices = nameDevices;
    addClassName("rejections");
  }

  void show(List<Rejection> rejections, Instant now) {
    removeAll();
    if (rejections.isEmpty()) {
      add(
          new EmptyState(
              VaadinIcon.CHECK_CIRCLE_O,
              "Nothing was refused",
              "Messages and fields that cannot be stored appear here, with the reason, what to do,"
                  + " and the bytes as they arrived."));
      return;
    }
    for (Rejection rejection : rejections) {
      add(entry(rejection, now));
    }
  }

  private Component entry(Rejection rejection, Instant now) {
    Span code = new Span(rejection.code().code());
    code.addClassNames("code-badge", "mono");
    Span when = new Span(format.moment(rejection.at()));
    when.setTitle(Ages.ago(rejection.at(), now));
    when.addClassName("muted");
    Div head = new Div(code);
    head.addClassName("rejection-head");
    if (rejection.field() != null) {
      Span field = new Span("field " + rejection.field());
      field.addClassName("mono");
      head.add(field);
    }
    if (nameDevices && rejection.device() != null) {
      head.add(device(rejection));
    }
    head.add(when);
    Div entry = new Div(head, new Paragraph(rejection.sentence()));
    entry.addClassName("rejection");
    entry.add(bytes(rejection));
    return entry;
  }

  private static Component device(Rejection rejection) {
    String id = rejection.device() == null ? "" : rejection.device().value();
    if (rejection.app() == null || rejection.device() == null) {
      return new Span(id);
    }
    RouterLink link = new RouterLink();
    link.setText(id);
    link.getElement()
        .setAttribute(
            "href", DevicesNavigation.path(new DeviceRef(rejection.app(), rejection.device())));
    return link;
  }

  private static Component bytes(Rejection rejection) {
    int kept = rejection.payload().length;
    Div facts = new Div();
    facts.addClassName("rejection-facts");
    fact(facts, "Topic", rejection.topic());
    fact(facts, "Client", rejection.client());
    fact(
        facts,
        "Size",
        "%,d bytes%s"
            .formatted(
                rejection.payloadSize(),
                kept < rejection.payloadSize() ? ", the first %,d kept".formatted(kept) : ""));
    Details details =
        new Details(
            rejection.payloadSize() == 0
                ? "The message was empty"
                : "Message as it arrived, %,d bytes".formatted(rejection.payloadSize()),
            facts);
    details.addOpenedChangeListener(
        opened -> {
          if (opened.isOpened()
              && kept > 0
              && facts.getChildren().noneMatch(Pre.class::isInstance)) {
            facts.add(raw(PayloadText.of(rejection.payload()), "Message"));
            facts.add(raw(PayloadText.hex(rejection.payload()), "Message in hexadecimal"));
          }
        });
    return details;
  }

  private static Pre raw(String text, String label) {
    Pre pre = new Pre();
    pre.setText(text);
    pre.addClassName("raw");
    pre.getElement().setAttribute("tabindex", "0");
    pre.getElement().setAttribute("role", "region");
    pre.getElement().setAttribute("aria-label", label);
    return pre;
  }

  private static void fact(
      Div facts, String label, @org.jspecify.annotations.Nullable String value) {
    if (value != null) {
      Span name = new Span(label);
      name.addClassName("muted");
      Span text = new Span(value);
      text.addClassName("mono");
      Div fact = new Div(name, text);
      fact.addClassName("fact");
      facts.add(fact);
    }
  }
}
