package org.aisle.gateway.route;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.aisle.gateway.message.InboundHandler;
import org.aisle.gateway.message.InboundMessage;
import org.aisle.gateway.message.OnceReceipt;
import org.aisle.templates.decode.Decoders;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.normalise.Normaliser;
import org.aisle.templates.wire.Receipt;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.model.ModelCamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entry to the uplink route of one Camel context, for messages from wherever they come. A
 * message's receipt is called by whoever commits its delivery, or fails when the uplink throws.
 * Thread-safe.
 */
public final class Uplink implements InboundHandler, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Uplink.class);

  private final CamelContext camel;
  private final ProducerTemplate producer;
  private final Endpoint entry;
  private final MessageCounters counters;
  private final AtomicBoolean failing = new AtomicBoolean();

  private Uplink(
      CamelContext camel, ProducerTemplate producer, Endpoint entry, MessageCounters counters) {
    this.camel = camel;
    this.producer = producer;
    this.entry = entry;
    this.counters = counters;
  }

  /**
   * What the steps need.
   *
   * @param stamped whether messages come from our own broker, so that its stamps can be believed
   * @param endpoint the Camel endpoint that takes deliveries
   */
  public record Steps(
      DeviceDirectory directory,
      Decoders decoders,
      Normaliser normaliser,
      boolean stamped,
      int maxPayloadBytes,
      String endpoint) {}

  /** Adds the route to a started Camel context, which may have one such route. */
  public static Uplink open(CamelContext camel, Steps steps, MeterRegistry metrics)
      throws Exception {
    MessageCounters counters = new MessageCounters(metrics);
    ForwardStep forward = new ForwardStep(counters);
    camel.addRoutes(
        new GatewayErrorPolicy(new StepFailure(steps.stamped()), forward, steps.endpoint()));
    camel.addRoutes(
        new UplinkRoute(
            new ReceiveStep(steps.directory(), steps.stamped(), steps.maxPayloadBytes()),
            new UnpackStep(steps.directory()),
            new DecodeStep(steps.decoders()),
            new NormaliseStep(steps.normaliser(), steps.directory()),
            forward,
            steps.endpoint()));
    return new Uplink(
        camel, camel.createProducerTemplate(), camel.getEndpoint(UplinkRoute.ENTRY), counters);
  }

  @Override
  public void accept(InboundMessage message) {
    acceptAll(List.of(message));
  }

  @Override
  public void acceptAll(List<InboundMessage> messages) {
    counters.received(messages.size());
    send(
        messages.stream()
            .map(m -> m.withReceipt(new OnceReceipt(new Counting(m.receipt()))))
            .toList(),
        false);
  }

  /**
   * @param again whether memory has run out on this message before, when it was alone
   */
  private void send(List<InboundMessage> messages, boolean again) {
    try {
      Exchange exchange = entry.createExchange(ExchangePattern.InOnly);
      UplinkRoute.Arrived arrived = new UplinkRoute.Arrived(messages);
      exchange.getMessage().setBody(arrived);
      exchange.setProperty(UplinkRoute.MESSAGES, arrived);
      exchange.setProperty(UplinkRoute.AGAIN, again);
      Exchange result = producer.send(entry, exchange);
      Exception problem = result.getException();
      if (problem == null) {
        return;
      }
      boolean forwarding = result.getProperty(UplinkRoute.FORWARDING) != null;
      if (messages.size() > 1 && !forwarding) {
        messages.forEach(message -> send(List.of(message), false));
      } else if (!again && !forwarding && UplinkRoute.isOutOfMemory(problem)) {
        send(messages, true);
      } else {
        messages.forEach(message -> message.receipt().failed(problem));
      }
    } catch (RuntimeException | Error e) {
      messages.forEach(message -> message.receipt().failed(e));
    }
  }

  /** Takes the route out of the Camel context. */
  @Override
  public void close() {
    try {
      camel.getRouteController().stopRoute(UplinkRoute.ROUTE);
      camel.removeRoute(UplinkRoute.ROUTE);
      ModelCamelContext model = (ModelCamelContext) camel;
      model.removeRouteConfiguration(model.getRouteConfigurationDefinition(GatewayErrorPolicy.ID));
      producer.close();
    } catch (Exception e) {
      LOG.warn("The uplink route did not stop cleanly.", e);
    }
  }

  private final class Counting implements Receipt {

    private final Receipt target;

    Counting(Receipt target) {
      this.target = target;
    }

    @Override
    public void stored() {
      counters.stored();
      if (failing.compareAndSet(true, false)) {
        LOG.info("The uplink stores messages again.");
      }
      target.stored();
    }

    @Override
    public void failed(Throwable reason) {
      counters.failed();
      if (failing.compareAndSet(false, true)) {
        if (reason instanceof IllegalStateException) {
          LOG.warn(
              "The uplink does not store messages; they are kept and tried again. {}",
              reason.getMessage());
        } else {
          LOG.warn("The uplink does not store messages; they are kept and tried again.", reason);
        }
      }
      target.failed(reason);
    }
  }
}
