package org.aisle.gateway.route;

import org.aisle.gateway.message.InboundMessage;
import org.aisle.templates.wire.Delivery;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;

/** Puts the message's receipt into its delivery; from here on a failure is the uplink's. */
final class ForwardStep implements Processor {

  private final MessageCounters counters;

  ForwardStep(MessageCounters counters) {
    this.counters = counters;
  }

  @Override
  public void process(Exchange exchange) throws InvalidPayloadException {
    Delivery delivery =
        exchange.getMessage().getMandatoryBody(Progress.Deliverable.class).delivery();
    InboundMessage message = UplinkRoute.message(exchange);
    delivery.rejections().forEach(counters::rejected);
    exchange
        .getMessage()
        .setBody(
            new Delivery(
                delivery.readings(), delivery.reports(), delivery.rejections(), message.receipt()));
    exchange.setProperty(UplinkRoute.FORWARDING, true);
    counters.forwarded();
  }
}
