package org.aisle.ui.gateways;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.aisle.backend.gateways.StoreGateway;
import org.aisle.backend.query.Telemetry;
import org.aisle.templates.directory.EdgeGateway;
import org.aisle.templates.reading.Value;
import org.aisle.ui.format.AgeLabel;
import org.aisle.ui.format.Ages;
import org.aisle.ui.format.ValueFormat;
import org.jspecify.annotations.Nullable;

/** One gateway of the list: how it stands, and what it said of itself last. */
final class GatewayCard extends Div {

  private static final Duration BEHIND = Duration.ofMinutes(2);
  private static final int WRONG_CLOCK = 30;
  private static final double GIBIBYTE = 1024;

  private final StoreGateway gateway;
  private final @Nullable Map<String, Value> said;
  private final ValueFormat format;
  private final Instant now;

  GatewayCard(
      StoreGateway gateway,
      Telemetry.@Nullable Latest latest,
      long assigned,
      ValueFormat format,
      Instant now,
      Component... actions) {
    this.gateway = gateway;
    this.said = latest == null ? null : latest.values();
    this.format = format;
    this.now = now;
    addClassNames("panel", "rule-row");
    Anchor name =
        new Anchor(
            "app/%s/devices/%s"
                .formatted(gateway.ref().app().value(), gateway.ref().device().value()),
            gateway.device().name());
    name.getElement().setAttribute("router-link", "");
    Div head = new Div(new H2(name), state());
    head.addClassName("rule-row-head");
    Div words = new Div(head, about(assigned));
    words.addClassName("rule-row-words");
    if (latest != null) {
      words.add(measured());
    }
    warn(words);
    add(words);
    if (actions.length > 0) {
      Div buttons = new Div(actions);
      buttons.addClassName("page-actions");
      add(buttons);
    }
  }

  private Span state() {
    StoreGateway.State state = gateway.state(now);
    Span badge =
        new Span(
            switch (state) {
              case NEW -> "Not joined yet";
              case ONLINE -> "Online";
              case AWAY -> "Away";
              case DISABLED -> "Disabled";
            });
    badge.addClassNames(
        "status",
        switch (state) {
          case NEW -> "status-never";
          case ONLINE -> "status-reporting";
          case AWAY -> "status-silent";
          case DISABLED -> "status-off";
        });
    return badge;
  }

  private Div about(long assigned) {
    Div facts = new Div();
    facts.addClassName("device-facts");
    Span id = new Span(gateway.ref().device().value());
    id.addClassName("mono");
    facts.add(id);
    facts.add(
        new Span(
            gateway.servesApp()
                ? "Serves every device of the app"
                : assigned == 0
                    ? "Serves no device yet"
                    : assigned == 1
                        ? "Serves 1 device"
                        : "Serves %,d devices".formatted(assigned)));
    if (gateway.device().place() != null) {
      facts.add(new Span("At " + gateway.device().place()));
    }
    if (gateway.version() != null) {
      facts.add(new Span("Version " + gateway.version()));
    }
    if (gateway.seenAt() != null) {
      AgeLabel age = new AgeLabel();
      age.show(gateway.seenAt(), now);
      facts.add(new Span(new Span("Seen "), age));
    }
    return facts;
  }

  private Div measured() {
    Div facts = new Div();
    facts.addClassNames("device-facts", "gateway-figures");
    Double lag = number(EdgeGateway.LAG);
    Double queued = number(EdgeGateway.QUEUED_MESSAGES);
    if (lag != null) {
      Duration behind = Duration.ofMillis((long) (lag * 1000));
      facts.add(figure("Lag", behind.isZero() ? "none" : Ages.words(behind)));
    }
    if (queued != null) {
      facts.add(
          figure("Queue", format.number(queued, 0) + (queued == 1 ? " message" : " messages")));
    }
    if (queued != null
        && queued > 0
        && value(EdgeGateway.OLDEST_QUEUED) instanceof Value.Moment(Instant oldest)) {
      facts.add(figure("Oldest", format.shortMoment(oldest, now)));
    }
    Double free = number(EdgeGateway.FREE_DISK);
    if (free != null) {
      facts.add(
          figure(
              "Free disk",
              free >= GIBIBYTE
                  ? format.number(free / GIBIBYTE, 1) + " GiB"
                  : format.number(free, 0) + " MiB"));
    }
    Double connected = number(EdgeGateway.CONNECTED_DEVICES);
    if (connected != null) {
      facts.add(
          figure(
              "Connected",
              format.number(connected, 0) + (connected == 1 ? " device" : " devices")));
    }
    Double offset = number(EdgeGateway.CLOCK_OFFSET);
    if (offset != null && Math.abs(offset) >= 2) {
      facts.add(
          figure(
              "Clock",
              "%s %s"
                  .formatted(
                      Ages.words(Duration.ofSeconds((long) Math.abs(offset))),
                      offset > 0 ? "ahead" : "behind")));
    }
    return facts;
  }

  private static Span figure(String name, String value) {
    Span shown = new Span(value);
    shown.addClassName("gateway-figure");
    return new Span(new Span(name + " "), shown);
  }

  private void warn(Div words) {
    String notice =
        value(EdgeGateway.NOTICE) instanceof Value.Text(String text) ? text.strip() : "";
    if (!notice.isEmpty()) {
      words.add(warning(notice));
    }
    Double lag = number(EdgeGateway.LAG);
    if (gateway.state(now) == StoreGateway.State.AWAY) {
      words.add(
          warning(
              "It has not been heard of. Devices can go on connecting to it; it keeps what they say"
                  + " and sends it when it is back. Look after its power and network."));
    } else if (lag != null && lag > BEHIND.toSeconds()) {
      words.add(
          warning("It is catching up: what it keeps is sent oldest first, and nothing is lost."));
    }
    Double offset = number(EdgeGateway.CLOCK_OFFSET);
    if (notice.isEmpty() && offset != null && Math.abs(offset) >= WRONG_CLOCK) {
      words.add(
          warning(
              "Its clock is wrong; it goes by this server's, so that readings stay where devices"
                  + " say. Set the machine's clock."));
    }
    Instant duplicate = gateway.duplicateAt();
    if (duplicate != null) {
      words.add(
          warning(
              "Two processes ran with its credentials, last at %s (%s); the one that started first was turned away. Give each store a gateway of its own."
                  .formatted(format.shortMoment(duplicate, now), format.zone().getId())));
    }
    Instant token = gateway.tokenExpiresAt();
    if (token != null) {
      words.add(
          new Paragraph(
              "A token waits to be used until %s (%s)."
                  .formatted(format.shortMoment(token, now), format.zone().getId())));
    }
  }

  private static Paragraph warning(String sentence) {
    Paragraph warning = new Paragraph("◆ " + sentence);
    warning.addClassName("gateway-warning");
    return warning;
  }

  private @Nullable Value value(String field) {
    return said == null ? null : said.get(field);
  }

  private @Nullable Double number(String field) {
    return ValueFormat.numeric(value(field));
  }
}
