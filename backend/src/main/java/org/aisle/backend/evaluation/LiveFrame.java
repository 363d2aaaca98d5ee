package org.aisle.backend.evaluation;

import java.util.Arrays;
import java.util.function.BiConsumer;
import org.aisle.backend.evaluation.Layout.Input;
import org.aisle.templates.condition.Frame;
import org.aisle.templates.reading.Value;
import org.jspecify.annotations.Nullable;

/**
 * The newest value of every name of one device as of a reading. Whoever looks says first how old a
 * value may be; what is older is unknown. Changed by one thread at a time.
 */
final class LiveFrame implements Frame, BiConsumer<String, Value> {

  private final Layout layout;
  private final double[] numbers;
  private final @Nullable String[] texts;
  private final long[] at;
  private final Surroundings surroundings;
  private long previous = Micros.NEVER;
  private long now = Micros.NEVER;
  private long oldest = Micros.NEVER;

  LiveFrame(Layout layout, Surroundings surroundings) {
    this.layout = layout;
    this.surroundings = surroundings;
    this.numbers = new double[layout.size()];
    this.texts = new @Nullable String[layout.size()];
    this.at = new long[layout.size()];
    Arrays.fill(numbers, Double.NaN);
    Arrays.fill(at, Micros.NEVER);
  }

  /** Goes on to the next reading. */
  void advance(long to) {
    previous = now;
    now = to;
    surroundings.advance(this, to);
  }

  /** As it was left. */
  void resume(long previous, long now) {
    this.previous = previous;
    this.now = now;
    if (now != Micros.NEVER) {
      surroundings.advance(this, now);
    }
  }

  /** From here on values older than {@code gap} are unknown. */
  LiveFrame within(long gap) {
    oldest = now - gap;
    return this;
  }

  long now() {
    return now;
  }

  /** The reading before, or {@link Micros#NEVER}. */
  long previous() {
    return previous;
  }

  /** Whether this reading is no further than {@code gap} after the one before. */
  boolean joined(long gap) {
    return previous != Micros.NEVER && now - previous <= gap;
  }

  Layout layout() {
    return layout;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  @Override
  public double number(int slot) {
    if (slot >= layout.places()) {
      return surroundings.number(this, slot);
    }
    return at[slot] >= oldest ? numbers[slot] : Double.NaN;
  }

  @Override
  public @Nullable String text(int slot) {
    if (slot >= layout.places()) {
      return surroundings.text(this, slot);
    }
    return at[slot] >= oldest ? texts[slot] : null;
  }

  /** Whether one of these was observed at this very reading; of none: yes. */
  boolean news(int[] slots) {
    for (int slot : slots) {
      if (at[slot] == now) {
        return true;
      }
    }
    return slots.length == 0;
  }

  /** When the value in this slot was observed, or {@link Micros#NEVER}. */
  long at(int slot) {
    return at[slot];
  }

  /** Takes one value of the reading. */
  @Override
  public void accept(String path, Value value) {
    Input input = layout.input(path);
    if (input == null) {
      return;
    }
    switch (value) {
      case Value.Num n -> put(input.slot(), n.value(), null);
      case Value.Whole w -> put(input.slot(), w.value(), null);
      case Value.Flag f -> put(input.slot(), f.value() ? 1 : 0, null);
      case Value.Text t -> put(input.slot(), Double.NaN, t.value());
      case Value.Moment m -> put(input.slot(), Micros.of(m.value()) / 1e6, null);
      case Value.Geo g -> {
        if (input.components().length == 3) {
          put(input.components()[0], g.lat(), null);
          put(input.components()[1], g.lon(), null);
          Double alt = g.alt();
          put(input.components()[2], alt == null ? Double.NaN : alt, null);
        }
      }
      case Value.Vec v -> {
        if (input.components().length == 4) {
          put(input.components()[0], v.x(), null);
          put(input.components()[1], v.y(), null);
          put(input.components()[2], v.z(), null);
          double magnitude = Math.sqrt(v.x() * v.x() + v.y() * v.y() + v.z() * v.z());
          put(input.components()[3], magnitude, null);
        }
      }
      case Value.Tree t -> {}
    }
  }

  private void put(int slot, double number, @Nullable String text) {
    if (slot >= 0) {
      set(slot, number, text, now);
    }
  }

  /** Sets what is known; NaN and null for unknown. */
  void set(int slot, double number, @Nullable String text, long observed) {
    numbers[slot] = number;
    texts[slot] = text;
    at[slot] = observed;
  }

  /** Whatever its age. */
  double lastNumber(int slot) {
    return numbers[slot];
  }

  /** Whatever its age. */
  @Nullable String lastText(int slot) {
    return texts[slot];
  }
}
