package org.aisle.templates.wire;

/**
 * The acknowledgement that a delivery carries with it. Exactly one of the methods is called, once,
 * from any thread, and only after the fact: {@link #stored} after the commit that made the delivery
 * durable.
 */
public interface Receipt {

  /** Everything in the delivery is durable; the message may be acknowledged upstream. */
  void stored();

  /** Nothing was acknowledged; the message stays with its sender's queue and comes again. */
  void failed(Throwable reason);

  /** For deliveries that nobody waits for. */
  Receipt NONE =
      new Receipt() {
        @Override
        public void stored() {}

        @Override
        public void failed(Throwable reason) {}
      };
}
