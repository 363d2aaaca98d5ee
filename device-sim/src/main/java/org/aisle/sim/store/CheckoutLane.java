package org.aisle.sim.store;

import java.util.ArrayDeque;
import java.util.Deque;

/** One till and those who stand before it; the first of them is being served. */
final class CheckoutLane {

  /**
   * Somebody in a lane.
   *
   * @param since when they came to the checkouts, seconds of the simulation
   * @param service how long the till will need for them, seconds
   */
  record Customer(double since, double service) {}

  private final Deque<Customer> customers = new ArrayDeque<>();
  private double worked;
  private boolean open;

  boolean open() {
    return open;
  }

  void open(boolean now) {
    open = now;
  }

  int size() {
    return customers.size();
  }

  void join(Customer customer) {
    if (customers.isEmpty()) {
      worked = 0;
    }
    customers.addLast(customer);
  }

  /** Takes the last one away, who is not being served. */
  Customer leave() {
    return customers.removeLast();
  }

  /** Serves the first one for so long; whether that was enough. */
  boolean serve(double seconds) {
    if (customers.isEmpty()) {
      return false;
    }
    worked += seconds;
    if (worked < customers.getFirst().service()) {
      return false;
    }
    customers.removeFirst();
    worked = 0;
    return true;
  }

  /** Whether the first one has stood here for longer than that, and goes. */
  boolean giveUp(double now, double patience) {
    if (customers.isEmpty() || now - customers.getFirst().since() < patience) {
      return false;
    }
    customers.removeFirst();
    worked = 0;
    return true;
  }

  /** How long the first one has stood here, seconds; zero when nobody does. */
  double dwell(double now) {
    return customers.isEmpty() ? 0 : now - customers.getFirst().since();
  }
}
