package org.aisle.gateway.route;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aisle.gateway.message.DeviceTopic;
import org.aisle.gateway.message.InboundMessage;
import org.aisle.gateway.message.Stamp;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.outcome.RejectionCode;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a rejection of a message on which a step failed, so that it stops nothing else. */
final class StepFailure implements Processor {

  private static final Logger LOG = LoggerFactory.getLogger(StepFailure.class);

  private final boolean stamped;

  StepFailure(boolean stamped) {
    this.stamped = stamped;
  }

  @Override
  public void process(Exchange exchange) {
    Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    InboundMessage message = UplinkRoute.messages(exchange).getFirst();
    LOG.error(
        "A step failed on a message from {}; it is kept as a rejection.", message.topic(), cause);
    exchange
        .getMessage()
        .setBody(new Progress.Together(List.of(Progress.only(rejection(message, cause)))));
  }

  private Rejection rejection(InboundMessage message, @Nullable Throwable cause) {
    Map<String, String> properties = message.properties();
    Optional<String> client =
        stamped ? Optional.ofNullable(properties.get(Stamp.CLIENT)) : Optional.empty();
    Optional<DeviceRef> device =
        DeviceTopic.read(message.topic(), client.flatMap(DeviceRef::parse).orElse(null))
                instanceof DeviceTopic.Reading.Addressed addressed
            ? Optional.of(addressed.device())
            : client.flatMap(DeviceRef::parse);
    Instant at =
        (stamped ? Stamp.receivedAt(properties) : Optional.<Instant>empty())
            .orElse(message.arrivedAt());
    return new Rejection(
        device.map(DeviceRef::app).orElse(null),
        device.map(DeviceRef::device).orElse(null),
        at,
        RejectionCode.STEP_FAILED,
        null,
        UplinkRoute.isOutOfMemory(cause)
            ? "The gateway ran out of memory on this message, twice. Send less in one message, or"
                + " give the gateway more memory and send it again."
            : "The gateway failed on this message, which is its fault; its log says why. Report it,"
                + " and send the message again once it is mended.",
        message.topic(),
        client.orElse(null),
        message.payload(),
        message.payload().length);
  }
}
