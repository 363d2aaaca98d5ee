package org.aisle.sim.prove;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.TreeMap;

/**
 * The ledger of one device: which readings it has sent, and which of them were acknowledged to it.
 * Thread-safe.
 */
final class Account {

  /** Consecutive readings that travel in one message. */
  record Message(int first, int size) {}

  /** Numbers of a ledger. */
  record Totals(long transmissions, long acknowledgements, long sent, long acknowledged) {

    static final Totals NONE = new Totals(0, 0, 0, 0);

    Totals plus(Totals other) {
      return new Totals(
          transmissions + other.transmissions,
          acknowledgements + other.acknowledgements,
          sent + other.sent,
          acknowledged + other.acknowledged);
    }
  }

  private final long seed;
  private final String device;
  private final BitSet sent = new BitSet();
  private final BitSet acknowledged = new BitSet();

  /** From which number on the clock was how far off. */
  private final TreeMap<Integer, Duration> clocks = new TreeMap<>();

  private int next;
  private long transmissions;
  private long acknowledgements;

  Account(long seed, String device) {
    this.seed = seed;
    this.device = device;
  }

  String device() {
    return device;
  }

  /** Measures {@code size} more readings by a clock that is so far off. */
  synchronized Message measure(int size, Duration clock) {
    if (clocks.isEmpty() || !clocks.lastEntry().getValue().equals(clock)) {
      clocks.put(next, clock);
    }
    Message message = new Message(next, size);
    next += size;
    return message;
  }

  /** To be called before the first byte leaves. */
  synchronized void transmits(Message message) {
    sent.set(message.first(), message.first() + message.size());
    transmissions++;
  }

  synchronized void acknowledged(Message message) {
    acknowledged.set(message.first(), message.first() + message.size());
    acknowledgements++;
  }

  synchronized boolean wasSent(long number) {
    return number >= 0 && number < next && sent.get((int) number);
  }

  /** Everything acknowledged until now. */
  synchronized BitSet acknowledged() {
    return (BitSet) acknowledged.clone();
  }

  synchronized Totals totals() {
    return new Totals(
        transmissions, acknowledgements, sent.cardinality(), acknowledged.cardinality());
  }

  /** The reading as it was measured. */
  synchronized ProbeReading reading(int number) {
    var clock = clocks.floorEntry(number);
    return ProbeReading.of(seed, device, number, clock == null ? Duration.ZERO : clock.getValue());
  }

  /** One sample, or an array of them. */
  byte[] payload(Message message) {
    StringBuilder json = new StringBuilder();
    for (int i = 0; i < message.size(); i++) {
      json.append(i == 0 ? "" : ",").append(reading(message.first() + i).json());
    }
    String text = message.size() == 1 ? json.toString() : "[" + json + "]";
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
