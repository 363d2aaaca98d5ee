package org.aisle.sim.publish;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/** A ledger that is lost with its process; unbounded, for tests and short runs. Thread-safe. */
public final class InMemoryLedger implements MessageLedger {

  private final List<LedgerEntry> entries = new ArrayList<>();
  private final BitSet acknowledged = new BitSet();

  @Override
  public synchronized long sent(OutgoingMessage message) {
    entries.add(LedgerEntry.unacknowledged(entries.size(), message));
    return entries.size() - 1;
  }

  @Override
  public synchronized void acknowledged(long number) {
    acknowledged.set(Math.toIntExact(number));
  }

  @Override
  public synchronized Stream<LedgerEntry> entries() {
    BitSet yes = (BitSet) acknowledged.clone();
    return List.copyOf(entries).stream()
        .map(entry -> entry.asAcknowledged(yes.get((int) entry.number())));
  }

  @Override
  public void close() {}
}
