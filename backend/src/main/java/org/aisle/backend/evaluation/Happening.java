package org.aisle.backend.evaluation;

import org.aisle.templates.condition.Truth;
import org.aisle.templates.condition.Vocabulary.Kind;
import org.aisle.templates.condition.Vocabulary.Name;
import org.jspecify.annotations.Nullable;

/** What a {@link MomentRun} waits for. Remembers what was known last. */
sealed interface Happening {

  /** The sentence that tells it if it happened at the frame's reading; asked once at each. */
  @Nullable String at(LiveFrame frame);

  void save(Packer to);

  void restore(Unpacker from);

  /** A position enters or leaves. */
  final class Crossing implements Happening {
    private final Relation relation;
    private final boolean enters;
    private final String sentence;
    private Truth last = Truth.UNKNOWN;

    Crossing(Relation relation, boolean enters, String sentence) {
      this.relation = relation;
      this.enters = enters;
      this.sentence = sentence;
    }

    @Override
    public @Nullable String at(LiveFrame frame) {
      if (!relation.observed(frame)) {
        return null;
      }
      Truth inside = relation.inside(frame);
      if (inside == Truth.UNKNOWN) {
        return null;
      }
      boolean happened = last != Truth.UNKNOWN && last != inside;
      last = inside;
      return happened && enters == (inside == Truth.TRUE) ? sentence : null;
    }

    @Override
    public void save(Packer to) {
      to.octet(last.ordinal());
    }

    @Override
    public void restore(Unpacker from) {
      last = Truth.values()[from.octet() % 3];
    }
  }

  /** A field changes its value. */
  final class Change implements Happening {

    /**
     * One of the values that are waited for.
     *
     * @param number NaN for a text
     */
    record Wanted(double number, @Nullable String text) {
      boolean is(double otherNumber, @Nullable String otherText) {
        return text != null ? text.equals(otherText) : number == otherNumber;
      }
    }

    private final Name name;
    private final @Nullable Wanted from;
    private final @Nullable Wanted to;
    private final Values values;
    private boolean known;
    private double number = Double.NaN;
    private @Nullable String text;

    Change(Name name, @Nullable Wanted from, @Nullable Wanted to, Values values) {
      this.name = name;
      this.from = from;
      this.to = to;
      this.values = values;
    }

    @Override
    public @Nullable String at(LiveFrame frame) {
      double nextNumber = frame.number(name.slot());
      String nextText = frame.text(name.slot());
      if (name.kind() == Kind.TEXT ? nextText == null : Double.isNaN(nextNumber)) {
        return null;
      }
      boolean changed =
          known
              && (name.kind() == Kind.TEXT
                  ? !java.util.Objects.equals(nextText, text)
                  : nextNumber != number);
      String sentence =
          changed
                  && (from == null || from.is(number, text))
                  && (to == null || to.is(nextNumber, nextText))
              ? values.changed(number, text, nextNumber, nextText)
              : null;
      known = true;
      number = nextNumber;
      text = nextText;
      return sentence;
    }

    @Override
    public void save(Packer packer) {
      packer.flag(known).number(number).text(text);
    }

    @Override
    public void restore(Unpacker unpacker) {
      known = unpacker.flag();
      number = unpacker.number();
      text = unpacker.text();
    }
  }

  /** Says what changed. */
  @FunctionalInterface
  interface Values {
    String changed(
        double number, @Nullable String text, double nextNumber, @Nullable String nextText);
  }
}
