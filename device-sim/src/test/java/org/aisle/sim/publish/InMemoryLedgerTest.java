package org.aisle.sim.publish;

class InMemoryLedgerTest extends MessageLedgerContract {
  @Override
  MessageLedger ledger() {
    return new InMemoryLedger();
  }
}
