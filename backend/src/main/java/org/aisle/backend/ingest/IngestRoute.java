package org.aisle.backend.ingest;

import java.util.function.Function;
import org.aisle.templates.wire.Delivery;
import org.aisle.templates.wire.Receipt;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The steps of a delivery from the uplink to its acknowledgement. The first route ends when the
 * delivery waits in the queue; the second is started by {@link IngestWorker} with what it took from
 * there, and acknowledges after the commit.
 */
@Component
class IngestRoute extends RouteBuilder {

  static final String WRITE = "direct:ingest-write";

  private static final Logger LOG = LoggerFactory.getLogger(IngestRoute.class);

  private final IngestQueue queue;
  private final Validation validation;
  private final BatchWriter writer;
  private final IngestMetrics metrics;
  private final Announcer announcer;

  IngestRoute(
      IngestQueue queue,
      Validation validation,
      BatchWriter writer,
      IngestMetrics metrics,
      Announcer announcer) {
    this.queue = queue;
    this.validation = validation;
    this.writer = writer;
    this.metrics = metrics;
    this.announcer = announcer;
  }

  @Override
  public void configure() {
    from("direct:ingest")
        .routeId("ingest")
        .errorHandler(noErrorHandler())
        .process(exchange -> queue.put(exchange.getMessage().getMandatoryBody(Delivery.class)))
        .id("queue");

    from(WRITE)
        .routeId("ingest-write")
        .errorHandler(noErrorHandler())
        .process(step(Batch.Taken.class, validation::validate))
        .id("validate")
        .process(step(Batch.Validated.class, batch -> metrics.timed(() -> writer.write(batch))))
        .id("write")
        .process(step(Batch.Stored.class, IngestRoute::acknowledge))
        .id("ack")
        .process(step(Batch.Stored.class, this::announce))
        .id("announce");
  }

  private static <A extends Batch, B extends Batch> Processor step(
      Class<A> type, Function<A, B> step) {
    return exchange ->
        exchange
            .getMessage()
            .setBody(step.apply(type.cast(exchange.getMessage().getMandatoryBody())));
  }

  private static Batch.Stored acknowledge(Batch.Stored batch) {
    for (Delivery delivery : batch.deliveries()) {
      Receipt receipt = delivery.receipt();
      try {
        receipt.stored();
      } catch (RuntimeException e) {
        LOG.warn("A stored delivery could not be acknowledged; it will come again", e);
      }
    }
    for (Delivery delivery : batch.held()) {
      try {
        delivery.receipt().failed(new TableHeldException());
      } catch (RuntimeException e) {
        LOG.warn("A delivery could not be given back; it will come again by itself", e);
      }
    }
    return batch;
  }

  private Batch.Stored announce(Batch.Stored batch) {
    if (!batch.written().changed().isEmpty()) {
      announcer.announce(batch.written().changed());
    }
    return batch;
  }
}
