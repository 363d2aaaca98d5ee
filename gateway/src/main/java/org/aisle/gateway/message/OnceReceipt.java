package org.aisle.gateway.message;

import java.util.concurrent.atomic.AtomicBoolean;
import org.aisle.templates.wire.Receipt;

/** Passes on the first call of a receipt and ignores all later ones. Thread-safe. */
public final class OnceReceipt implements Receipt {

  private final Receipt target;
  private final AtomicBoolean called = new AtomicBoolean();

  public OnceReceipt(Receipt target) {
    this.target = target;
  }

  @Override
  public void stored() {
    if (called.compareAndSet(false, true)) {
      target.stored();
    }
  }

  @Override
  public void failed(Throwable reason) {
    if (called.compareAndSet(false, true)) {
      target.failed(reason);
    }
  }
}
