package org.aisle.backend.evaluation;

import java.util.Arrays;
import java.util.List;
import org.aisle.templates.condition.Test;
import org.aisle.templates.condition.Truth;
import org.jspecify.annotations.Nullable;

/**
 * A state machine. A transition's condition is measured like a rule's: it has held from the reading
 * at which it became true, unknown and gaps end that. Of a transition out of one state it is
 * measured from no earlier than the reading that led into the state. At most one transition is
 * taken at a reading; the state changed when its time was reached, after the reading before.
 */
final class StateRun extends DerivedRun {

  /**
   * @param from null for any state
   * @param holdFor in microseconds
   */
  record Transition(@Nullable String from, String to, Test condition, long holdFor) {}

  private final List<Transition> transitions;
  private final long[] since;
  private String state;

  StateRun(DerivedProgram program, String initial, List<Transition> transitions) {
    super(program);
    this.state = initial;
    this.transitions = List.copyOf(transitions);
    this.since = new long[transitions.size()];
    Arrays.fill(since, Micros.NEVER);
  }

  @Override
  void take(LiveFrame frame, Stored to) {
    long now = frame.now();
    boolean joined = frame.joined(program.gap());
    int taken = -1;
    for (int i = 0; i < since.length; i++) {
      Transition transition = transitions.get(i);
      if (!leads(transition) || transition.condition().in(frame) != Truth.TRUE) {
        since[i] = Micros.NEVER;
        continue;
      }
      if (since[i] == Micros.NEVER || !joined) {
        since[i] = now;
      }
      if (taken < 0 && now - since[i] >= transition.holdFor()) {
        taken = i;
      }
    }
    long changed = now;
    if (taken >= 0) {
      long reached = since[taken] + transitions.get(taken).holdFor();
      changed = reached > frame.previous() ? reached : now;
      enter(transitions.get(taken).to(), frame);
    }
    set(frame, to, Double.NaN, state, changed);
  }

  private boolean leads(Transition transition) {
    String from = transition.from();
    return from == null ? !transition.to().equals(state) : from.equals(state);
  }

  private void enter(String next, LiveFrame frame) {
    state = next;
    for (int i = 0; i < since.length; i++) {
      Transition transition = transitions.get(i);
      boolean holds = leads(transition) && transition.condition().in(frame) == Truth.TRUE;
      boolean goesOn = transition.from() == null && since[i] != Micros.NEVER;
      since[i] = !holds ? Micros.NEVER : goesOn ? since[i] : frame.now();
    }
  }

  @Override
  void save(Packer to) {
    super.save(to);
    to.text(state);
    for (long s : since) {
      to.flag(s != Micros.NEVER);
      if (s != Micros.NEVER) {
        to.whole(s);
      }
    }
  }

  @Override
  void restore(Unpacker from) {
    super.restore(from);
    state = from.present();
    for (int i = 0; i < since.length; i++) {
      since[i] = from.flag() ? from.whole() : Micros.NEVER;
    }
  }
}
