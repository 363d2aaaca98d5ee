package org.aisle.gateway.route;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.aisle.gateway.message.InboundMessage;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The way of messages: receive → unpack → decode → normalise → forward. Messages that came at the
 * same time go together. Their receipts travel with the delivery, and whoever makes it durable
 * calls them.
 */
final class UplinkRoute extends RouteBuilder {

  static final String ENTRY = "direct:aisle-device-message";
  static final String ROUTE = "aisle-uplink";
  static final String MESSAGES = "aisle.messages";
  static final String FORWARDING = "aisle.forwarding";
  static final String AGAIN = "aisle.again";

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

  /**
   * The body of an exchange at the entry.
   *
   * @param all at least one
   */
  record Arrived(List<InboundMessage> all) {
    Arrived {
      all = List.copyOf(all);
    }

    Progress.Together each(Function<InboundMessage, Progress> step) {
      return new Progress.Together(
          all.stream().map(message -> Progress.guarded(() -> step.apply(message))).toList());
    }
  }

  /** The messages that an exchange on this route is about. */
  static List<InboundMessage> messages(Exchange exchange) {
    return Objects.requireNonNull(exchange.getProperty(MESSAGES, Arrived.class), MESSAGES).all();
  }

  /**
   * Whether a failure is that of a single message: not of the uplink, nor of one among others. When
   * memory ran out it is only the second time, as others may have taken it the first time.
   */
  static boolean failsAlone(Exchange exchange) {
    return exchange.getProperty(FORWARDING) == null
        && messages(exchange).size() == 1
        && (Boolean.TRUE.equals(exchange.getProperty(AGAIN))
            || !isOutOfMemory(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
  }

  static boolean isOutOfMemory(@Nullable Throwable problem) {
    return problem instanceof OutOfMemoryError
        || problem != null && problem.getCause() instanceof OutOfMemoryError;
  }

  @Override
  public void configure() {
    from(ENTRY)
        .routeId(ROUTE)
        .routeConfigurationId(GatewayErrorPolicy.ID)
        .removeHeaders("Camel*")
        .transform()
        .body(Arrived.class, arrived -> arrived.each(receive::apply))
        .id("receive")
        .transform()
        .body(Progress.Together.class, together -> together.each(unpack::apply))
        .id("unpack")
        .transform()
        .body(Progress.Together.class, together -> together.each(decode::apply))
        .id("decode")
        .transform()
        .body(Progress.Together.class, together -> together.each(normalise::apply))
        .id("normalise")
        .process(forward)
        .id("forward")
        .to(uplink)
        .id("uplink");
  }
}
