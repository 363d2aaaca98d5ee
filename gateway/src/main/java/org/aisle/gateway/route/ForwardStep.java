package org.aisle.gateway.route;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.aisle.gateway.message.InboundMessage;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.wire.Delivery;
import org.aisle.templates.wire.PropertyReport;
import org.aisle.templates.wire.Receipt;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;

/**
 * Makes one delivery of the messages, which carries their receipts; from here on a failure is the
 * uplink's.
 */
final class ForwardStep implements Processor {

  private final MessageCounters counters;

  ForwardStep(MessageCounters counters) {
    this.counters = counters;
  }

  @Override
  public void process(Exchange exchange) throws InvalidPayloadException {
    List<Progress> all = exchange.getMessage().getMandatoryBody(Progress.Together.class).all();
    List<InboundMessage> messages = UplinkRoute.messages(exchange);
    List<Reading> readings = new ArrayList<>();
    List<PropertyReport> reports = new ArrayList<>();
    List<Rejection> rejections = new ArrayList<>();
    for (Progress progress : all) {
      if (!(progress instanceof Progress.Deliverable(Delivery delivery))) {
        throw new IllegalStateException("A message has left out a step.");
      }
      readings.addAll(delivery.readings());
      reports.addAll(delivery.reports());
      rejections.addAll(delivery.rejections());
    }
    rejections.forEach(counters::rejected);
    exchange.getMessage().setBody(new Delivery(readings, reports, rejections, receipt(messages)));
    exchange.setProperty(UplinkRoute.FORWARDING, true);
    counters.forwarded(messages.size());
  }

  private static Receipt receipt(List<InboundMessage> messages) {
    return messages.size() == 1
        ? messages.getFirst().receipt()
        : new Receipts(messages.stream().map(InboundMessage::receipt).toList());
  }

  /** Calls them all, even when one of them fails. */
  private record Receipts(List<Receipt> all) implements Receipt {

    @Override
    public void stored() {
      each(Receipt::stored);
    }

    @Override
    public void failed(Throwable reason) {
      each(receipt -> receipt.failed(reason));
    }

    private void each(Consumer<Receipt> call) {
      RuntimeException problem = null;
      for (Receipt receipt : all) {
        try {
          call.accept(receipt);
        } catch (RuntimeException e) {
          problem = e;
        } catch (Error e) {
          problem = new IllegalStateException(e);
        }
      }
      if (problem != null) {
        throw problem;
      }
    }
  }
}
