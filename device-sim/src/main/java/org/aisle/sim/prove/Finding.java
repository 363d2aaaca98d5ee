package org.aisle.sim.prove;

/** A fault between a ledger and a table. */
record Finding(Kind kind, String device, long number, String sentence) {

  enum Kind {
    /** Acknowledged to its device and not there. */
    LOST,
    /** There more than once. */
    DOUBLED,
    /** There with other values or another time than it was sent with. */
    CHANGED,
    /** There, and nobody sent it. */
    INVENTED
  }
}
