package org.aisle.sim.publish;

import java.util.stream.Stream;

/**
 * The record of what was sent and what was acknowledged, to be compared with what a store holds.
 * Append-only. Thread-safe.
 */
public interface MessageLedger extends AutoCloseable {

  /** A ledger that keeps nothing. */
  MessageLedger NONE =
      new MessageLedger() {
        @Override
        public long sent(OutgoingMessage message) {
          return 0;
        }

        @Override
        public void acknowledged(long number) {}

        @Override
        public Stream<LedgerEntry> entries() {
          return Stream.empty();
        }

        @Override
        public void close() {}
      };

  /** Records that a message is about to be sent; returns the number under which it is known. */
  long sent(OutgoingMessage message);

  /** Records that the message of that number was acknowledged. */
  void acknowledged(long number);

  /** Everything recorded so far, in the order in which it was sent; close the stream. */
  Stream<LedgerEntry> entries();

  /** What was acknowledged so far, in the order in which it was sent; close the stream. */
  default Stream<LedgerEntry> acknowledged() {
    return entries().filter(LedgerEntry::acknowledged);
  }

  /** Closes the record; it can be opened again and continued. */
  @Override
  void close();
}
