package org.aisle.backend.evaluation;

import java.util.Objects;
import org.aisle.templates.reading.Value;
import org.jspecify.annotations.Nullable;

/**
 * How one derived field stands on one device. A number is stored at the first reading of each
 * interval at which it is known; what is no number when it changes, and again when it was unknown
 * meanwhile. Used by one thread at a time.
 */
abstract sealed class DerivedRun permits AmountRun, FormulaRun, LagRun, MovementRun, StateRun {

  final DerivedProgram program;
  private final boolean numeric;
  private long stored = Micros.NEVER;
  private boolean known;
  private double number = Double.NaN;
  private @Nullable String text;

  DerivedRun(DerivedProgram program) {
    this.program = program;
    this.numeric = program.field().numeric();
  }

  /** The frame stands at the next reading and knows values as old as the field's gap. */
  abstract void take(LiveFrame frame, Stored to);

  /**
   * Sets the field's value at the frame's reading, NaN and null for unknown, and stores it where it
   * is to be stored.
   */
  final void set(LiveFrame frame, Stored to, double nextNumber, @Nullable String nextText) {
    set(frame, to, nextNumber, nextText, frame.now());
  }

  /** As it has been since {@code since}. */
  final void set(
      LiveFrame frame, Stored to, double nextNumber, @Nullable String nextText, long since) {
    frame.set(program.slot(), nextNumber, nextText, frame.now());
    boolean nextKnown = nextText != null || Double.isFinite(nextNumber);
    if (!nextKnown) {
      known = false;
      return;
    }
    if (numeric) {
      long interval = Math.floorDiv(frame.now(), program.every());
      if (interval != stored) {
        stored = interval;
        store(to, frame.now(), nextNumber, nextText);
      }
    } else if (!known || nextNumber != number && nextText == null || !same(nextText)) {
      known = true;
      number = nextNumber;
      text = nextText;
      store(to, since, nextNumber, nextText);
    }
  }

  private boolean same(@Nullable String nextText) {
    return Objects.equals(nextText, text);
  }

  private void store(Stored to, long at, double nextNumber, @Nullable String nextText) {
    Value value = Focus.value(program.field().type(), nextNumber, nextText);
    if (value != null) {
      to.add(at, program.field().path(), value);
    }
  }

  void save(Packer to) {
    to.flag(stored != Micros.NEVER);
    if (stored != Micros.NEVER) {
      to.whole(stored);
    }
    to.flag(known);
    if (known) {
      to.number(number).text(text);
    }
  }

  void restore(Unpacker from) {
    stored = from.flag() ? from.whole() : Micros.NEVER;
    known = from.flag();
    if (known) {
      number = from.number();
      text = from.text();
    }
  }
}
