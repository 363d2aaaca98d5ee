package org.aisle.gateway.route;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.outcome.RejectionCode;

/** Counts messages; repeated attempts at one message count each time. */
final class MessageCounters {

  private final Counter received;
  private final Counter forwarded;
  private final Counter stored;
  private final Counter failed;
  private final Map<RejectionCode, Counter> rejected = new EnumMap<>(RejectionCode.class);

  MessageCounters(MeterRegistry metrics) {
    received = metrics.counter("aisle.gateway.messages.received");
    forwarded = metrics.counter("aisle.gateway.messages.forwarded");
    stored = metrics.counter("aisle.gateway.messages.stored");
    failed = metrics.counter("aisle.gateway.messages.failed");
    for (RejectionCode code : RejectionCode.values()) {
      rejected.put(code, metrics.counter("aisle.gateway.messages.rejected", "code", code.code()));
    }
  }

  void received(int messages) {
    received.increment(messages);
  }

  void forwarded(int messages) {
    forwarded.increment(messages);
  }

  void stored() {
    stored.increment();
  }

  void failed() {
    failed.increment();
  }

  void rejected(Rejection rejection) {
    Counter counter = rejected.get(rejection.code());
    if (counter != null) {
      counter.increment();
    }
  }
}
