package org.aisle.gateway.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class AcknowledgementGateTest {

  private final AtomicBoolean open = new AtomicBoolean(true);
  private final List<Integer> through = new ArrayList<>();
  private final AcknowledgementGate gate = new AcknowledgementGate(open::get);

  private void pass(int number) {
    gate.pass(() -> through.add(number));
  }

  @Test
  void an_open_gate_lets_everything_through_at_once() {
    pass(1);
    pass(2);

    assertThat(through).containsExactly(1, 2);
  }

  @Test
  void what_came_to_a_closed_gate_goes_through_in_order_when_it_opens() {
    open.set(false);
    pass(1);
    pass(2);
    gate.look();
    assertThat(through).isEmpty();

    open.set(true);
    pass(3);
    assertThat(through).isEmpty();

    gate.look();
    assertThat(through).containsExactly(1, 2, 3);
    pass(4);
    assertThat(through).containsExactly(1, 2, 3, 4);
  }
}
