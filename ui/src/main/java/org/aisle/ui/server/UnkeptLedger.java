package org.aisle.ui.server;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.aisle.sim.publish.LedgerEntry;
import org.aisle.sim.publish.MessageLedger;
import org.aisle.sim.publish.OutgoingMessage;

/** Numbers messages and keeps nothing: a demonstration that runs for weeks must not grow. */
final class UnkeptLedger implements MessageLedger {

  private final AtomicLong next = new AtomicLong();

  @Override
  public long sent(OutgoingMessage message) {
    return next.getAndIncrement();
  }

  @Override
  public void acknowledged(long number) {}

  @Override
  public Stream<LedgerEntry> entries() {
    return Stream.empty();
  }

  @Override
  public void close() {}
}
