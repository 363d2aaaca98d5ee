package org.aisle.gateway;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.outcome.RejectionCode;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.wire.Delivery;
import org.apache.camel.builder.RouteBuilder;

/** A store at {@code direct:ingest} that can be away. */
public final class RecordingIngest extends RouteBuilder {

  /** What it does with a delivery. */
  public enum Mode {
    STORE,
    /** Says at once that it failed. */
    FAIL,
    /** Throws. */
    THROW,
    /** Never says anything, until released. */
    HOLD
  }

  private final List<Reading> readings = new CopyOnWriteArrayList<>();
  private final List<Rejection> rejections = new CopyOnWriteArrayList<>();
  private final Queue<Delivery> heldBack = new ConcurrentLinkedQueue<>();
  private final AtomicInteger attempts = new AtomicInteger();
  private volatile Mode mode = Mode.STORE;

  @Override
  public void configure() {
    from("direct:ingest")
        .routeId("test-ingest")
        .process(exchange -> take(exchange.getMessage().getBody(Delivery.class)));
  }

  private void take(Delivery delivery) {
    attempts.incrementAndGet();
    switch (mode) {
      case STORE -> store(delivery);
      case FAIL -> delivery.receipt().failed(new IllegalStateException("The store is away."));
      case THROW -> throw new IllegalStateException("The store is away.");
      case HOLD -> heldBack.add(delivery);
    }
  }

  private void store(Delivery delivery) {
    readings.addAll(delivery.readings());
    rejections.addAll(delivery.rejections());
    delivery.receipt().stored();
  }

  public void mode(Mode other) {
    mode = other;
  }

  public void release() {
    mode = Mode.STORE;
    for (Delivery held = heldBack.poll(); held != null; held = heldBack.poll()) {
      store(held);
    }
  }

  public int attempts() {
    return attempts.get();
  }

  public int held() {
    return heldBack.size();
  }

  public List<Reading> readings() {
    return List.copyOf(readings);
  }

  public List<Rejection> rejections() {
    return List.copyOf(rejections);
  }

  public List<RejectionCode> codes() {
    return rejections.stream().map(Rejection::code).toList();
  }
}
