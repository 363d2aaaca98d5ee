package org.aisle.gateway.route;

import java.util.Objects;
import org.aisle.gateway.message.InboundMessage;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * The way of a message: receive → unpack → decode → normalise → forward. The message's receipt
 * travels with the delivery, and whoever makes it durable calls it.
 */
final class UplinkRoute extends RouteBuilder {

  static final String ENTRY = "direct:aisle-device-message";
  static final String ROUTE = "aisle-uplink";
  static final String MESSAGE = "aisle.message";
  static final String FORWARDING = "aisle.forwarding";

  private final ReceiveStep receive;
  private final UnpackStep unpack;
  private final DecodeStep decode;
  private final NormaliseStep normalise;
  private final ForwardStep forward;
  private final String uplink;

  UplinkRoute(
      ReceiveStep receive,
      UnpackStep unpack,
      DecodeStep decode,
      NormaliseStep normalise,
      ForwardStep forward,
      String uplink) {
    this.receive = receive;
    this.unpack = unpack;
    this.decode = decode;
    this.normalise = normalise;
    this.forward = forward;
    this.uplink = uplink;
  }

  /** The message that an exchange on this route is about. */
  static InboundMessage message(Exchange exchange) {
    return Objects.requireNonNull(exchange.getProperty(MESSAGE, InboundMessage.class), MESSAGE);
  }

  @Override
  public void configure() {
    from(ENTRY)
        .routeId(ROUTE)
        .routeConfigurationId(GatewayErrorPolicy.ID)
        .removeHeaders("Camel*")
        .transform()
        .body(InboundMessage.class, receive::apply)
        .id("receive")
        .transform()
        .body(Progress.class, unpack::apply)
        .id("unpack")
        .transform()
        .body(Progress.class, decode::apply)
        .id("decode")
        .transform()
        .body(Progress.class, normalise::apply)
        .id("normalise")
        .process(forward)
        .id("forward")
        .to(uplink)
        .id("uplink");
  }
}
